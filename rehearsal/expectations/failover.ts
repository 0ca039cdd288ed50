import type { Expectation } from "../scenario";
import { afterACommitIsEffectiveNobodyReachesThePrimary, atMostOneCommit, theFailoverIsCommitted } from "./commitment";
import { everybodyIsHeldAtTheStandby, onceSavedUsersSeeNoGap, theOutageIsWithinThePromise } from "./service";
import { theStandbyIsNeverStoppedWhileItIsNeeded } from "./standby";

/** What users may expect wherever nothing keeps the standby from starting: saved in time, once, and to stay. */
export const aFailoverInTimeThatHolds: readonly Expectation[] = [
  atMostOneCommit,
  afterACommitIsEffectiveNobodyReachesThePrimary,
  onceSavedUsersSeeNoGap,
  theStandbyIsNeverStoppedWhileItIsNeeded,
  theOutageIsWithinThePromise,
  everybodyIsHeldAtTheStandby,
  theFailoverIsCommitted,
];
