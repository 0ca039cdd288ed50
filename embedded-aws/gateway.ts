import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { AwsClients, EMBEDDED_AWS } from "./aws-clients";
import { withRegion } from "./bucket-regions";
import { CallLog, type CallResult, type Refusal } from "./call-log";
import { type Call, readCall } from "./calls";
import { DeployedState } from "./deployed-state";
import { errorAnswer, internalError, throttling } from "./error-answers";
import { type CallFault, Faults } from "./faults";
import { IP_RANGES_DOCUMENT, IP_RANGES_PATH } from "./ip-ranges";
import { LOOPBACK, listenOnLoopback } from "./loopback";
import { completed, firstAnswer, MENDS, rewritten } from "./mends/apply-mends";
import type { AnsweringMend, Mend, MendedAnswer } from "./mends/mend";
import { type AnswerOfMoto, type NoAnswer, relayTo } from "./relay";
import type { Clock } from "./time/clock";
import { RealClock } from "./time/real-clock";

/** IPv4 address from which a caller without credentials says to call: every caller's real one is this machine's. */
export const SOURCE_ADDRESS_HEADER = "x-embedded-aws-source-address";

const NOTHING = Buffer.alloc(0);

/** An error in the protocol of the called service, and why for the call log. */
export type Denial = MendedAnswer & { readonly refused: Refusal };

/** Told of every call with its result, before its answer is sent. */
export type CallListener = (call: Call, result: CallResult) => void;

export interface GatewayOptions {
  /** `http://127.0.0.1:PORT` */
  readonly motoEndpoint: string;
  readonly clock?: Clock;
  readonly faults?: Faults;
  /** Told of every call by the gateway, before those that `onCall` adds. */
  readonly state?: DeployedState;
  /** A denial, or undefined if the call is permitted. Held: it may read, and not wait. */
  readonly authorize?: (call: Call, sourceAddress: string | undefined) => Promise<Denial | undefined>;
  /** Milliseconds of AWS time by which a call is answered later; 0 for callers that do not live in AWS time. */
  readonly latency?: (call: Call) => number;
  /** Beside those that every gateway has. */
  readonly mends?: readonly Mend[];
  /** Who answers in moto's place, asked in this order and before the mends. Not held: they may wait for AWS time. */
  readonly answers?: readonly AnsweringMend[];
}

export interface Gateway {
  /** `http://127.0.0.1:PORT`: what every client gets as AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  /** Where `aws_ip_ranges` finds the document that AWS publishes. */
  readonly ipRangesUrl: string;
  readonly log: CallLog;
  onCall(listener: CallListener): void;
  /** Closes the port and every connection. May be called again. */
  stop(): Promise<void>;
}

/** Starts the relay in front of moto that every client of the embedded AWS talks to. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { clock = new RealClock(), faults = new Faults(), answers = [] } = options;
  const state = options.state ?? new DeployedState(clock);
  const mends = [...(options.mends ?? []), ...MENDS];
  const log = new CallLog();
  const listeners: CallListener[] = [state.onCall];
  const deployed = new AwsClients(options.motoEndpoint, EMBEDDED_AWS);
  const relay = relayTo(options.motoEndpoint);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const at = clock.now();
    const { method = "GET", url = "/" } = request;
    if (url === IP_RANGES_PATH) return answer(response, clock.now(), IP_RANGES);
    const sourceAddress = request.headers[SOURCE_ADDRESS_HEADER] as string | undefined;
    delete request.headers[SOURCE_ADDRESS_HEADER];
    const headers = { ...request.headers };
    const head = await withRegion(readCall({ method, url, headers, body: NOTHING }), state, deployed);

    const darkness = faults.darknessOf(head.region);
    if (darkness) {
      log.add({ at, call: head, result: { failure: `${head.region} is dark (${darkness})` } });
      if (darkness === "reset") request.socket.resetAndDestroy();
      // Taken and never answered: bytes that nobody reads would be under way for ever.
      else request.resume();
      return;
    }
    const call = { ...readCall({ method, url, headers, body: await readBody(request) }), region: head.region };
    const faultsOfCall = faults.ofCall(call);
    const given =
      refusal(call, faultsOfCall) ??
      (await clock.hold("authorizing a call", async () => options.authorize?.(call, sourceAddress))) ??
      (await firstAnswer(answers, call, deployed)) ??
      (await clock.hold(`moto's ${call.action}`, async () => {
        const mended = await firstAnswer(mends, call, deployed);
        return mended ?? rewritten(mends, call, await relay(request, response, completed(mends, call)));
      }));

    const result = resultOf(given);
    log.add({ at, call, result });
    for (const listener of listeners) listener(call, result);
    const latency = (options.latency?.(call) ?? 0) + lateness(faultsOfCall);
    if (latency > 0) await clock.sleep(latency);
    if (!response.destroyed) answer(response, clock.now(), "failure" in given ? badGateway(given.failure) : given);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      // A client that hung up in the middle of its request needs no answer.
      if (response.headersSent || request.destroyed) return void response.destroy();
      answer(response, clock.now(), badGateway(`The embedded AWS's gateway failed: ${error}`));
    });
  });
  server.on("connection", (socket) => clock.follow(socket));
  // SDKs keep connections; an idle time-out here would reset one just as a client sends its next call.
  server.keepAliveTimeout = 0;
  // These count this machine's time, not AWS's.
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  const port = await listenOnLoopback(server);
  const endpoint = `http://${LOOPBACK}:${port}`;

  return {
    endpoint,
    ipRangesUrl: endpoint + IP_RANGES_PATH,
    log,
    onCall: (listener) => void listeners.push(listener),
    stop: async () => {
      deployed.close();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

const IP_RANGES: MendedAnswer = { status: 200, contentType: "application/json", body: IP_RANGES_DOCUMENT };
const badGateway = (body: string): MendedAnswer => ({ status: 502, contentType: "text/plain", body });

function resultOf(given: AnswerOfMoto | MendedAnswer | Denial | NoAnswer): CallResult {
  if ("failure" in given) return given;
  return "refused" in given ? { status: given.status, refused: given.refused } : { status: given.status };
}

function refusal(call: Call, faults: readonly CallFault[]): MendedAnswer | undefined {
  for (const fault of faults) {
    if (fault.kind === "throttle") return errorAnswer(call, throttling(call));
    if (fault.kind === "fail") return errorAnswer(call, internalError(call));
    if (fault.kind === "refuse") return errorAnswer(call, fault);
  }
  return undefined;
}

const lateness = (faults: readonly CallFault[]) =>
  faults.reduce((sum, fault) => sum + (fault.kind === "late" ? fault.milliseconds : 0), 0);

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** @param now AWS time for the Date header; moto's own answers have one */
function answer(response: ServerResponse, now: number, given: MendedAnswer | AnswerOfMoto): void {
  const date = new Date(now).toUTCString();
  const type = "contentType" in given ? { "content-type": given.contentType } : {};
  // An answer to HEAD tells the length of what it leaves out.
  const length =
    "contentType" in given || given.body.length > 0 ? { "content-length": Buffer.byteLength(given.body) } : {};
  response.writeHead(given.status, { date, ...given.headers, ...type, ...length });
  response.end(given.body);
}
