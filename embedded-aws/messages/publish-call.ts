import type { Call } from "../calls";
import { errorAnswer } from "../error-answers";
import type { MendedAnswer } from "../mends/mend";
import type { TopicText } from "./publication";

/** What a client publishes. */
export interface PublishEntry extends TopicText {
  /** The entry's own id in a batch. */
  readonly id: string;
}

/** A client's call that the embedded AWS can answer by itself; everything that is wrong with one is left to moto. */
export type PublishCall =
  | { readonly kind: "topic"; readonly topicArn: string; readonly entries: readonly PublishEntry[]; isBatch: boolean }
  | { readonly kind: "phone"; readonly number: string; readonly entry: PublishEntry };

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const LONGEST_SUBJECT = 100;
const LONGEST_MESSAGE_BYTES = 262_144;
/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
const BATCH_ENTRIES = 10;
/** ITU-T E.164. */
const PHONE_NUMBER = /^\+[1-9]\d{1,14}$/;

/** A call of Publish or PublishBatch; undefined for every other and for those that AWS refuses. */
export function readPublishCall({ service, action, parameters }: Call): PublishCall | undefined {
  if (service !== "sns") return undefined;
  const topicArn = parameters.get("TopicArn") ?? parameters.get("TargetArn");
  const number = parameters.get("PhoneNumber");
  if (action === "Publish") {
    const entry = readEntry(parameters, "", "");
    if (!entry) return undefined;
    if (number !== null) return PHONE_NUMBER.test(number) ? { kind: "phone", number, entry } : undefined;
    return topicArn ? { kind: "topic", topicArn, entries: [entry], isBatch: false } : undefined;
  }
  if (action !== "PublishBatch" || !topicArn) return undefined;
  const entries: PublishEntry[] = [];
  for (let member = 1; member <= BATCH_ENTRIES + 1; member++) {
    const prefix = `PublishBatchRequestEntries.member.${member}.`;
    const id = parameters.get(`${prefix}Id`);
    if (id === null) break;
    const entry = readEntry(parameters, prefix, id);
    if (!entry) return undefined;
    entries.push(entry);
  }
  const areDistinct = new Set(entries.map(({ id }) => id)).size === entries.length;
  if (entries.length === 0 || entries.length > BATCH_ENTRIES || !areDistinct) return undefined;
  return { kind: "topic", topicArn, entries, isBatch: true };
}

function readEntry(parameters: URLSearchParams, prefix: string, id: string): PublishEntry | undefined {
  const subject = parameters.get(`${prefix}Subject`) ?? undefined;
  const message = parameters.get(`${prefix}Message`);
  if (!message || Buffer.byteLength(message) > LONGEST_MESSAGE_BYTES) return undefined;
  if (subject !== undefined && (subject.length === 0 || subject.length > LONGEST_SUBJECT)) return undefined;
  if (parameters.get(`${prefix}MessageStructure`) !== "json") return { id, subject, textFor: () => message };
  const texts = readTexts(message);
  return texts && { id, subject, textFor: (protocol) => texts[protocol] ?? texts.default! };
}

/** A text for each protocol, one of them `default`. */
function readTexts(message: string): Readonly<Record<string, string>> | undefined {
  try {
    const texts = JSON.parse(message) as Record<string, string> | null;
    return typeof texts?.default === "string" ? texts : undefined;
  } catch {
    return undefined;
  }
}

/** @param ids of the messages, in the order of the entries */
export function accepted(call: PublishCall, ids: readonly string[]): MendedAnswer {
  if (call.kind === "phone" || !call.isBatch) return answer("Publish", `<MessageId>${ids[0]}</MessageId>`);
  const members = call.entries.map(
    ({ id }, index) => `<member><Id>${id}</Id><MessageId>${ids[index]}</MessageId></member>`,
  );
  return answer("PublishBatch", `<Successful>${members.join("")}</Successful><Failed/>`);
}

/** A topic is published to in its own region. */
export const wrongRegion = (call: Call): MendedAnswer =>
  errorAnswer(call, { code: "InvalidParameter", message: "Invalid parameter: TopicArn", status: 400 });

const answer = (action: string, result: string): MendedAnswer => ({
  status: 200,
  contentType: "text/xml",
  body:
    `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><${action}Result>${result}</${action}Result>` +
    `<ResponseMetadata><RequestId>embedded-aws</RequestId></ResponseMetadata></${action}Response>`,
});
