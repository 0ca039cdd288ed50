import type { InvocationModel } from "./invocation-model";
import type { Haze } from "./looking";
import { sameness } from "./sameness";
import type { WorldState } from "./world-state";

/** How the world goes on when nothing new goes wrong; what is wrong may stay so for ever. */
interface Future {
  name: string;
  primary: WorldState["primary"];
  haze: Haze;
  checkersAreBlocked: boolean;
}

const plain = { primary: "serves", haze: "clear", checkersAreBlocked: false } as const;
const FUTURES: readonly Future[] = [
  { ...plain, name: "the primary stays down", primary: "fails" },
  { ...plain, name: "the primary serves" },
  { ...plain, name: "the controller's path to the primary stays broken", haze: "the path to the primary is broken" },
  { ...plain, name: "Route 53's checkers stay blocked", checkersAreBlocked: true },
  {
    ...plain,
    name: "the primary stays down and no name server answers",
    primary: "fails",
    haze: "no name server answers",
  },
  {
    ...plain,
    name: "the primary stays down and the memory cannot be read",
    primary: "fails",
    haze: "the memory cannot be read",
  },
];

const SIMPLE_FUTURES = FUTURES.filter(({ haze, checkersAreBlocked }) => haze === "clear" && !checkersAreBlocked);

const LOOKS_A_STAY = 30;
const PAUSE_MS = 2_000;
const MINUTE_MS = 60_000;
/** Longer than any patience of a rule. */
const MINUTES = 45;
/** What holds for so many minutes on end has come to stay. */
const STEADY_MINUTES = 3;
/** Within which people must have been told (design, property 7), in minutes. */
const TOLD_WITHIN = 2;

/** Properties 3 and 7: where this world ends up. Undefined, or which property is broken. */
async function endsBadly(start: WorldState, model: InvocationModel): Promise<string | undefined> {
  // The next look sends what waits, whatever it sees; the other futures are those of the same world without letters.
  const isWaiting = start.memory?.value.outbox !== undefined;
  for (const future of isWaiting ? SIMPLE_FUTURES : FUTURES) {
    const found = await endsBadlyIn(future, start, model);
    if (found !== undefined) return `${found}, while ${future.name}`;
  }
  return undefined;
}

async function endsBadlyIn(future: Future, start: WorldState, model: InvocationModel): Promise<string | undefined> {
  let state: WorldState = { ...start, primary: future.primary, mail: [] };
  let steady = 0;
  let fault: string | undefined;
  for (let minute = 0; minute < MINUTES && steady < STEADY_MINUTES; minute++) {
    state = turned(state, future);
    state = await aTick(state, future, model);
    fault = faultOf(state, future);
    steady = fault === undefined ? steady + 1 : 0;
    state = { ...state, time: state.time + MINUTE_MS };
  }
  return steady < STEADY_MINUTES ? fault : undefined;
}

/** Property 3, the first half of 7, the mail, and what it costs. */
function faultOf({ power, dns, lock, memory, primary, post }: WorldState, future: Future): string | undefined {
  const owed = future.haze === "the memory cannot be read" ? undefined : post.find(({ state }) => state === "owed");
  if (owed) return `mail: never sent: ${owed.subject}`;
  const isArmed = memory?.value.armedAt !== undefined;
  const { maintenance } = memory?.value ?? {};
  if (maintenance?.standby === "left alone") return undefined;
  if (primary === "fails" && (isArmed || lock) && power !== "serves") return "3: the standby never serves to stay";
  if (!isArmed && lock === undefined) return undefined;
  const isWell = future.name === "the primary serves";
  if (isWell && memory?.value.order) return `3: the operator's ${memory.value.order.do} never ends`;
  if (isWell && !lock && !maintenance && memory?.value.episode) return "3: the episode never ends";
  const isStray = isWell && power === "serves" && !lock && !maintenance && memory?.value.provenStandby !== undefined;
  if (isStray && !memory.value.told.some((key) => key.startsWith("stray/")))
    return "cost: the standby runs on, nobody needs it, and nobody is told";
  const isServed = dns === "up" ? primary === "serves" : power === "serves";
  return isServed ? undefined : `7: DNS stays at a site that does not serve (${dns})`;
}

/** One invocation from its first look to its end, while the standby and DNS make progress. */
async function aTick(start: WorldState, future: Future, model: InvocationModel): Promise<WorldState> {
  let state = (await model.wake(start, future.haze))?.state ?? start;
  for (let looks = 0; state.invocations.length > 0; ) {
    const invocation = state.invocations[0]!;
    if (invocation.deed !== undefined) {
      state = (await model.go(state, invocation, "done")).state;
    } else if (++looks < LOOKS_A_STAY) {
      state = turned(booted({ ...state, time: state.time + PAUSE_MS }), future);
      state = (await model.look(state, invocation, future.haze)).state;
    } else {
      state = await model.end(state, invocation);
    }
  }
  return turned(booted(state), future);
}

const LATER: { [P in WorldState["power"]]?: WorldState["power"] } = {
  pending: "boots",
  boots: "serves",
  stopping: "stopped",
};

const booted = (state: WorldState): WorldState => ({ ...state, power: LATER[state.power] ?? state.power });

/** As Route 53 answers, by what its checkers see. */
function turned(state: WorldState, future: Future): WorldState {
  const isUp = state.lock === undefined && state.primary === "serves" && !future.checkersAreBlocked;
  return { ...state, dns: isUp ? "up" : "gone" };
}

/** What tells people that users are held at a standby that does not serve. */
const COMPLAINT = /\/(not serving|late|standby died|start refused|standby terminated)/;

/**
 * The second half of 7: users are held at a standby that runs and does not serve, or that cannot be started. A standby that
 * is on its way has the promised recovery time for it.
 */
async function keepsSilent(start: WorldState, model: InvocationModel): Promise<string | undefined> {
  const { memory, lock } = start;
  if (lock === undefined || memory?.value.order !== undefined || start.power === "serves") return undefined;
  let state: WorldState = { ...start, dns: "gone", mail: [] };
  const minutes = TOLD_WITHIN + Math.ceil(model.settings.promisedRecoverySeconds / 60);
  for (let minute = 0; minute <= minutes; minute++) {
    let next = await model.wake(state, "clear");
    for (let looks = 0; next && next.state.invocations.length > 0; ) {
      const invocation = next.state.invocations[0]!;
      if (invocation.deed)
        next = await model.go(next.state, invocation, invocation.deed.pending === "start" ? "no capacity" : "done");
      else if (++looks < LOOKS_A_STAY)
        next = await model.look({ ...next.state, time: next.state.time + PAUSE_MS }, invocation, "clear");
      else next = { state: await model.end(next.state, invocation) };
    }
    state = { ...(next?.state ?? state), time: (next?.state ?? state).time + MINUTE_MS };
  }
  const isTold = state.memory?.value.told.some((key) => COMPLAINT.test(key));
  return isTold ? undefined : "7: the lock holds users at a standby that does not serve, and nobody is told";
}

/** Property 5: two invocations at once leave the same world, and the same mail, as one. */
async function differsByTwo(start: WorldState, model: InvocationModel): Promise<string | undefined> {
  const one = await together(start, 1, model);
  const two = await together(start, 2, model);
  const [alone, both] = [one, two].map(
    (state) => `${sameness(state, toldApart(model))} ${[...state.mail].sort().join("; ")}`,
  );
  return alone === both ? undefined : `5: two invocations leave another world than one:\n${alone}\n${both}`;
}

/** So many invocations, call by call in turn, in a world in which nothing else happens. */
async function together(start: WorldState, many: number, model: InvocationModel): Promise<WorldState> {
  let state: WorldState = { ...start, mail: [] };
  for (let each = 0; each < many; each++) state = (await model.wake(state, "clear"))?.state ?? state;
  const looks = new Map<string, number>();
  for (let turn = 0; state.invocations.length > 0; turn++) {
    const invocation = state.invocations[turn % state.invocations.length]!;
    const { id, deed } = invocation;
    if (deed !== undefined) {
      state = (await model.go(state, invocation, "done")).state;
      continue;
    }
    looks.set(id, (looks.get(id) ?? 0) + 1);
    state =
      looks.get(id)! > LOOKS_A_STAY
        ? await model.end(state, invocation)
        : (await model.look(state, invocation, "clear")).state;
  }
  return state;
}

const toldApart = ({ settings: { graceSeconds } }: InvocationModel) => ({ graceSeconds, letters: 2 }) as const;

/** All that is judged by where a world ends up, in every state in which no invocation is alive; a crash leads there from the others. */
export function inspection(): (state: WorldState, model: InvocationModel) => Promise<string | undefined> {
  const seen = new Set<string>();
  return async (state, model) => {
    if (state.invocations.length > 0) return undefined;
    const text = sameness({ ...state, primary: "serves", dns: "up" }, toldApart(model));
    const found = await differsByTwo(state, model);
    if (found !== undefined || seen.has(text)) return found;
    seen.add(text);
    return (await endsBadly(state, model)) ?? (await keepsSilent(state, model));
  };
}
