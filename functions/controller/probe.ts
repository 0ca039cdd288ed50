import { type ClientRequest, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { HealthCheckTarget } from "./environment";

/** One request to a site. `code` is Node's (ECONNREFUSED, ECONNRESET, HPE_INVALID_CONSTANT …). */
export type ProbeResult =
  | { kind: "serves"; status: number /** From the first packet to the status line. */; ms: number }
  | { kind: "fails"; why: "status"; status: number }
  | { kind: "fails"; why: "tcp"; code: string }
  | { kind: "fails"; why: "time-out"; phase: "connect" | "answer" };

export type ProbeFailure = Extract<ProbeResult, { kind: "fails" }>;

export interface ProbeTarget extends HealthCheckTarget {
  /** IPv4 address. A site is never probed by name: its name leads wherever DNS has turned. */
  address: string;
  /** Sent as Host header and, with HTTPS, as SNI. */
  domain: string;
}

/** Milliseconds. */
export interface ProbeTimeouts {
  connect: number;
  answer: number;
}

/**
 * Route 53's own rule: a TCP connection within four seconds and the status within two seconds more
 * (Developer Guide, "How Route 53 determines whether a health check is healthy"). Where AWS does not say it, the TLS
 * handshake counts as connecting: the more patient reading, since an impatient witness ignites for nothing.
 */
export const ROUTE_53_TIMEOUTS: ProbeTimeouts = { connect: 4_000, answer: 2_000 };

/** Asks a site once, by Route 53's rule: 2xx and 3xx are healthy, no redirect is followed, no body is read. Never rejects. */
export function probe(
  target: ProbeTarget,
  now: () => number,
  timeouts: ProbeTimeouts = ROUTE_53_TIMEOUTS,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const startedAt = now();
    let timer = setTimeout(() => finish({ kind: "fails", why: "time-out", phase: "connect" }), timeouts.connect);
    const request = open(target);

    function finish(result: ProbeResult): void {
      clearTimeout(timer);
      request.destroy();
      resolve(result);
    }

    request.once("socket", (socket) => {
      socket.once(target.protocol === "HTTPS" ? "secureConnect" : "connect", () => {
        clearTimeout(timer);
        timer = setTimeout(() => finish({ kind: "fails", why: "time-out", phase: "answer" }), timeouts.answer);
      });
    });
    request.once("response", (response) => {
      const status = response.statusCode ?? 0;
      finish(
        status >= 200 && status < 400
          ? { kind: "serves", status, ms: now() - startedAt }
          : { kind: "fails", why: "status", status },
      );
    });
    // `on`, not `once`: destroying the request may emit a second error, which nobody else would catch.
    request.on("error", (error: NodeJS.ErrnoException) =>
      finish({ kind: "fails", why: "tcp", code: error.code ?? error.message }),
    );
    request.end();
  });
}

function open({ protocol, address, port, path, domain }: ProbeTarget): ClientRequest {
  const usualPort = protocol === "HTTPS" ? 443 : 80;
  const options = {
    host: address,
    port,
    path,
    agent: false,
    headers: {
      // As Route 53 does: the port is named unless it is the protocol's own.
      Host: port === usualPort ? domain : `${domain}:${port}`,
      "User-Agent": "pilot-light-controller",
    },
  };
  if (protocol === "HTTP") return httpRequest(options);
  // Route 53's HTTPS checks do not validate certificates, and a witness may not be stricter than the checkers.
  return httpsRequest({ ...options, servername: domain, rejectUnauthorized: false });
}

/** A failure in words, for a log line or a message. */
export function describeFailure(failure: ProbeFailure): string {
  switch (failure.why) {
    case "status":
      return `it answered HTTP ${failure.status}`;
    case "tcp":
      return `the connection failed (${failure.code})`;
    case "time-out":
      return failure.phase === "connect" ? "no connection in time" : "a connection, but no answer in time";
  }
}
