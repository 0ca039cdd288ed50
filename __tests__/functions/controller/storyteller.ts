import { ControllerFailure } from "../../../functions/controller/invocation";
import { FakeWorld } from "./fake-world";
import { armed, MINUTE, refused, settings } from "./observed";
import { wake as invocation } from "./waking";

/** Milliseconds after which Route 53's checkers have turned DNS: three checks of ten seconds. */
const TURNS_AFTER = 30_000;

/** One invocation, by an id of its own. */
export const wake = (world: FakeWorld, event?: unknown, told = settings) =>
  invocation(world, event, `request-${world.time}`, told);

/** Ticks of the schedule, one a minute unless an invocation lasts longer. Answers how many of them failed. */
export async function ticks(world: FakeWorld, minutes: number, told = settings): Promise<number> {
  const end = world.time + minutes * MINUTE;
  let failures = 0;
  while (world.time < end) {
    const next = world.time + MINUTE;
    await wake(world, undefined, told).catch((error) => {
      if (!(error instanceof ControllerFailure)) throw error;
      failures += 1;
    });
    world.time = Math.max(world.time, next);
  }
  return failures;
}

/** DNS as Route 53 answers: the standby while the lock exists or the primary does not answer, half a minute later. */
export function withDns(world: FakeWorld, checkersSee: () => boolean = () => world.primary().kind === "serves"): void {
  let turnedSince: number | undefined;
  let isTurned = false;
  world.dns = () => {
    const shouldTurn = world.lock.stored !== undefined || !checkersSee();
    if (shouldTurn === isTurned) turnedSince = undefined;
    else {
      turnedSince ??= world.time;
      if (world.time - turnedSince >= TURNS_AFTER) {
        isTurned = shouldTurn;
        turnedSince = undefined;
      }
    }
    return isTurned ? "gone" : "up";
  };
}

/** A world in which all is well: armed, with a proven standby that waits, and DNS that follows. */
export function quietWorld(): FakeWorld {
  const world = new FakeWorld();
  withDns(world);
  world.memory.put(armed());
  return world;
}

/** The same, five minutes after the primary died. */
export async function failedOver(): Promise<FakeWorld> {
  const world = quietWorld();
  world.primary = () => refused;
  await ticks(world, 5);
  return world;
}
