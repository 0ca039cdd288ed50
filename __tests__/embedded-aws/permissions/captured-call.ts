import { type Call, readCall } from "../../../embedded-aws/calls";

/** What an SDK's client hands to its HTTP handler. */
interface SdkRequest {
  method: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

class Captured extends Error {
  constructor(readonly call: Call) {
    super("captured");
  }
}

/** Settings of an SDK client that sends nothing: `captureCall` gets the call instead. */
export const CAPTURING = {
  region: "us-west-2",
  endpoint: "http://127.0.0.1:9",
  credentials: { accessKeyId: "FUNCTION", secretAccessKey: "secret" },
  maxAttempts: 1,
  requestHandler: {
    handle: (request: SdkRequest) => Promise.reject(new Captured(callOf(request))),
  },
};

/** The call that a client of these settings would have made. */
export async function captureCall(sending: Promise<unknown>): Promise<Call> {
  try {
    await sending;
  } catch (error) {
    if (error instanceof Captured) return error.call;
    throw error;
  }
  throw new Error("The client sent nothing");
}

function callOf({ method, path, query = {}, headers, body }: SdkRequest): Call {
  const search = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => (one === null ? name : `${encodeURIComponent(name)}=${encodeURIComponent(one)}`)),
  );
  const url = search.length > 0 ? `${path}?${search.join("&")}` : path;
  const lowered = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  // Not Buffer.from: the SDK warns of whoever takes its bytes for a text.
  const bytes = body instanceof Uint8Array ? Buffer.concat([body]) : Buffer.from(typeof body === "string" ? body : "");
  return readCall({ method, url, headers: lowered, body: bytes });
}
