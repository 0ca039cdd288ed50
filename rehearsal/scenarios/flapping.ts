import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  theFailoverIsCommitted,
} from "../expectations/commitment";
import { atMostTwoInvocationsAtWork } from "../expectations/controller";
import { theStandbyIsStartedAtMost } from "../expectations/ignition";
import { peopleAreToldAtMost } from "../expectations/people";
import { everybodyIsServedBy } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded } from "../expectations/standby";
import type { Scenario } from "../scenario";

const HOUR_SECONDS = 3_600;
/** Of failing, and then of answering. */
const PHASE_SECONDS = 40;

export const flapping: Scenario = {
  name: "flapping",
  title: "The primary fails and recovers every 40 seconds, for an hour",
  purpose:
    "Each failure is long enough to be believed, and each recovery too. A product that follows every change starts and stops the standby dozens of times, moves users to and fro, and writes a message about each.",
  deployment: "as configured",
  expectations: [
    atMostOneCommit,
    atMostTwoInvocationsAtWork,
    afterACommitIsEffectiveNobodyReachesThePrimary,
    theStandbyIsStartedAtMost(1),
    theStandbyIsNeverStoppedWhileItIsNeeded,
    peopleAreToldAtMost(6),
    everybodyIsServedBy("standby"),
    theFailoverIsCommitted,
  ],
  play: async (world) => {
    for (let since = 0; since < HOUR_SECONDS; since += 2 * PHASE_SECONDS) {
      const recovers = world.applicationFails({ kind: "refuses" });
      await world.passSeconds(PHASE_SECONDS);
      recovers();
      await world.passSeconds(PHASE_SECONDS);
    }
  },
};
