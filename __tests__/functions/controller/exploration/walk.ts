import type { Controller } from "./controller";
import { InvocationModel } from "./invocation-model";
import { broken } from "./judgement";
import { sameness } from "./sameness";
import type { Scope } from "./scope";
import { movesOf } from "./steps";
import type { WorldState } from "./world-state";

export interface Walk {
  /** Distinct states by the number of steps that the shortest way to them takes. */
  perDepth: number[];
  /** The first broken property, with the shortest way to it. */
  violation?: { what: string; way: string[] };
  /** Whether nothing new was left to reach. */
  isComplete: boolean;
}

interface Visited {
  name: string;
  from: Visited | undefined;
}

export type Inspection = (state: WorldState, model: InvocationModel) => Promise<string | undefined>;

/**
 * Breadth first through everything that can happen in this scope, up to so many states.
 *
 * Real: `observe`, `decide`, `act` with the lease's hand, and the answers to operators. Told again by the model: the loop
 * of an invocation, EC2, S3's conditional writes, Route 53. Left out: the time that a look and its pauses take (a slow look
 * is six seconds old at its end, a slow call six seconds long); what passes is more than any lease and most patiences.
 */
export async function walk(
  controller: Controller,
  scope: Scope,
  { limit = Number.POSITIVE_INFINITY, inspect }: { limit?: number; inspect?: Inspection } = {},
): Promise<Walk> {
  const model = new InvocationModel(controller, scope.settings);
  const told = { graceSeconds: scope.settings.graceSeconds, letters: scope.letters };
  const known = new Set([sameness(scope.start, told)]);
  const perDepth = [1];
  let frontier: { state: WorldState; visited: Visited | undefined }[] = [{ state: scope.start, visited: undefined }];
  while (frontier.length > 0) {
    const reached: typeof frontier = [];
    for (const { state, visited } of frontier) {
      for (const move of movesOf(state, scope, model)) {
        const step = await move.make();
        if (step === undefined) continue;
        const here = { name: move.name, from: visited };
        const what = step.call && broken(step.call);
        if (what !== undefined) return { perDepth, violation: { what, way: wayTo(here) }, isComplete: false };
        const after = { ...step.state, mail: [] };
        const text = sameness(after, told);
        if (known.has(text)) continue;
        known.add(text);
        const found = await inspect?.(after, model);
        if (found !== undefined) return { perDepth, violation: { what: found, way: wayTo(here) }, isComplete: false };
        reached.push({ state: after, visited: here });
      }
      if (known.size > limit) return { perDepth: [...perDepth, reached.length], isComplete: false };
    }
    if (reached.length > 0) perDepth.push(reached.length);
    frontier = reached;
  }
  return { perDepth, isComplete: true };
}

function wayTo(visited: Visited): string[] {
  const way: string[] = [];
  for (let each: Visited | undefined = visited; each; each = each.from) way.unshift(each.name);
  return way;
}
