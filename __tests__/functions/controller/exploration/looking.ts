import type { Observation, Sights } from "../../../../functions/controller/observe";
import { dnsSays, good, refused } from "../observed";
import type { Controller } from "./controller";
import { SLOW_MS, viewOf } from "./fake-calls";
import type { Invocation, Seen, WorldState } from "./world-state";

/** What may be wrong with one look. A witness that lies does so in one direction only: it fails to see what is there. */
export type Haze =
  | "clear"
  | "the path to the primary is broken"
  | "no name server answers"
  | "some name servers lag"
  | "the memory cannot be read"
  | "the lock cannot be read"
  | "the instance cannot be described"
  | "slow";

/** One look by the real `observe`. It takes no time, and neither do its pauses; a slow one is six seconds old at its end. */
export async function look(
  { observe, lockView }: Controller,
  state: WorldState,
  { attempts, before }: Pick<Invocation, "attempts" | "before">,
  haze: Haze,
): Promise<{ observation: Observation; seen: Seen }> {
  const at = haze === "slow" ? state.time - SLOW_MS : state.time;
  const primaryAnswered = state.primary === "serves" && haze !== "the path to the primary is broken";
  const dns = haze === "no name server answers" ? "unknown" : haze === "some name servers lag" ? "down" : state.dns;
  const isDescribed = haze !== "the instance cannot be described";
  const isLockRead = haze !== "the lock cannot be read";
  const sights: Sights = {
    now: () => at,
    sleep: async () => {},
    probePrimary: async () => (primaryAnswered ? good : refused),
    probeStandby: async () => (state.power === "serves" ? good : refused),
    askNameServers: async () => dnsSays(dns),
    describeStandby: async () => (isDescribed ? powerOf(state) : { state: "unknown", why: "TimeoutError" }),
    readMemory: async () =>
      haze === "the memory cannot be read" ? { kind: "unknown", why: "SlowDown" } : viewOf(state.memory),
    // The model's lease is asked for by what it does, not for how long it looks.
    mayStay: async () => true,
    readLock: async () => (isLockRead ? lockView(viewOf(state.lock)) : { kind: "unknown", why: "SlowDown" }),
  };
  const observation = await observe(sights, { attempts, trigger: "the schedule" }, before);
  const isArmed = state.memory?.value.armedAt !== undefined && haze !== "the memory cannot be read";
  const order = haze === "the memory cannot be read" ? undefined : state.memory?.value.order?.do;
  const standbyServed = isDescribed && state.power === "serves";
  const lock = isLockRead ? (state.lock ? "present" : "absent") : "unknown";
  return { observation, seen: { at, primaryAnswered, dns, standbyServed, lock, order, isArmed } };
}

/** As EC2 describes the standby's instance. */
export function powerOf({ power, type }: WorldState): Awaited<ReturnType<Sights["describeStandby"]>> {
  switch (power) {
    case "stopped":
      return { state: "stopped", type, reason: "" };
    case "pending":
    case "stopping":
      return { state: power, type };
    default:
      return { state: "running", type };
  }
}
