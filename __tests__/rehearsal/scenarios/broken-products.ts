import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  nothingIsCommitted,
} from "../../../rehearsal/expectations/commitment";
import { theControllerNeverCallsTheDarkRegion } from "../../../rehearsal/expectations/controller";
import { theStandbyIsNotStartedTwice } from "../../../rehearsal/expectations/ignition";
import { COMMITTED, IGNITING, LATE, NO_CAPACITY, peopleWereTold, SERVES } from "../../../rehearsal/expectations/people";
import { onceSavedUsersSeeNoGap } from "../../../rehearsal/expectations/service";
import { believedSeconds } from "../../../rehearsal/patience";
import { alarmMessagesLost } from "../../../rehearsal/scenarios/alarm-messages-lost";
import { applicationAnswers500 } from "../../../rehearsal/scenarios/application-answers-500";
import { applicationHangs } from "../../../rehearsal/scenarios/application-hangs";
import { blip } from "../../../rehearsal/scenarios/blip";
import { checkersBlocked } from "../../../rehearsal/scenarios/checkers-blocked";
import { failback } from "../../../rehearsal/scenarios/failback";
import { flapping } from "../../../rehearsal/scenarios/flapping";
import { functionKilled } from "../../../rehearsal/scenarios/function-killed";
import { instanceStopped } from "../../../rehearsal/scenarios/instance-stopped";
import { lockBucketUnreachable } from "../../../rehearsal/scenarios/lock-bucket-unreachable";
import { maintenance } from "../../../rehearsal/scenarios/maintenance";
import { messagesDoubledAndLate } from "../../../rehearsal/scenarios/messages-doubled-and-late";
import { noCapacityFor15Minutes } from "../../../rehearsal/scenarios/no-capacity-for-15-minutes";
import { noCapacityForTheFirstType } from "../../../rehearsal/scenarios/no-capacity-for-the-first-type";
import { pathBetweenRegionsBroken } from "../../../rehearsal/scenarios/path-between-regions-broken";
import { regionBlack } from "../../../rehearsal/scenarios/region-black";
import { terraformApplyInTheMiddle } from "../../../rehearsal/scenarios/terraform-apply-in-the-middle";
import { usEast1Black } from "../../../rehearsal/scenarios/us-east-1-black";
import { hideTheLock } from "../hand-made-breaks";
import * as code from "./breaks-of-code";
import { deleteTheSchedules, withoutFallbackTypes } from "./breaks-of-deployed-things";
import { powerStateInTerraform } from "./breaks-of-files";
import { asDeployed, type BrokenProduct } from "./broken-product";

const SAVED_IN_5_MINUTES = "within 5 minutes, all users are served by the standby";
const SAVED_IN_6_MINUTES = "within 6 minutes, all users are served by the standby";
const HELD = "within 10 minutes, the failover is committed and in effect";

/** Each scenario has one that it is there to find. */
export const brokenProducts: readonly BrokenProduct[] = [
  {
    scenario: instanceStopped,
    wrong: "the lock's bucket hides the lock from Route 53's checkers",
    broken: asDeployed(hideTheLock),
    caughtBy: afterACommitIsEffectiveNobodyReachesThePrimary.sentence,
    unnoticedBy: blip,
  },
  {
    scenario: regionBlack,
    wrong: "the function asks EC2 in the primary's region",
    broken: asDeployed(code.asksThePrimarysRegion),
    caughtBy: theControllerNeverCallsTheDarkRegion.sentence,
    unnoticedBy: instanceStopped,
  },
  {
    scenario: applicationHangs,
    wrong: "a connection is taken for an answer",
    broken: asDeployed(code.takesAConnectionForAnAnswer),
    caughtBy: HELD,
    unnoticedBy: applicationAnswers500,
  },
  {
    scenario: applicationAnswers500,
    wrong: "any answer is taken for a good one",
    broken: asDeployed(code.takesAnyAnswerForAGoodOne),
    caughtBy: HELD,
    unnoticedBy: applicationHangs,
  },
  {
    scenario: blip,
    wrong: "an ignition always ends in a commit",
    broken: asDeployed(code.finishesWhatItBegan),
    caughtBy: nothingIsCommitted.sentence,
    seed: 2,
  },
  {
    scenario: flapping,
    wrong: "there is no grace period",
    broken: asDeployed(code.hasNoGracePeriod),
    caughtBy: theStandbyIsNotStartedTwice(believedSeconds).sentence,
  },
  {
    scenario: noCapacityFor15Minutes,
    wrong: "a start is tried once",
    broken: asDeployed(code.startsOnce),
    caughtBy: SAVED_IN_5_MINUTES,
    unnoticedBy: instanceStopped,
  },
  {
    scenario: noCapacityFor15Minutes,
    wrong: "the lock is written before the standby serves",
    broken: asDeployed(code.commitsBeforeTheStandbyServes),
    caughtBy: peopleWereTold(NO_CAPACITY, IGNITING, LATE, SERVES, COMMITTED).sentence,
  },
  {
    scenario: noCapacityForTheFirstType,
    wrong: "the function is told no fallback types",
    broken: asDeployed(withoutFallbackTypes),
    caughtBy: SAVED_IN_5_MINUTES,
    unnoticedBy: usEast1Black,
  },
  {
    scenario: functionKilled,
    wrong: "the lease outlives its holder by an hour",
    broken: asDeployed(code.leasesForAnHour),
    caughtBy: HELD,
    unnoticedBy: instanceStopped,
  },
  {
    scenario: pathBetweenRegionsBroken,
    wrong: "the controller believes only itself",
    broken: asDeployed(code.believesOnlyItself),
    caughtBy: nothingIsCommitted.sentence,
    unnoticedBy: checkersBlocked,
  },
  {
    scenario: checkersBlocked,
    wrong: "the controller does not ask the name servers while it reaches the primary",
    broken: asDeployed(code.doesNotAskDns),
    caughtBy: SAVED_IN_6_MINUTES,
  },
  {
    scenario: checkersBlocked,
    wrong: "the controller believes only the name servers",
    broken: asDeployed(code.believesOnlyDns),
    caughtBy: nothingIsCommitted.sentence,
    unnoticedBy: pathBetweenRegionsBroken,
  },
  {
    scenario: alarmMessagesLost,
    wrong: "there is no schedule",
    broken: asDeployed(deleteTheSchedules),
    caughtBy: SAVED_IN_5_MINUTES,
  },
  {
    scenario: messagesDoubledAndLate,
    wrong: "nothing keeps two invocations apart",
    broken: asDeployed(code.keepsNobodyApart),
    caughtBy: atMostOneCommit.sentence,
    unnoticedBy: alarmMessagesLost,
  },
  {
    scenario: usEast1Black,
    wrong: "people are told through us-east-1",
    broken: asDeployed(code.tellsThroughUsEast1),
    caughtBy: theControllerNeverCallsTheDarkRegion.sentence,
    unnoticedBy: regionBlack,
  },
  {
    scenario: usEast1Black,
    wrong: "there is no schedule",
    broken: asDeployed(deleteTheSchedules),
    caughtBy: SAVED_IN_5_MINUTES,
  },
  {
    scenario: lockBucketUnreachable,
    wrong: "what cannot be read is taken for absent",
    broken: asDeployed(code.takesUnknownForAbsent),
    caughtBy: SAVED_IN_6_MINUTES,
    unnoticedBy: instanceStopped,
  },
  {
    scenario: terraformApplyInTheMiddle,
    wrong: "Terraform holds the standby's power",
    broken: powerStateInTerraform,
    caughtBy: "the apply changes nothing",
  },
  {
    scenario: failback,
    wrong: "a failback is trusted, however the primary is",
    broken: asDeployed(code.failsBackOnTrust),
    caughtBy: atMostOneCommit.sentence,
  },
  {
    scenario: failback,
    wrong: "the standby is stopped before resolvers have forgotten it",
    broken: asDeployed(code.stopsBeforeResolversForget),
    caughtBy: onceSavedUsersSeeNoGap.sentence,
  },
  {
    scenario: maintenance,
    wrong: "maintenance is not heeded",
    broken: asDeployed(code.ignoresMaintenance),
    caughtBy: nothingIsCommitted.sentence,
  },
];
