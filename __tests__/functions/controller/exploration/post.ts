import { writeMessage } from "../../../../functions/controller/message";
import { settings } from "../observed";
import type { Call } from "./acting";
import type { Deed, Invocation, Posted, WorldState } from "./world-state";

/** The judge's post after a call: what people are owed, by the changes that were written and by what SNS has taken. */
export function withPost(call: Call, deed: Deed, { id }: Invocation): WorldState {
  switch (call.name) {
    case "write the memory":
      return afterWriting(call, deed, id);
    case "publish":
      return afterSending(call, deed, id);
    default:
      return call.to;
  }
}

/** Once only its mail is left to a deed, nobody reads any more what it saw, but for how the primary answered. */
export function isOnlyMail({ sent, deed }: Invocation): boolean {
  if (deed === undefined || deed.observation.memory.kind === "unknown") return false;
  if (deed.actions.every((action) => action.do === "deliver")) return true;
  return deed.pending === "publish" || (deed.pending === "write the memory" && sent.length > 0);
}

/** Whoever dies with messages sent, and no word of it in the memory, leaves them in doubt. */
export function diedWith({ sent }: Pick<Invocation, "sent">, post: readonly Posted[]): readonly Posted[] {
  return [...sent.map((subject) => ({ subject, state: "doubtful" }) as const), ...post];
}

/** What is wrong with a message that SNS takes; undefined where nothing is. */
export function wrongMail({ from, to }: Pick<Call, "from" | "to">): string | undefined {
  const subject = sentBy(from, to);
  if (subject === undefined) return undefined;
  const place = from.post.findIndex((each) => each.subject === subject);
  if (place === -1) return `mail: sent twice, or by nobody's change: ${subject}`;
  const isPassed = from.post.slice(0, place).some(({ state }) => state === "owed");
  return isPassed ? `mail: sent before what was composed earlier: ${subject}` : undefined;
}

function sentBy(from: WorldState, to: WorldState): string | undefined {
  // A message that had to wait says so at the end of its subject.
  return to.mail.length > from.mail.length ? to.mail.at(-1)!.replace(/ \(from .* UTC\)$/, "") : undefined;
}

function afterSending({ from, to, fate }: Call, { observation }: Deed, id: string): WorldState {
  // What is said of a start without a memory to claim it in is no change's message.
  if (observation.memory.kind === "unknown") return to;
  const subject = sentBy(from, to);
  const place = to.post.findIndex((each) => each.subject === subject);
  if (subject === undefined || place === -1) return to;
  const left = to.post.filter((_each, index) => index !== place);
  if (fate === "done, and not said") return { ...to, post: diedWith({ sent: [subject] }, left) };
  const invocations = to.invocations.map((each) =>
    each.id === id ? { ...each, sent: [...each.sent, subject] } : each,
  );
  return { ...to, invocations, post: left };
}

function afterWriting({ from, to, fate }: Call, { observation, actions }: Deed, id: string): WorldState {
  const isWritten = to.memory !== from.memory;
  if (!isWritten && fate !== "refused") return to;
  const seen = observation.memory.kind === "known" ? observation.memory.etag : undefined;
  const isDecision = isWritten && from.memory?.etag === seen;
  const tells = isDecision ? actions.flatMap((each) => (each.do === "remember" ? each.tell : [])) : [];
  const owed = tells.map((alert) => ({ subject: writeMessage(alert, settings).subject, state: "owed" }) as const);
  const writer = to.invocations.find((each) => each.id === id)!;
  const isSaid = isWritten && fate !== "done, and not said";
  const post = [...(isSaid ? to.post : diedWith(writer, to.post)), ...owed];
  return {
    ...to,
    invocations: to.invocations.map((each) => (each === writer ? { ...each, sent: [] } : each)),
    post: stillHeld(post, to.memory?.value.outbox ?? []),
  };
}

/** What the memory does not hold any more cannot come once more. Messages of two episodes may have the same subject. */
function stillHeld(post: readonly Posted[], outbox: readonly { subject: string }[]): Posted[] {
  const many = (list: readonly { subject: string }[], subject: string) =>
    list.filter((each) => each.subject === subject).length;
  return post.filter(
    ({ subject, state }, place) => state === "owed" || many(outbox, subject) >= many(post.slice(place), subject),
  );
}
