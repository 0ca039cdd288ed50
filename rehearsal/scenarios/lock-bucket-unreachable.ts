import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  theFailoverIsCommitted,
} from "../expectations/commitment";
import { theStandbyIsStartedAtMost } from "../expectations/ignition";
import { COMMITTED, peopleWereToldAlso } from "../expectations/people";
import { everybodyIsHeldAtTheStandby, onceSavedUsersSeeNoGap } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded } from "../expectations/standby";
import type { Scenario } from "../scenario";

export const lockBucketUnreachable: Scenario = {
  name: "lock-bucket-unreachable",
  title: "S3 fails every call to the lock bucket, and the primary is stopped",
  purpose:
    "What cannot be read is unknown, and not absent: the standby is ignited all the same, nothing is committed blindly, and once S3 is back the failover is written as if nothing had been.",
  deployment: "as configured",
  expectations: [
    atMostOneCommit,
    theStandbyIsStartedAtMost(1),
    afterACommitIsEffectiveNobodyReachesThePrimary,
    onceSavedUsersSeeNoGap,
    theStandbyIsNeverStoppedWhileItIsNeeded,
    everybodyIsHeldAtTheStandby,
    theFailoverIsCommitted,
    peopleWereToldAlso(COMMITTED),
  ],
  play: async (world) => {
    const mend = world.lockBucketFails();
    await world.stopPrimary();
    await world.untilServedBy("standby", 6);
    await world.pass(5);
    mend();
    await world.untilEffective();
    await world.pass(2);
  },
};
