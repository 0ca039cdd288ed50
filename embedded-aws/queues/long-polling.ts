import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";
import type { AnsweringMend, MendedAnswer } from "../mends/mend";
import type { DrivenClock } from "../time/clock";

/** How often a waiting call looks. On AWS it is answered as soon as a message arrives. */
const LOOK_EVERY_MS = 200;
/** "The longest is 20 seconds." Others are left to moto, which refuses them as SQS does. */
const LONGEST_WAIT_SECONDS = 20;

/** Of one connection, or of the body that is replaced. */
const NOT_HANDED_ON: readonly string[] = [
  "host",
  "connection",
  "keep-alive",
  "content-length",
  "transfer-encoding",
  "expect",
];

/**
 * Lets ReceiveMessage wait in AWS time, which runs meanwhile: in moto it waits in this machine's, for a message that
 * cannot come while everybody waits for moto.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
 */
export class LongPolling implements AnsweringMend {
  readonly name = "moto's ReceiveMessage waits in this machine's time";

  constructor(private readonly clock: DrivenClock) {}

  async answer(call: Call, deployed: AwsClients): Promise<MendedAnswer | undefined> {
    if (call.service !== "sqs" || call.action !== "ReceiveMessage") return undefined;
    const isJson = call.headers["x-amz-target"] !== undefined;
    const parameters: Record<string, unknown> = isJson
      ? JSON.parse(call.body.toString("utf8"))
      : Object.fromEntries(call.parameters);
    const seconds = await this.clock.hold("reading how long a queue waits", () => waitOf(call, parameters, deployed));
    if (!(seconds > 0 && seconds <= LONGEST_WAIT_SECONDS)) return undefined;
    const short = { ...parameters, WaitTimeSeconds: isJson ? 0 : "0" };
    const body = isJson ? JSON.stringify(short) : String(new URLSearchParams(short as Record<string, string>));
    return this.clock.runDuring(() => this.poll(() => ask(deployed.endpoint, call, body), seconds * 1_000));
  }

  /** Looks until there is something, or an error, or the time is over. */
  private async poll(look: () => Promise<MendedAnswer>, waitMs: number): Promise<MendedAnswer> {
    const { clock } = this;
    const until = clock.now() + waitMs;
    for (;;) {
      const found = await clock.hold("moto's ReceiveMessage", look);
      if (found.status !== 200 || holdsMessage(found) || clock.now() >= until) return found;
      await clock.sleep(Math.min(LOOK_EVERY_MS, until - clock.now()));
    }
  }
}

/** In seconds: the call's, or else the queue's own. */
async function waitOf(call: Call, parameters: Record<string, unknown>, deployed: AwsClients): Promise<number> {
  if (parameters.WaitTimeSeconds !== undefined) return Number(parameters.WaitTimeSeconds);
  const get = new GetQueueAttributesCommand({
    QueueUrl: String(parameters.QueueUrl),
    AttributeNames: ["ReceiveMessageWaitTimeSeconds"],
  });
  const found = await deployed
    .sqs(call.region ?? "")
    .send(get)
    .catch(() => undefined); // What is wrong with the call, moto says.
  return Number(found?.Attributes?.ReceiveMessageWaitTimeSeconds ?? 0);
}

async function ask(endpoint: string, { method, url, headers }: Call, body: string): Promise<MendedAnswer> {
  const handedOn = Object.entries(headers).filter(([name]) => !NOT_HANDED_ON.includes(name));
  const response = await fetch(endpoint + url, { method, body, headers: handedOn as [string, string][] });
  const contentType = response.headers.get("content-type") ?? "application/x-amz-json-1.0";
  const queryError = response.headers.get("x-amzn-query-error");
  return {
    status: response.status,
    contentType,
    body: await response.text(),
    headers: queryError ? { "x-amzn-query-error": queryError } : {},
  };
}

const holdsMessage = ({ body }: MendedAnswer) => /"MessageId"|<MessageId>/.test(String(body));
