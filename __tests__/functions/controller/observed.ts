import type { Memory } from "../../../contract/memory";
import type { Settings } from "../../../functions/controller/environment";
import type { MemoryView } from "../../../functions/controller/memory-store";
import type { NameServers } from "../../../functions/controller/name-servers";
import type { Observation, OwnProbes, Standby } from "../../../functions/controller/observe";
import type { ProbeFailure, ProbeResult } from "../../../functions/controller/probe";

export const STANDBY = "i-0000000000000000b";
export const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
export const MINUTE = 60_000;

export const settings: Settings = {
  workload: "web",
  domain: "www.example.com",
  primary: { address: "192.0.2.10", instanceId: "i-0000000000000000a" },
  standby: { address: "198.51.100.20", instanceId: STANDBY, region: "us-east-1" },
  healthCheck: { protocol: "HTTP", port: 80, path: "/health" },
  nameServers: ["ns-1.example.com", "ns-2.example.net"],
  alertTopicArn: "arn:aws:sns:us-east-1:000000000000:alerts",
  lockBucket: "lock",
  failback: "manual",
  bootSeconds: 30,
  promisedRecoverySeconds: 180,
};

export const refused: ProbeFailure = { kind: "fails", why: "tcp", code: "ECONNREFUSED" };
export const good: ProbeResult = { kind: "serves", status: 200, ms: 12 };

export const probesUp: OwnProbes = { says: "up" };
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

export const serving: Standby = { state: "running", answer: good };
export const booting: Standby = { state: "running", answer: refused };
export const stopped: Standby = { state: "stopped", reason: "Client.UserInitiatedShutdown: User initiated shutdown" };

export const memory = (parts: Partial<Memory> = {}): Memory => ({
  version: 1,
  firstSeenAt: NOW - 5,
  told: [],
  ...parts,
});
export const armed = (parts: Partial<Memory> = {}): Memory =>
  memory({ armedAt: NOW - 4, provenStandby: STANDBY, ...parts });
export const known = (value: Memory): MemoryView => ({ kind: "known", memory: value, etag: '"1"' });
export const unreadable: MemoryView = { kind: "unknown", why: "ServiceUnavailable: slow down" };

/** All is well: armed, both witnesses see the primary, the proven standby is stopped. */
export const observed = (parts: Partial<Observation> = {}): Observation => ({
  at: NOW,
  ownProbes: probesUp,
  nameServers: dnsSays("up"),
  standby: stopped,
  memory: known(armed()),
  start: { kind: "none" },
  ...parts,
});
