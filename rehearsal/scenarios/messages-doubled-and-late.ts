import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  theFailoverIsCommitted,
} from "../expectations/commitment";
import { theStandbyIsStartedAtMost } from "../expectations/ignition";
import { COMMITTED, IGNITING, peopleWereTold, SERVES } from "../expectations/people";
import { everybodyIsHeldAtTheStandby, onceSavedUsersSeeNoGap } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded } from "../expectations/standby";
import type { Scenario } from "../scenario";

export const messagesDoubledAndLate: Scenario = {
  name: "messages-doubled-and-late",
  title: "Every alarm, event and tick comes twice, and 45 seconds late",
  purpose:
    "AWS promises no more than once or more often, sometime. Two invocations at once must leave the same world as one, and a late one must change nothing.",
  deployment: "as configured",
  expectations: [
    atMostOneCommit,
    theStandbyIsStartedAtMost(1),
    afterACommitIsEffectiveNobodyReachesThePrimary,
    onceSavedUsersSeeNoGap,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    everybodyIsHeldAtTheStandby,
    theFailoverIsCommitted,
    peopleWereTold(IGNITING, SERVES, COMMITTED),
  ],
  play: async (world) => {
    // What people are sent is another matter: AWS may bring them a message twice, and nobody can help it.
    world.deliveries("every alarm, event and tick comes twice, and 45 s late", ({ kind }) =>
      kind === "message" ? undefined : { kind: "doubled", milliseconds: 45_000 },
    );
    await world.stopPrimary();
    await world.untilServedBy("standby", 6);
    await world.untilEffective();
    await world.pass(3);
  },
};
