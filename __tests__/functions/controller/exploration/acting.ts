import type { Aws } from "../../../../functions/controller/aws";
import type { Settings } from "../../../../functions/controller/environment";
import type { Outcome } from "../../../../functions/controller/hands";
import type { LeaseHand } from "../../../../functions/controller/lease";
import type { Controller } from "./controller";
import { type Fate, fakeCalls, SLOW_MS, storedView } from "./fake-calls";
import type { CallName, Deed, Invocation, WorldState } from "./world-state";

/** One call as it was made, for the judges. */
export interface Call {
  name: CallName;
  fate: Fate;
  /** The world before and after it. */
  from: WorldState;
  to: WorldState;
}

export interface Advance {
  state: WorldState;
  call: Call | undefined;
  results: readonly unknown[];
  delay: number;
  /** What comes next, or how it ended. */
  then: { pending: CallName } | { outcome: Outcome };
}

/**
 * Runs the real `act` with the results that it has had so far, lets it make one more call with the given fate (none, where
 * there is no fate), and holds it at the call after that. So a crash or another invocation can come between any two calls.
 */
export async function advance(
  controller: Controller,
  settings: Settings,
  state: WorldState,
  invocation: Invocation,
  deed: Pick<Deed, "actions" | "observation" | "results" | "delay">,
  fate: Fate | undefined,
): Promise<Advance> {
  let world = state;
  let made: Call | undefined;
  let { delay } = deed;
  let position = 0;
  const results = [...deed.results];
  let hold!: (pending: CallName) => void;
  const held = new Promise<CallName>((resolve) => {
    hold = resolve;
  });

  const asked = <T>(read: () => T): T => {
    if (position === results.length) results.push(read());
    return results[position++] as T;
  };
  const called = (
    name: CallName,
    perform: (from: WorldState, fate: Fate) => [WorldState, unknown],
  ): Promise<unknown> => {
    if (position < results.length) return Promise.resolve(results[position++]);
    if (fate === undefined || made !== undefined) {
      hold(name);
      return new Promise(() => {});
    }
    const [to, result] = perform(world, fate);
    made = { name, fate, from: world, to };
    world = to;
    if (fate === "done, slowly") delay += SLOW_MS;
    results.push(result);
    position++;
    return Promise.resolve(result);
  };

  const aws = fakeCalls(async (key) => asked(() => storedView(world, key)), called);
  const now = () => asked(() => world.time + delay);
  const lease = await handOf(invocation, controller, aws, now);
  const acted = controller.act(deed.actions, deed.observation, { settings, aws, lease, now, log: () => {} });
  const end = await Promise.race([acted, held]);
  const then = typeof end === "string" ? { pending: end } : { outcome: end };
  return { state: world, call: made, results, delay, then };
}

/** The real hand, which holds the lease again where the invocation held it before. */
export async function handOf(
  { id, leaseEtag }: Invocation,
  { leaseHand }: Controller,
  aws: Pick<Aws, "lease">,
  now: () => number,
): Promise<LeaseHand> {
  if (leaseEtag === undefined) return leaseHand(aws.lease, id, now);
  let isPrimed = false;
  const primed: Aws["lease"] = {
    read: async () => (isPrimed ? aws.lease.read() : { kind: "absent" }),
    write: async (value, etag) => (isPrimed ? aws.lease.write(value, etag) : { kind: "won", etag: leaseEtag }),
    delete: () => aws.lease.delete(),
  };
  const hand = leaseHand(primed, id, () => (isPrimed ? now() : 0));
  await hand.take();
  isPrimed = true;
  return hand;
}
