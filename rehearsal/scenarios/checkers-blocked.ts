import { nothingIsCommitted } from "../expectations/commitment";
import { theEpisodeEndedAs } from "../expectations/controller";
import { theStandbyIsStartedAtMost } from "../expectations/ignition";
import { BACK, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import { everybodyIsServedBy, onceSavedUsersSeeNoGap, theOutageIsWithinThePromise } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded, theStandbyIsStopped } from "../expectations/standby";
import type { Scenario } from "../scenario";

export const checkersBlocked: Scenario = {
  name: "checkers-blocked",
  title: "Route 53's checkers are blocked, while the controller reaches the primary",
  purpose:
    "DNS turns to a standby that nobody has started, for a primary that is well. Without a look at what DNS answers, users get a stopped server for as long as the checkers are blind.",
  deployment: "as configured",
  expectations: [
    nothingIsCommitted,
    theStandbyIsStartedAtMost(1),
    onceSavedUsersSeeNoGap,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    theOutageIsWithinThePromise,
    everybodyIsServedBy("primary"),
    theStandbyIsStopped,
    theEpisodeEndedAs("the primary recovered by itself"),
    peopleWereTold(IGNITING, SERVES, BACK),
  ],
  play: async (world) => {
    const unblock = world.checkersAreBlocked();
    await world.untilServedBy("standby", 6);
    await world.pass(3);
    unblock();
    await world.untilServedBy("primary", 5);
    await world.untilOver(20);
    await world.pass(1);
  },
};
