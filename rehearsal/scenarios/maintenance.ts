import { nothingIsCommitted, theLockIsGone } from "../expectations/commitment";
import { theEpisodeEndedAs } from "../expectations/controller";
import { theStandbyIsStartedAtMost } from "../expectations/ignition";
import { everybodyIsServedBy, onceSavedUsersSeeNoGap, theOutageIsWithinThePromise } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded, theStandbyIsStopped } from "../expectations/standby";
import { longer } from "../patience";
import type { Scenario } from "../scenario";

const HOUR_MS = 3_600_000;

export const maintenance: Scenario = {
  name: "maintenance",
  title: "The primary is down for a while, in a maintenance window",
  purpose:
    "Whoever reboots the primary on purpose wants his users served meanwhile, and back afterwards without a word. A product that takes it for a disaster holds them at the standby.",
  deployment: "as configured",
  expectations: [
    nothingIsCommitted,
    theStandbyIsStartedAtMost(1),
    onceSavedUsersSeeNoGap,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    theOutageIsWithinThePromise,
    everybodyIsServedBy("primary"),
    theLockIsGone,
    theStandbyIsStopped,
    theEpisodeEndedAs("maintenance ended"),
  ],
  play: async (world) => {
    const { workload, parts } = world.stage;
    // There and back: everything that takes this deployment longer, twice.
    const hours = 2 + Math.ceil((2 * longer(parts.pace)) / HOUR_MS);
    await world.pilotLight("maintenance", "on", workload.name, "--until", `${hours}h`, "--reason", "patching", "--yes");
    await world.until("the standby serves", () => world.witness.standby.now === "serves", 5);
    await world.stopPrimary();
    await world.untilServedBy("standby", 5);
    await world.pass(3);
    await world.bringBack();
    await world.untilServedBy("primary", 5);
    await world.pilotLight("maintenance", "off", workload.name);
    await world.untilOver(20);
    await world.pass(1);
  },
};
