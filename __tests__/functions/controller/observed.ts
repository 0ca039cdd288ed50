import type { Episode } from "../../../contract/episode";
import type { Lock } from "../../../contract/lock";
import type { Memory } from "../../../contract/memory";
import { CONTRACT_VERSION } from "../../../contract/version";
import type { Settings } from "../../../functions/controller/environment";
import type { View } from "../../../functions/controller/json-object";
import type { NameServers } from "../../../functions/controller/name-servers";
import { NOTHING_TRIED, type Observation, type OwnProbes, type Standby } from "../../../functions/controller/observe";
import type { ProbeFailure, ProbeResult } from "../../../functions/controller/probe";
import type { LockView } from "../../../functions/controller/stored-lock";

export const STANDBY = "i-0000000000000000b";
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
export const MINUTE = 60_000;
export const TYPE = "t3.micro";

export const settings: Settings = {
  workload: "web",
  domain: "www.example.com",
  primary: { address: "192.0.2.10", instanceId: "i-0000000000000000a" },
  standby: { address: "198.51.100.20", instanceId: STANDBY, region: "us-east-1", instanceType: TYPE },
  fallbackInstanceTypes: [],
  healthCheck: { protocol: "HTTP", port: 80, path: "/health" },
  nameServers: ["ns-1.example.com", "ns-2.example.net"],
  alertTopicArn: "arn:aws:sns:us-east-1:000000000000:alerts",
  lockBucket: "lock",
  failback: "manual",
  ttlSeconds: 30,
  graceSeconds: 600,
  functionName: "pilot-light-web",
  bootSeconds: 30,
  promisedRecoverySeconds: 180,
};

export const refused: ProbeFailure = { kind: "fails", why: "tcp", code: "ECONNREFUSED" };
export const good: ProbeResult = { kind: "serves", status: 200, ms: 12 };

export const probesUp: OwnProbes = { says: "up", inARow: 1 };
export const probesDown: OwnProbes = { says: "down", failure: refused, since: NOW };
export const probesUnknown: OwnProbes = { says: "unknown", failure: refused, since: NOW };

export function dnsSays(says: NameServers["says"]): NameServers {
  const answers = {
    up: { primary: 2, standby: 0, other: 0, silent: 0 },
    down: { primary: 1, standby: 1, other: 0, silent: 0 },
    gone: { primary: 0, standby: 2, other: 0, silent: 0 },
    unknown: { primary: 0, standby: 0, other: 0, silent: 2 },
  }[says];
  return { says, answers };
}

export const serving: Standby = { state: "running", type: TYPE, answer: good };
export const booting: Standby = { state: "running", type: TYPE, answer: refused };
export const pending: Standby = { state: "pending", type: TYPE };
export const stopping: Standby = { state: "stopping", type: TYPE };
export const stopped: Standby = {
  state: "stopped",
  type: TYPE,
  reason: "Client.UserInitiatedShutdown: User initiated shutdown",
};

export const memory = (parts: Partial<Memory> = {}): Memory => ({
  version: CONTRACT_VERSION,
  firstSeenAt: NOW - 5,
  told: [],
  ...parts,
});
export const armed = (parts: Partial<Memory> = {}): Memory =>
  memory({ armedAt: NOW - 4, provenStandby: STANDBY, ...parts });
export const known = (value: Memory): View<Memory> => ({ kind: "known", value, etag: '"1"', writtenAt: NOW - 4 });
export const unreadable: View<Memory> = { kind: "unknown", why: "ServiceUnavailable: slow down" };

export const unlocked: LockView = { kind: "absent" };
export const locked: LockView = { kind: "present", writtenAt: NOW - MINUTE };
export const lockUnreadable: LockView = { kind: "unknown", why: "ServiceUnavailable: slow down" };
/** What the controller writes into the lock. */
export const lockDocument: Lock = {
  version: CONTRACT_VERSION,
  workload: "web",
  writtenAt: NOW,
  writtenBy: "controller",
  episode: "web/1",
  why: "both witnesses have the primary gone",
  seen: { ownProbes: "", nameServers: "", standby: "serves" },
};

/** A failover that began a minute ago, with a standby that the controller ignited. */
export const opened = (parts: Partial<Episode> = {}): Episode => ({
  version: CONTRACT_VERSION,
  id: "web/1",
  kind: "failover",
  trigger: "the schedule",
  startedAt: NOW - MINUTE,
  witness: "both",
  ignitedAt: NOW - MINUTE,
  events: [],
  ...parts,
});

/** A failover that was committed a minute ago, when the standby served. */
export const committed = opened({
  servingAt: NOW - MINUTE,
  runningAt: NOW - MINUTE,
  turnedAt: NOW - MINUTE,
  committedAt: NOW - MINUTE,
});

/** A new standby, seen a minute ago, whose first stop is still to come. */
export const pendingProof = { unproven: { instanceId: STANDBY, since: NOW - MINUTE } };

/** An invocation that has tried one start. */
export const started = (start: Observation["attempts"]["start"]) => ({ attempts: { ...NOTHING_TRIED, start } });
export const accepted = { kind: "accepted", from: "stopped", at: NOW } as const;
export const refusal = {
  kind: "refused",
  code: "InsufficientInstanceCapacity",
  message: "no t3.micro in us-east-1a",
  at: NOW,
} as const;

/** All is well: armed, both witnesses see the primary, the proven standby is stopped. */
export const observed = (parts: Partial<Observation> = {}): Observation => ({
  at: NOW,
  ownProbes: probesUp,
  nameServers: dnsSays("up"),
  standby: stopped,
  memory: known(armed()),
  lock: unlocked,
  attempts: NOTHING_TRIED,
  trigger: "the schedule",
  ...parts,
});
