import { nothingIsCommitted } from "../expectations/commitment";
import { theEpisodeEndedAs } from "../expectations/controller";
import { theStandbyIsStartedAtMost } from "../expectations/ignition";
import { BACK, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import { everybodyIsServedBy, usersSeeNoGap } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded, theStandbyIsStopped } from "../expectations/standby";
import type { Scenario } from "../scenario";

export const pathBetweenRegionsBroken: Scenario = {
  name: "path-between-regions-broken",
  title: "The path between the two regions breaks, while users reach the primary",
  purpose:
    "The controller sees a dead primary that everybody else sees alive. On its word alone, users would be moved from a site that serves them, and held away from it.",
  deployment: "as configured",
  expectations: [
    nothingIsCommitted,
    usersSeeNoGap,
    theStandbyIsStartedAtMost(1),
    theStandbyIsNeverStoppedWhileItIsNeeded,
    everybodyIsServedBy("primary"),
    theStandbyIsStopped,
    theEpisodeEndedAs("the primary recovered by itself"),
    peopleWereTold(IGNITING, SERVES, BACK),
  ],
  play: async (world) => {
    const mend = world.pathBetweenRegionsBreaks();
    await world.until("the standby is ignited", () => world.standbyState() === "running", 4);
    await world.passWhileItBoots(4);
    mend();
    await world.untilOver(20);
    await world.pass(1);
  },
};
