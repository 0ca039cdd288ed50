import type { Broken } from "../broken";
import type { Stage } from "../stage";
import { type Deeds, deedsIn } from "./deeds";
import type { Diary } from "./diary";
import { type Facts, factsOf } from "./facts";
import type { DeployedByTerraform } from "./terraform-here";
import { type Waits, waitsIn } from "./waits";
import type { Witness } from "./witness";

/** A proven deployment of its own, with users, to which something happens. */
export interface World extends Facts, Waits, Deeds {
  /** Stops the primary, and waits until users are served by the standby and the failover holds. */
  failOver(): Promise<void>;
  /** Starts the primary, and waits until Route 53's checkers see it. */
  bringBack(): Promise<void>;
}

/** A stopped primary's failover: the promise is a minute and a half; what is slower than this has failed. */
const SAVED_WITHIN_MINUTES = 5;
/** The primary's boot, and the checks' time until Route 53 has it healthy again. */
const BACK_WITHIN_MINUTES = 5;

export interface WorldParts {
  readonly stage: Stage;
  readonly witness: Witness;
  readonly diary: Diary;
  /** What an expectation was contradicted by, if one was. */
  readonly broken: () => Broken | undefined;
  readonly terraformHere: () => DeployedByTerraform;
}

/** The world from now on: its play begins at this moment of AWS time. */
export function worldOf({ stage, witness, diary, broken, terraformHere }: WorldParts): World {
  const facts = factsOf(stage, witness, () => diary.struckAt);
  const requireUnbroken = () => {
    const found = broken();
    if (found) throw found;
  };
  const waits = waitsIn(facts, diary, requireUnbroken);
  const deeds = deedsIn(facts, diary, requireUnbroken, terraformHere);
  const isHealthy = () => stage.aws.dataPlane.healthChecks.statusOf(stage.parts.endpointCheckId).healthy;
  return {
    ...facts,
    ...waits,
    ...deeds,
    failOver: async () => {
      await deeds.stopPrimary();
      await waits.untilServedBy("standby", SAVED_WITHIN_MINUTES);
      await waits.untilEffective();
    },
    bringBack: async () => {
      await deeds.startPrimary();
      await waits.until("Route 53's checkers see the primary again", isHealthy, BACK_WITHIN_MINUTES);
    },
  };
}
