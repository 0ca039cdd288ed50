import { nothingIsCommitted } from "../expectations/commitment";
import { everybodyIsServedBy } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded, theStandbyIsStopped } from "../expectations/standby";
import { BLIP_SECONDS, blipSeconds } from "../patience";
import type { Scenario } from "../scenario";

export const blip: Scenario = {
  name: "blip",
  title: "The primary does not answer for 20 seconds",
  purpose:
    "A deployment, a reboot of the application: users are back before anybody could save them. A product that fails over now moves everybody for nothing, and needs a person to move them back.",
  deployment: "as configured",
  expectations: [
    nothingIsCommitted,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    everybodyIsServedBy("primary"),
    theStandbyIsStopped,
  ],
  play: async (world) => {
    const seconds = blipSeconds(world.stage.parts.pace);
    const recovers = world.applicationFails({ kind: "refuses" });
    if (seconds < BLIP_SECONDS)
      world.note(`it is back after ${seconds} s, not ${BLIP_SECONDS}: in that time this deployment may save users`);
    await world.passSeconds(seconds);
    recovers();
    await world.untilServedBy("primary", 2);
    await world.pass(3);
    // Should it have ignited: the grace period, and the looks around it.
    await world.untilOver(20);
  },
};
