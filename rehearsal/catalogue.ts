import type { Scenario } from "./scenario";
import { alarmMessagesLost } from "./scenarios/alarm-messages-lost";
import { applicationAnswers500 } from "./scenarios/application-answers-500";
import { applicationHangs } from "./scenarios/application-hangs";
import { blip } from "./scenarios/blip";
import { checkersBlocked } from "./scenarios/checkers-blocked";
import { failback } from "./scenarios/failback";
import { flapping } from "./scenarios/flapping";
import { functionKilled } from "./scenarios/function-killed";
import { instanceStopped } from "./scenarios/instance-stopped";
import { lockBucketUnreachable } from "./scenarios/lock-bucket-unreachable";
import { maintenance } from "./scenarios/maintenance";
import { messagesDoubledAndLate } from "./scenarios/messages-doubled-and-late";
import { noCapacityFor15Minutes } from "./scenarios/no-capacity-for-15-minutes";
import { noCapacityForTheFirstType } from "./scenarios/no-capacity-for-the-first-type";
import { pathBetweenRegionsBroken } from "./scenarios/path-between-regions-broken";
import { regionBlack } from "./scenarios/region-black";
import { terraformApplyInTheMiddle } from "./scenarios/terraform-apply-in-the-middle";
import { usEast1Black } from "./scenarios/us-east-1-black";

/** In the order in which they are listed and played. */
export const SCENARIOS: readonly Scenario[] = [
  instanceStopped,
  regionBlack,
  applicationHangs,
  applicationAnswers500,
  blip,
  flapping,
  noCapacityFor15Minutes,
  noCapacityForTheFirstType,
  functionKilled,
  pathBetweenRegionsBroken,
  checkersBlocked,
  alarmMessagesLost,
  messagesDoubledAndLate,
  usEast1Black,
  lockBucketUnreachable,
  terraformApplyInTheMiddle,
  failback,
  maintenance,
];
