import type { Stage } from "../stage";
import type { Diary } from "../world/diary";
import type { Witness } from "../world/witness";

/** One workload in a scenario or a story. */
export interface PlayedWorkload {
  readonly stage: Stage;
  readonly witness: Witness;
  readonly diary: Diary;
}

/** From when to when, in AWS time. */
export interface Period {
  readonly begunAt: number;
  readonly endedAt: number;
}
