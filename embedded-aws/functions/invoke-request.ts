import type { Call } from "../calls";
import { functionOf } from "../deliveries/arn";
import { type ApiError, errorAnswer } from "../error-answers";
import type { MendedAnswer } from "../mends/mend";

const TYPES = ["RequestResponse", "Event", "DryRun"] as const;
type InvocationType = (typeof TYPES)[number];

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
const LONGEST_EVENT_BYTES: Readonly<Record<InvocationType, number>> = {
  RequestResponse: 6 * 1024 * 1024,
  DryRun: 6 * 1024 * 1024,
  Event: 1024 * 1024,
};

const INVOKE = /^POST \/2015-03-31\/functions\/([^/?]+)\/invocations(?:\?|$)/;
/** `name`, `account:function:name` or the ARN, each also with a version or an alias. */
const NAME = /^(?:(?:arn:aws:lambda:[a-z0-9-]+:)?\d{12}:function:)?([A-Za-z0-9_-]{1,64})(?::([A-Za-z0-9$_-]+))?$/;

/** A call of Invoke. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export interface InvokeRequest {
  /** As the client wrote it: a name or an ARN. */
  readonly asked: string;
  readonly functionName: string;
  /** Version or alias. */
  readonly qualifier: string;
  readonly region: string;
  readonly type: InvocationType;
  readonly event: unknown;
  readonly wantsLog: boolean;
}

/** Undefined for every other call; an answer where Lambda refuses the request as such. */
export function readInvokeRequest(call: Call): InvokeRequest | MendedAnswer | undefined {
  const written = call.service === "lambda" ? INVOKE.exec(`${call.method} ${call.url}`)?.[1] : undefined;
  if (written === undefined) return undefined;
  const named = decodeURIComponent(written);
  const [, functionName, qualifier] = NAME.exec(named) ?? [];
  if (!functionName) return invalid(call, "functionName", named, `regular expression pattern: ${NAME.source}`);
  const given = call.headers["x-amz-invocation-type"] ?? "RequestResponse";
  const type = TYPES.find((known) => known === given);
  if (!type) return invalid(call, "invocationType", String(given), "enum value set: [Event, DryRun, RequestResponse]");
  const longest = LONGEST_EVENT_BYTES[type];
  if (call.body.length > longest)
    return refused(call, {
      code: "RequestTooLargeException",
      message: `Request must be smaller than ${longest} bytes for the InvokeFunction operation`,
      status: 413,
    });
  const parsed = parse(call.body);
  if ("problem" in parsed)
    return refused(call, {
      code: "InvalidRequestContentException",
      message: `Could not parse request body into json: ${parsed.problem}`,
      status: 400,
    });
  return {
    asked: named,
    functionName,
    qualifier: call.parameters.get("Qualifier") ?? qualifier ?? "$LATEST",
    region: functionOf(named)?.region ?? call.region ?? "",
    type,
    event: parsed.event,
    wantsLog: call.headers["x-amz-log-type"] === "Tail",
  };
}

/** Lambda's errors say whose fault they are. */
export const refused = (call: Call, error: ApiError, details: Readonly<Record<string, string>> = {}): MendedAnswer => ({
  ...errorAnswer(call, error),
  body: JSON.stringify({ Type: "User", message: error.message, ...details }),
});

function invalid(call: Call, member: string, value: string, constraint: string): MendedAnswer {
  const message = `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy ${constraint}`;
  return refused(call, { code: "ValidationException", message, status: 400 });
}

/** A function that is invoked with nothing gets an empty object. */
function parse(body: Buffer): { readonly event: unknown } | { readonly problem: string } {
  if (body.length === 0) return { event: {} };
  try {
    return { event: JSON.parse(body.toString("utf8")) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}
