import {
  afterACommitIsEffectiveNobodyReachesThePrimary,
  atMostOneCommit,
  theFailoverIsCommitted,
} from "../expectations/commitment";
import { atMostTwoInvocationsAtWork } from "../expectations/controller";
import { theStandbyIsNotStartedTwice } from "../expectations/ignition";
import { peopleAreToldAtMost } from "../expectations/people";
import { everybodyIsHeldAtTheStandby } from "../expectations/service";
import { theStandbyIsNeverStoppedWhileItIsNeeded } from "../expectations/standby";
import { believedSeconds } from "../patience";
import type { Scenario } from "../scenario";

const HOUR_SECONDS = 3_600;
/** Of failing, and then of answering, where Route 53 asks every 10 s and believes three answers in a row. */
const USUAL_PHASE_SECONDS = 40;
/** A slow check is to see more than a few of each. */
const LEAST_FAILURES = 8;

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
    theStandbyIsNotStartedTwice(believedSeconds),
    theStandbyIsNeverStoppedWhileItIsNeeded,
    peopleAreToldAtMost(6),
    everybodyIsHeldAtTheStandby,
    theFailoverIsCommitted,
  ],
  play: async (world) => {
    const phase = believedSeconds(world.stage.parts.pace);
    const failures = Math.max(HOUR_SECONDS / (2 * phase), LEAST_FAILURES);
    if (phase !== USUAL_PHASE_SECONDS)
      world.note(`every ${phase} seconds: so long it takes until this deployment's checkers believe each change`);
    for (let failure = 0; failure < failures; failure++) {
      const recovers = world.applicationFails({ kind: "refuses" });
      await world.passSeconds(phase);
      recovers();
      await world.passSeconds(phase);
    }
  },
};
