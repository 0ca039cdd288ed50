import type { Power, StartOutcome } from "./aws";
import type { MemoryView } from "./memory-store";
import type { NameServers } from "./name-servers";
import type { ProbeFailure, ProbeResult } from "./probe";

/**
 * What the controller's own probes testify about the primary. `unknown`: a probe failed, and none has confirmed it.
 * `since`: when the first of this invocation's failing probes began.
 */
export type OwnProbes =
  | { says: "up" }
  | { says: "down"; failure: ProbeFailure; since: number }
  | { says: "unknown"; failure: ProbeFailure; since: number };

/** The standby's instance; where it runs, also how the site answers. */
export type Standby = Exclude<Power, { state: "running" }> | { state: "running"; answer: ProbeResult };

/** What this invocation has already tried. `at` in milliseconds since 1970-01-01 UTC. */
export type StartAttempt = { kind: "none" } | (StartOutcome & { at: number });

/** All that `decide` knows. */
export interface Observation {
  /** When this look began, in milliseconds since 1970-01-01 UTC: nothing in it is older. */
  at: number;
  ownProbes: OwnProbes;
  nameServers: NameServers;
  standby: Standby;
  memory: MemoryView;
  start: StartAttempt;
}

/** What can be looked at. None of these rejects. */
export interface Sights {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  probePrimary(): Promise<ProbeResult>;
  probeStandby(): Promise<ProbeResult>;
  askNameServers(): Promise<NameServers>;
  describeStandby(): Promise<Power>;
  readMemory(): Promise<MemoryView>;
}

/**
 * When a failed probe is repeated, in milliseconds after the first one began. One lost packet is not a dead primary;
 * ten seconds without a single answer, seen from another region, is what Route 53's own checkers (10 s × 3) also ask
 * for, less their patience: igniting for nothing costs a cent.
 */
export const CONFIRMING_PROBES = [3_000, 6_000, 10_000] as const;

/** Looks once at everything, side by side. `before` is this invocation's last observation. */
export async function observe(sights: Sights, start: StartAttempt, before?: Observation): Promise<Observation> {
  const at = sights.now();
  const [probed, nameServers, standby, memory] = await Promise.all([
    sights.probePrimary(),
    sights.askNameServers(),
    lookAtStandby(sights),
    sights.readMemory(),
  ]);
  const look = { at, nameServers, standby, memory, start };
  if (probed.kind === "serves") return { ...look, ownProbes: { says: "up" } };
  const earlier = before?.ownProbes;
  const failing = { failure: probed, since: earlier === undefined || earlier.says === "up" ? at : earlier.since };
  if (earlier?.says === "down") return { ...look, ownProbes: { says: "down", ...failing } };
  if (!isWorthConfirming(memory, nameServers)) return { ...look, ownProbes: { says: "unknown", ...failing } };
  return { ...look, ownProbes: await confirm(sights, at, failing) };
}

async function lookAtStandby(sights: Sights): Promise<Standby> {
  const power = await sights.describeStandby();
  return power.state === "running" ? { ...power, answer: await sights.probeStandby() } : power;
}

/**
 * Whether ten more seconds could change a decision. An unarmed controller ignites for nobody; once the name servers
 * say "down", one witness is there and the standby starts at once; and where the memory cannot be read both witnesses
 * are needed, so that only then the second one is worth its time.
 */
function isWorthConfirming(memory: MemoryView, nameServers: NameServers): boolean {
  switch (memory.kind) {
    case "absent":
      return false;
    case "known":
      return memory.memory.armedAt !== undefined && !sayDown(nameServers);
    case "unknown":
      return sayDown(nameServers);
  }
}

/** Any good answer says "up". */
async function confirm(
  sights: Sights,
  firstBeganAt: number,
  failing: { failure: ProbeFailure; since: number },
): Promise<OwnProbes> {
  let { failure } = failing;
  for (const offset of CONFIRMING_PROBES) {
    await sights.sleep(Math.max(0, firstBeganAt + offset - sights.now()));
    const probed = await sights.probePrimary();
    if (probed.kind === "serves") return { says: "up" };
    failure = probed;
  }
  return { says: "down", failure, since: failing.since };
}

/** Whether this witness says that the primary is down, weakly or strongly. */
export function sayDown(nameServers: NameServers): boolean {
  return nameServers.says === "down" || nameServers.says === "gone";
}

export function seesPrimary(observation: Observation): boolean {
  return observation.ownProbes.says === "up" && observation.nameServers.says === "up";
}
