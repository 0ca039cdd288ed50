import type { Deployment } from "../deployment";
import type { ExitCode } from "../failure";
import { type Narrator, narrator } from "../narrator";
import type { World } from "../world";
import { goesOn, type Interrupt, Interrupted, onCtrlC } from "./interrupt";

/** What a command that orders something works with. */
export interface Commanding {
  readonly deployment: Deployment;
  readonly narrator: Narrator;
  readonly interrupt: Interrupt;
}

/** Runs what orders something and follows it, so that Ctrl-C ends the command and not what was ordered. */
export async function commanding(
  world: World,
  deployment: Deployment,
  json: boolean | undefined,
  run: (parts: Commanding) => Promise<ExitCode>,
): Promise<ExitCode> {
  const interrupt = onCtrlC(world);
  try {
    return await run({ deployment, narrator: narrator(world, json), interrupt });
  } catch (error) {
    throw error instanceof Interrupted ? goesOn(deployment.workload) : error;
  } finally {
    interrupt.release();
  }
}
