import type { Call } from "./calls";
import type { MendedAnswer } from "./mends/mend";

/** An error of an AWS API. */
export interface ApiError {
  /** As the API names it, e.g. `InsufficientInstanceCapacity`. */
  readonly code: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number;
}

const REQUEST_ID = "embedded-aws";

/**
 * An error as the called service says it, so that every SDK reads the code.
 * https://smithy.io/2.0/aws/protocols/index.html (one page a protocol, each with its error serialization)
 */
export function errorAnswer(call: Call, { code, message, status }: ApiError): MendedAnswer {
  const requestId = { "x-amzn-requestid": REQUEST_ID };
  // Services that once spoke the query protocol (SQS, CloudWatch) are asked to say the code of old.
  const oldCode: Record<string, string> = call.headers["x-amzn-query-mode"]
    ? { "x-amzn-query-error": `${code};${faultOf(status)}` }
    : {};
  if (call.headers["smithy-protocol"] === "rpc-v2-cbor")
    return {
      status,
      contentType: "application/cbor",
      headers: { ...requestId, ...oldCode, "smithy-protocol": "rpc-v2-cbor" },
      body: cborOfTexts({ __type: code, message }),
    };
  if (call.headers["x-amz-target"])
    return {
      status,
      contentType: call.headers["content-type"] ?? "application/x-amz-json-1.0",
      headers: { ...requestId, ...oldCode },
      body: JSON.stringify({ __type: code, message }),
    };
  const xml = (body: string): MendedAnswer => ({
    status,
    contentType: "text/xml",
    headers: requestId,
    body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
  });
  const error = `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message>`;
  if (call.service === "s3") return xml(`<Error>${error}<RequestId>${REQUEST_ID}</RequestId></Error>`);
  if (call.service === "ec2")
    return xml(`<Response><Errors><Error>${error}</Error></Errors><RequestID>${REQUEST_ID}</RequestID></Response>`);
  if (call.service === "route53" || call.parameters.has("Action"))
    return xml(
      `<ErrorResponse><Error><Type>${faultOf(status)}</Type>${error}</Error>` +
        `<RequestId>${REQUEST_ID}</RequestId></ErrorResponse>`,
    );
  return {
    status,
    contentType: "application/json",
    headers: { ...requestId, "x-amzn-errortype": code },
    body: JSON.stringify({ message }),
  };
}

/** How a service says that it is called too often, in codes and statuses at which every SDK tries again. */
export function throttling({ service, parameters }: Call): ApiError {
  switch (service) {
    case "ec2": // https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
      return { code: "RequestLimitExceeded", message: "Request limit exceeded.", status: 503 };
    case "s3": // https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
      return { code: "SlowDown", message: "Please reduce your request rate.", status: 503 };
    case "lambda": // https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
      return { code: "TooManyRequestsException", message: "Rate Exceeded.", status: 429 };
  }
  // https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html; Route 53 and the query protocol leave out the suffix.
  const isOld = service === "route53" || parameters.has("Action");
  return { code: isOld ? "Throttling" : "ThrottlingException", message: "Rate exceeded", status: 400 };
}

/** How a service says that it failed by itself. */
export function internalError({ service, headers }: Call): ApiError {
  const isJson = headers["x-amz-target"] !== undefined || headers["smithy-protocol"] !== undefined;
  const code =
    service === "ec2" || service === "s3" ? "InternalError" : isJson ? "InternalServerError" : "InternalFailure";
  return { code, message: "An internal error has occurred", status: 500 };
}

const faultOf = (status: number) => (status < 500 ? "Sender" : "Receiver");

export const escapeXml = (text: string) =>
  text.replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] as string);

/** A map of texts in CBOR (RFC 8949, section 3.1): majors 5 and 3, lengths in two bytes. */
function cborOfTexts(entries: Readonly<Record<string, string>>): Buffer {
  const text = (value: string) => {
    const bytes = Buffer.from(value);
    return Buffer.concat([Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]), bytes]);
  };
  const pairs = Object.entries(entries);
  return Buffer.concat([Buffer.from([0xa0 | pairs.length]), ...pairs.flat().map(text)]);
}
