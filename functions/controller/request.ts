import type { Answer, Refusal, Request } from "../../contract/command";
import { MAXIMUM_RECEIPTS, type Memory } from "../../contract/memory";
import type { Order } from "../../contract/order";
import { CONTRACT_VERSION } from "../../contract/version";
import { set, unchanged } from "./change";
import { time } from "./message-words";
import type { Observation } from "./observe";
import { describeFailure, type ProbeResult } from "./probe";
import { faultOf } from "./request-input";
import type { Power } from "./standby-instance";

/** What a request is answered from. */
export interface Counter extends Pick<Observation, "at" | "memory" | "lock"> {
  standby: Power;
  /** One probe of the primary, now. */
  primary: ProbeResult;
}

/** The answer, and the memory in which it is kept; `memory` is absent where nothing is to be written. */
export interface Answered {
  answer: Answer;
  memory?: Memory;
}

/** Whether this event asks for something; everything else means "look now". */
export function isRequest(event: unknown): boolean {
  return typeof event === "object" && event !== null && "command" in event;
}

/** Pure: accepts the request, or says why not. The same id gets the same answer. */
export function answer(event: unknown, counter: Counter): Answered {
  const { id } = event as { id?: unknown };
  const refuse = (code: Refusal, text: string): Answered => ({
    answer: { version: CONTRACT_VERSION, id: typeof id === "string" ? id : "", accepted: false, code, text },
  });
  const fault = faultOf(event, counter.at);
  if (fault !== undefined) return refuse("not a request", fault);
  const request = event as Request;

  const before = unchanged(counter);
  if (before === undefined)
    return refuse("cannot see", "The controller's memory cannot be read, so nothing can be ordered: try again.");
  const receipt = before.to.receipts?.find((each) => each.id === request.id);
  if (receipt) return { answer: receipt.answer };

  const found = considered(request, before.to, counter);
  if ("code" in found) return refuse(found.code, found.text);
  const accepted: Answer = { version: CONTRACT_VERSION, id: request.id, accepted: true, text: found.text };
  const receipts = [...(before.to.receipts ?? []), { id: request.id, answer: accepted }].slice(-MAXIMUM_RECEIPTS);
  return { answer: accepted, memory: set(before, { ...found.change, receipts }).to };
}

type Considered = { text: string; change: Partial<Memory> } | { code: Refusal; text: string };

function considered(request: Request, memory: Memory, { at, lock, standby, primary }: Counter): Considered {
  const { order, episode, maintenance } = memory;
  const base = { id: request.id, at };
  const busy: Considered | undefined = order && {
    code: "another command is under way",
    text: `A ${order.do} is under way since ${time(order.at)}; follow it with \`status\`.`,
  };
  const blind: Considered | undefined =
    lock.kind === "unknown"
      ? { code: "cannot see", text: `The failover lock cannot be read (${lock.why}): try again.` }
      : undefined;
  const hindered = busy ?? blind;
  const ordered = (given: Order, text: string): Considered => ({ text, change: { order: given } });

  switch (request.command) {
    case "failover": {
      if (lock.kind === "present")
        return {
          code: "already failed over",
          text: `Already failed over: the lock was written at ${time(lock.writtenAt)}.`,
        };
      // The standby of a drill is as good as any.
      if (order !== undefined && order.do !== "drill") return busy!;
      return (
        blind ??
        ordered(
          { ...base, do: "failover", reason: request.reason },
          "The standby is ignited; once it serves, users are sent there and stay. A message follows.",
        )
      );
    }
    case "failback": {
      if (hindered) return hindered;
      if (lock.kind === "absent")
        return {
          code: "not failed over",
          text: "There is no failover lock: users go wherever Route 53 sees a server that answers.",
        };
      const force = request.force === true;
      if (!force && primary.kind === "fails")
        return {
          code: "primary does not serve",
          text: `The primary does not serve: ${describeFailure(primary)}. Mend it first; if only the controller cannot reach it, use force.`,
        };
      const { reason } = request;
      return ordered(
        { ...base, do: "failback", reason, force, phase: { name: "proving" } },
        `Users are sent back to the primary${force ? "" : " once it has given five good answers in a row"}. A message follows.`,
      );
    }
    case "drill": {
      if (hindered) return hindered;
      if (lock.kind === "present")
        return {
          code: "already failed over",
          text: "Failed over: the standby serves users, it is no time for a drill.",
        };
      if (maintenance)
        return {
          code: "maintenance is on",
          text: `Maintenance is on until ${time(maintenance.until)}: the standby is in other hands.`,
        };
      if (episode || memory.armedAt === undefined)
        return {
          code: "an episode is under way",
          text: episode ? `An episode is open since ${time(episode.startedAt)}.` : "The controller is not armed yet.",
        };
      if (standby.state !== "stopped")
        return {
          code: "standby is not waiting",
          text: `The standby's instance is ${standby.state}, not stopped: there is nothing to ignite.`,
        };
      return ordered(
        { ...base, do: "drill", keep: request.keep === true, ending: false },
        "The standby is ignited for a drill; DNS is not touched.",
      );
    }
    case "end-drill":
      if (order?.do !== "drill") return { code: "no drill is under way", text: "No drill is under way." };
      return ordered({ ...order, ending: true }, "The drill ends: the standby is stopped.");
    case "maintenance-on": {
      if (hindered) return hindered;
      if (lock.kind === "present")
        return {
          code: "already failed over",
          text: "Failed over: maintenance of the standby would take users' only server away.",
        };
      if (episode && episode.kind !== "maintenance")
        return { code: "an episode is under way", text: `An episode is open since ${time(episode.startedAt)}.` };
      const until = Date.parse(request.until);
      const window = { since: at, until, reason: request.reason, standby: request.standby ?? "running" } as const;
      const then = window.standby === "running" ? "the standby is kept running" : "nothing is started either";
      return {
        text: `Maintenance until ${time(until)}: nothing is committed or stopped, and ${then}.`,
        change: { maintenance: window },
      };
    }
    case "maintenance-off":
      if (!maintenance) return { code: "maintenance is off", text: "Maintenance is off." };
      return { text: "Maintenance is off: the controller protects again.", change: { maintenance: undefined } };
  }
}
