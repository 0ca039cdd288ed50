import type { Command } from "../../../../contract/command";
import type { Action } from "../../../../functions/controller/action";
import { good, refused } from "../observed";
import type { Fate } from "./fake-calls";
import { viewOf } from "./fake-calls";
import { crashed, type InvocationModel, type Step } from "./invocation-model";
import { powerOf } from "./looking";
import { isOnlyMail } from "./post";
import { LONG_STEP_MS, STEP_MS } from "./sameness";
import type { Scope } from "./scope";
import type { CallName, WorldState } from "./world-state";

/** One thing that may happen next. */
export interface Move {
  name: string;
  make(): Promise<Step | undefined>;
}

/** Everything that may happen next in this world. */
export function movesOf(state: WorldState, scope: Scope, model: InvocationModel): Move[] {
  return [...invocationMoves(state, scope, model), ...worldMoves(state, scope, model)];
}

function invocationMoves(state: WorldState, scope: Scope, model: InvocationModel): Move[] {
  const moves: Move[] = [];
  for (const invocation of state.invocations) {
    const { id, deed } = invocation;
    if (deed === undefined) {
      for (const haze of scope.hazes)
        moves.push({ name: `${id} looks: ${haze}`, make: () => model.look(state, invocation, haze) });
      moves.push({ name: `${id} hands over`, make: async () => ({ state: await model.end(state, invocation) }) });
    } else {
      for (const fate of scope.fates) {
        if (isPossible(deed.pending, fate, scope))
          moves.push({ name: `${id}: ${deed.pending}: ${fate}`, make: () => model.go(state, invocation, fate) });
      }
    }
    if (scope.crashes) moves.push({ name: `${id} crashes`, make: async () => ({ state: crashed(state, invocation) }) });
  }
  if (state.invocations.length < scope.invocations) {
    for (const haze of scope.hazes)
      moves.push({ name: `a wake-up looks: ${haze}`, make: () => model.wake(state, haze) });
  }
  return moves;
}

/** Only a start wants capacity, and only before a commit or a stop does it matter that a call was slow. */
function isPossible(pending: CallName, fate: Fate, { failing }: Scope): boolean {
  if (fate === "done") return true;
  if (!failing.includes(pending)) return false;
  if (fate === "no capacity") return pending === "start";
  if (fate === "done, slowly") return pending === "write the memory" || pending === "take the lease";
  return true;
}

type May = (name: string, parts: Partial<WorldState>) => void;

function worldMoves(state: WorldState, scope: Scope, model: InvocationModel): Move[] {
  const moves: Move[] = [];
  const may: May = (name, parts) => void moves.push({ name, make: async () => ({ state: { ...state, ...parts } }) });

  // What nobody can look at before the calls under way are made comes after them: the order makes no difference.
  const deeds = state.invocations.map(({ deed }) => deed);
  const somebodyMayLook = deeds.length < scope.invocations || deeds.includes(undefined);
  const powerCounts = somebodyMayLook || deeds.some((deed) => deed!.actions.some(({ do: what }) => POWER.has(what)));

  if (somebodyMayLook) witnessMoves(state, scope, may);
  if (powerCounts) powerMoves(state, scope, may);
  // Where nobody crashes, whoever sends messages gets to the end of it; `calls`, `mail` and others let them die there.
  const sendsMail = state.invocations.some(isOnlyMail) && !scope.crashes;
  for (const [name, milliseconds] of scope.world.includes("time") && !sendsMail ? PASSING : [])
    may(name, { ...state.invocations.reduce(crashed, state), time: state.time + milliseconds });
  for (const deed of scope.people) {
    if (deed === "remove the lock" && state.lock) may("somebody removes the lock", { lock: undefined });
    if (deed === "write the lock" && !state.lock)
      may("somebody writes the lock", { lock: { value: undefined, etag: "by hand", writtenAt: state.time } });
  }
  for (const command of scope.commands)
    moves.push({ name: `an operator asks: ${command.command}`, make: async () => asked(state, command, model) });
  return moves;
}

const PASSING = [
  ["time passes", STEP_MS],
  ["half an hour passes", LONG_STEP_MS],
] as const;
const POWER: ReadonlySet<Action["do"]> = new Set(["ignite", "stop", "change type"]);

function witnessMoves(state: WorldState, { world }: Scope, may: May): void {
  if (world.includes("primary")) {
    if (state.primary === "serves") may("the primary dies", { primary: "fails" });
    else may("the primary returns", { primary: "serves" });
  }
  if (!world.includes("dns")) return;
  // Route 53's checkers may be wrong in both directions; what the lock holds does not turn.
  if (state.dns === "up") may("DNS turns to the standby", { dns: "gone" });
  else if (state.lock === undefined) may("DNS turns to the primary", { dns: "up" });
}

function powerMoves({ power }: WorldState, { world }: Scope, may: May): void {
  if (power === "pending") may("the instance runs", { power: "boots" });
  const setbacks = world.includes("setbacks");
  if (power === "stopping") may("the instance stops", { power: "stopped" });
  if (setbacks && power === "pending") may("the instance dies", { power: "stopped" });
  if (power === "boots") may("the standby serves", { power: "serves" });
  if (setbacks && power === "serves") may("the standby breaks", { power: "boots" });
}

/** Half an hour, in milliseconds. */
const MAINTENANCE_MS = 30 * 60_000;

/** A request is answered by the real `answer`, at once. Undefined where nothing is written. */
export function asked(state: WorldState, command: Command, { controller }: InvocationModel): Step | undefined {
  const until = new Date(state.time + MAINTENANCE_MS).toISOString();
  const request = { version: 2, id: `request ${state.writes}`, ...command, until };
  const { memory } = controller.answer(request, {
    at: state.time,
    memory: viewOf(state.memory),
    lock: controller.lockView(viewOf(state.lock)),
    standby: powerOf(state),
    primary: state.primary === "serves" ? good : refused,
  });
  if (memory === undefined) return undefined;
  const stored = { value: memory, etag: `request ${state.writes}`, writtenAt: state.time };
  return { state: { ...state, writes: state.writes + 1, memory: stored } };
}
