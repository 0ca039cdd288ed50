import type { Call } from "../calls";
import type { InvokeLater } from "../deliveries/delivery";
import type { AnsweringMend, MendedAnswer } from "../mends/mend";
import type { DrivenClock } from "../time/clock";
import type { Functions } from "./functions";
import { type Invocation, responsePayload } from "./invocation";
import { type InvokeRequest, readInvokeRequest, refused } from "./invoke-request";

/** "The last 4 KB of the execution log." https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const LOG_TAIL_BYTES = 4 * 1024;

const LATEST = { "x-amz-executed-version": "$LATEST" };

/**
 * Takes clients' Invoke in moto's place. A client waits for its function; where AWS time stands still, it runs until the
 * function has ended, so that an invocation is answered whenever it is made.
 */
export class InvokeCalls implements AnsweringMend {
  readonly name = "moto's Invoke runs functions in Docker, with neither AWS's time nor its network";

  constructor(
    private readonly options: {
      readonly clock: DrivenClock;
      readonly functions: Functions;
      readonly invokeLater: InvokeLater;
    },
  ) {}

  async answer(call: Call): Promise<MendedAnswer | undefined> {
    const request = readInvokeRequest(call);
    if (!request || "status" in request) return request;
    const { asked, functionName, qualifier, region, type, event } = request;
    if (region !== call.region)
      return notFound(call, `Functions from '${region}' are not reachable in this region ('${call.region}')`);
    // Versions and aliases are not simulated.
    const functionArn = qualifier === "$LATEST" ? await this.options.functions.find(functionName, region) : undefined;
    if (functionArn === undefined) return notFound(call, `Function not found: ${asked}`);
    switch (type) {
      case "DryRun":
        return answerWith(204, "", LATEST);
      case "Event":
        this.options.invokeLater(functionArn, event);
        return answerWith(202, "");
      case "RequestResponse":
        return this.options.clock.runDuring(() => this.run(call, request));
    }
  }

  private async run(call: Call, { functionName, region, event, wantsLog }: InvokeRequest): Promise<MendedAnswer> {
    const invocation = await this.options.functions.invoke(functionName, region, event);
    if (!("requestId" in invocation))
      return refused(
        call,
        { code: "TooManyRequestsException", message: "Rate Exceeded.", status: 429 },
        { Reason: invocation.outcome.reason },
      );
    const { outcome, requestId } = invocation;
    const headers = { ...LATEST, ...(wantsLog ? { "x-amz-log-result": logTail(invocation) } : {}) };
    if (outcome.kind === "result") return answerWith(200, outcome.payload ?? "null", headers);
    const payload = responsePayload(outcome, requestId);
    return answerWith(200, JSON.stringify(payload), { ...headers, "x-amz-function-error": "Unhandled" });
  }
}

const answerWith = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): MendedAnswer => ({
  status,
  contentType: "application/json",
  body,
  headers,
});

const notFound = (call: Call, message: string): MendedAnswer =>
  refused(call, { code: "ResourceNotFoundException", message, status: 404 });

function logTail({ log }: Invocation): string {
  const text = Buffer.from(log.map(({ message }) => `${message}\n`).join(""));
  return text.subarray(-LOG_TAIL_BYTES).toString("base64");
}
