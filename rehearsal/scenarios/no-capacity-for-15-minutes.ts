import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  theFailoverIsCommitted,
} from "../expectations/commitment";
import { startsAreTriedAtMostEachTenSeconds } from "../expectations/ignition";
import { anAlarmTold, COMMITTED, IGNITING, LATE, NO_CAPACITY, peopleWereTold, SERVES } from "../expectations/people";
import { everybodyIsHeldAtTheStandby, onceSavedUsersSeeNoGap } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded } from "../expectations/standby";
import type { Scenario } from "../scenario";

export const noCapacityFor15Minutes: Scenario = {
  name: "no-capacity-for-15-minutes",
  title: "EC2 has no capacity for the standby, for 15 minutes",
  purpose:
    "Nothing can be done but to try again and to say so. A product that tries once, or once an hour, or tells nobody, makes an outage of 15 minutes one of a night.",
  deployment: "as configured",
  expectations: [
    atMostOneCommit,
    startsAreTriedAtMostEachTenSeconds,
    afterACommitIsEffectiveNobodyReachesThePrimary,
    onceSavedUsersSeeNoGap,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    everybodyIsHeldAtTheStandby,
    theFailoverIsCommitted,
    peopleWereTold(NO_CAPACITY, IGNITING, LATE, SERVES, COMMITTED),
    anAlarmTold("not-handled"),
  ],
  play: async (world) => {
    const capacityArrives = world.noCapacity();
    await world.stopPrimary();
    await world.pass(15);
    capacityArrives();
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
  },
};
