import type { Settings } from "../../../../functions/controller/environment";
import { NOTHING_TRIED } from "../../../../functions/controller/observe";
import { type Advance, advance, type Call, handOf } from "./acting";
import type { Controller } from "./controller";
import { type Fate, fakeCalls, storedView } from "./fake-calls";
import { type Haze, look } from "./looking";
import { diedWith, withPost } from "./post";
import type { Deed, Invocation, WorldState } from "./world-state";

/** A step of an invocation: the world after it, and the call that was made in it. */
export interface Step {
  state: WorldState;
  call?: Call & { deed: Deed; holder: string };
}

/**
 * Invocations as a model explores them. `observe`, `decide`, `act` and the lease's hand are the controller's own; the loop
 * round them (`invocation.ts`: who may begin, who goes on, when it ends) is told again here, since a model must be able to
 * stop in the middle of it. The histories with `invoke` itself are those of `histories.ts`.
 */
export class InvocationModel {
  constructor(
    readonly controller: Controller,
    readonly settings: Settings,
  ) {}

  /** Wakes the function. Undefined where it ends at once, since another invocation holds the lease. */
  async wake(before: WorldState, haze: Haze): Promise<Step | undefined> {
    const state = { ...before, time: before.time + 1, writes: before.writes + 1 };
    const id = `invocation ${before.writes}`;
    const invocation: Invocation = {
      id,
      leaseEtag: undefined,
      attempts: NOTHING_TRIED,
      before: undefined,
      sent: [],
      deed: undefined,
    };
    const reading = fakeCalls(async (key) => storedView(state, key), never);
    if ((await this.controller.leaseHand(reading.lease, id, () => state.time).look()) === "other") return undefined;
    return this.look({ ...state, invocations: [...state.invocations, invocation] }, invocation, haze);
  }

  /** The next look of an invocation that is between two, up to the first call that changes something. */
  async look(state: WorldState, invocation: Invocation, haze: Haze): Promise<Step> {
    const { observation, seen } = await look(this.controller, state, invocation, haze);
    const { actions, next } = this.controller.decide(observation, this.settings);
    const deed = { observation, seen, actions, next, results: [], delay: 0 };
    const reached = await advance(this.controller, this.settings, state, invocation, deed, undefined);
    return { state: await this.after(reached, invocation, deed) };
  }

  /** The call that is due, with its fate, up to the next one. */
  async go(state: WorldState, invocation: Invocation, fate: Fate): Promise<Step> {
    const deed = invocation.deed!;
    const reached = await advance(this.controller, this.settings, state, invocation, deed, fate);
    const call = { ...reached.call!, deed, holder: invocation.id };
    const after = withPost(call, deed, invocation);
    const now = after.invocations.find(({ id }) => id === invocation.id)!;
    return { state: await this.after({ ...reached, state: after }, now, deed), call };
  }

  /** Whoever has done what it decided goes on, or ends, as `stay` does. */
  private async after(reached: Advance, invocation: Invocation, deed: Omit<Deed, "pending">): Promise<WorldState> {
    const { state, results, delay, then } = reached;
    if ("pending" in then) {
      // The replay begins where the deed began, with the lease or without.
      return replaced(state, { ...invocation, deed: { ...deed, results, delay, pending: then.pending } });
    }
    const { outcome } = then;
    const { attempts, claim, failures } = outcome;
    const { failed, start, mailFailed } = attempts;
    const isStuck =
      claim === "failed" || (failures.length > 0 && failed.length === 0 && start.kind === "none" && !mailFailed);
    const held = heldBy(state, invocation);
    // Who gives up to take out what it has sent, since others write the memory without end, says so: it may come once more.
    const post = claim === "failed" ? diedWith(held, state.post) : state.post;
    if (claim === "not ours" || isStuck) return this.end({ ...state, post }, held);
    const again = claim === "lost" ? "wait" : deed.next;
    if (again === "rest") return this.end(state, held);
    const rested = { ...held, attempts, before: deed.observation, deed: undefined };
    return again === "wait" ? this.stays(state, rested) : replaced(state, rested);
  }

  /** Whoever waits takes the lease for it. */
  private async stays(state: WorldState, invocation: Invocation): Promise<WorldState> {
    let world = state;
    const aws = fakeCalls(
      async (key) => storedView(world, key),
      async (_name, perform) => {
        const [to, result] = perform(world, "done");
        world = to;
        return result;
      },
    );
    const hand = await handOf(invocation, this.controller, aws, () => state.time);
    const { kind } = await hand.take();
    const held = heldBy(world, invocation);
    return kind === "other" ? this.end(world, held) : replaced(world, held);
  }

  /** Ends an invocation between two looks: it lets the lease go. */
  async end(state: WorldState, invocation: Invocation): Promise<WorldState> {
    const gone = without(state, invocation);
    if (invocation.leaseEtag === undefined || gone.lease?.etag !== invocation.leaseEtag) return gone;
    return { ...gone, lease: { ...gone.lease, value: { ...gone.lease.value, until: state.time } } };
  }
}

/** The invocation is gone, and the lease, if it held it, is not let go. */
export function crashed(state: WorldState, invocation: Invocation): WorldState {
  return { ...without(state, invocation), post: diedWith(invocation, state.post) };
}

function without(state: WorldState, { id }: Invocation): WorldState {
  return { ...state, invocations: state.invocations.filter((each) => each.id !== id) };
}

function replaced(state: WorldState, invocation: Invocation): WorldState {
  return { ...state, invocations: state.invocations.map((each) => (each.id === invocation.id ? invocation : each)) };
}

/** An invocation that has taken the lease knows its ETag for as long as it lives. */
function heldBy({ lease }: WorldState, invocation: Invocation): Invocation {
  if (invocation.leaseEtag !== undefined || lease?.value.holder !== invocation.id) return invocation;
  return { ...invocation, leaseEtag: lease.etag };
}

const never = () => Promise.reject(new Error("a look at the lease changes nothing"));
