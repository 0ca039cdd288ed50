import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { ProxyServer } from "http-proxy-3";

/** moto's whole answer. */
export interface AnswerOfMoto {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why there is none. */
export interface NoAnswer {
  readonly failure: string;
}

type Relay = (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<AnswerOfMoto | NoAnswer>;

/** Of one connection, not of the answer (RFC 9110, section 7.6.1). */
const OF_THE_CONNECTION = ["connection", "keep-alive", "transfer-encoding"];

/**
 * Hands a request to moto and resolves with its whole answer, for the caller to send: what is sent at once could reach
 * the client before its time, and before those who listen to calls know that something has changed.
 */
export function relayTo(target: string): Relay {
  const proxy = new ProxyServer({ target, selfHandleResponse: true });
  const answered = new WeakMap<ServerResponse, (answer: IncomingMessage) => void>();
  proxy.on("proxyRes", (answer, _request, response) => answered.get(response)?.(answer));
  return (request, response, body) =>
    new Promise((resolve) => {
      delete request.headers["transfer-encoding"];
      delete request.headers.expect; // Answered by our own server: the body is here.
      if (body.length > 0 || request.headers["content-length"]) request.headers["content-length"] = String(body.length);
      const fail = (error: Error) => resolve({ failure: `no answer from moto: ${error.message}` });
      // http-proxy gives up with a client that hangs up.
      response.once("close", () => resolve({ failure: "the client hung up" }));
      answered.set(response, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", fail);
        answer.on("end", () => {
          const headers = { ...answer.headers };
          for (const name of OF_THE_CONNECTION) delete headers[name];
          resolve({ status: answer.statusCode ?? 502, headers, body: Buffer.concat(chunks) });
        });
      });
      // http-proxy would wait for ever for a body that has been read already; so it gets the whole body as a stream.
      proxy.web(request, response, { buffer: Readable.from([body], { objectMode: false }) }, fail);
    });
}
