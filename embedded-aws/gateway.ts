import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { ProxyServer } from "http-proxy-3";
import { AwsClients, EMBEDDED_AWS } from "./aws-clients";
import { CallLog, type CallResult } from "./call-log";
import { type Call, readCall } from "./calls";
import { IP_RANGES_DOCUMENT, IP_RANGES_PATH } from "./ip-ranges";
import { LOOPBACK, listenOnLoopback } from "./loopback";
import { interfacesOfTerminatedInstances } from "./mends/interfaces-of-terminated-instances";
import type { Mend } from "./mends/mend";
import { messagesToEndpoints } from "./mends/messages-to-endpoints";
import { rootVolumesWithoutSize } from "./mends/root-volumes-without-size";

const MENDS: readonly Mend[] = [interfacesOfTerminatedInstances, messagesToEndpoints, rootVolumesWithoutSize];

/** Told of every call after it was answered. */
export type CallListener = (call: Call, result: CallResult) => void;

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
export async function startGateway(options: { motoEndpoint: string }): Promise<Gateway> {
  const log = new CallLog();
  const listeners: CallListener[] = [];
  const deployed = new AwsClients(options.motoEndpoint, EMBEDDED_AWS);
  const relay = relayTo(options.motoEndpoint);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    // http-proxy would wait for ever for a body that is already being read; so it gets the whole body as a stream.
    const body = await readBody(request);
    if (request.url === IP_RANGES_PATH) return answer(response, 200, "application/json", IP_RANGES_DOCUMENT);
    const { method = "GET", url = "/", headers } = request;
    const call = readCall({ method, url, headers, body });
    const result = (await mended(call, response, deployed)) ?? (await relay(request, response, completed(call, body)));
    log.add({ call, result });
    for (const listener of listeners) listener(call, result);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      // A client that hung up in the middle of its request needs no answer.
      if (response.headersSent || request.destroyed) return void response.destroy();
      answer(response, 502, "text/plain", `The embedded AWS's gateway failed: ${error}`);
    });
  });
  // SDKs keep connections; an idle time-out here would reset one just as a client sends its next call.
  server.keepAliveTimeout = 0;
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

async function mended(call: Call, response: ServerResponse, deployed: AwsClients): Promise<CallResult | undefined> {
  for (const mend of MENDS) {
    const mendedAnswer = "answer" in mend ? await mend.answer(call, deployed) : undefined;
    if (!mendedAnswer) continue;
    answer(response, mendedAnswer.status, mendedAnswer.contentType, mendedAnswer.body);
    return { status: mendedAnswer.status };
  }
  return undefined;
}

/** A call's body with the parameters that moto needs besides. A query protocol's body is a form, so they go at its end. */
function completed(call: Call, body: Buffer): Buffer {
  const added = MENDS.flatMap((mend) => ("complete" in mend ? [...mend.complete(call)] : []));
  return added.length === 0 ? body : Buffer.concat([body, Buffer.from(`&${new URLSearchParams(added)}`)]);
}

type Relay = (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<CallResult>;

/** Hands a request to moto and moto's answer to the client; resolves when that answer is complete. */
function relayTo(target: string): Relay {
  const proxy = new ProxyServer({ target });
  return (request, response, body) =>
    new Promise((resolve) => {
      delete request.headers["transfer-encoding"];
      delete request.headers.expect; // Answered by our own server: the body is here.
      if (body.length > 0 || request.headers["content-length"]) request.headers["content-length"] = String(body.length);
      response.once("close", () => resolve({ status: response.statusCode }));
      proxy.web(request, response, { buffer: Readable.from([body], { objectMode: false }) }, (error) => {
        resolve({ failure: `no answer from moto: ${error.message}` });
        if (!response.headersSent) answer(response, 502, "text/plain", `moto did not answer: ${error.message}`);
        else response.destroy();
      });
    });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
