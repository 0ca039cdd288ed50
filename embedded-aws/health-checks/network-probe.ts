import { type ClientRequest, type IncomingMessage, request, STATUS_CODES } from "node:http";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { SOURCE_ADDRESS_HEADER } from "../gateway";
import { LOOPBACK } from "../loopback";
import { type Network, ROUND_TRIP_MS } from "../network";
import type { Clock } from "../time/clock";
import type { Checker, Probe, ProbeResult, Target } from "./probe";

/**
 * A checker must connect within 4 s, and have the status within 2 s more (over HTTPS the handshake falls into these 2 s:
 * assumed). https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export const CONNECT_TIMEOUT_MS = 4_000;
const STATUS_TIMEOUT_MS = 2_000;

/** `bucket.s3.us-west-2.amazonaws.com`, a bucket's regional domain name. */
const REGIONAL_BUCKET = /^([a-z0-9-]+)\.s3[.-][a-z0-9-]+\.amazonaws\.com$/;

const failure = (text: string): ProbeResult => ({ success: false, text: `Failure: ${text}` });

/**
 * The probe of Route 53's checkers over this machine's network: a real connection to the loopback port that stands for a
 * deployed address. No redirect is followed, and no certificate is looked at.
 */
export function networkProbe(options: {
  readonly clock: Clock;
  readonly network: Network;
  /** The gateway: where S3 answers, in plain HTTP. A region that is dark is dark there. */
  readonly endpoint: string;
  /** The IPv4 address of a name, or undefined where DNS has none. */
  readonly resolve: (name: string) => Promise<string | undefined>;
}): Probe {
  const { clock, network, resolve } = options;
  const gateway = new URL(options.endpoint);

  return async (target, checker) => {
    const begunAt = clock.now();
    const { at, port, path, host } = target;
    const bucket = at.kind === "name" ? REGIONAL_BUCKET.exec(at.name)?.[1] : undefined;
    if (bucket !== undefined) {
      await clock.sleep(ROUND_TRIP_MS);
      const headers = { host: gateway.host, [SOURCE_ADDRESS_HEADER]: checker.address };
      return ask(clock, begunAt, { port: Number(gateway.port), path: `/${bucket}${path}`, headers });
    }
    const address = at.kind === "address" ? at.address : await resolve(at.name);
    if (address === undefined) return failure(`DNS resolution failed: no A record for ${host}`);
    const found = await network.route(address, port, callerOf(checker));
    if (found.kind === "silent") {
      await clock.sleep(CONNECT_TIMEOUT_MS);
      return failure("The health checker could not establish a connection within the timeout limit");
    }
    await clock.sleep(ROUND_TRIP_MS);
    if (found.kind === "refused") return failure("Connection refused");
    return ask(clock, begunAt, { port: found.loopbackPort, path, headers: { host }, tls: tlsOf(target) });
  };
}

const callerOf = ({ address, region }: Checker) => ({ kind: "checker", address, region }) as const;

const tlsOf = ({ scheme, serverName }: Target) =>
  scheme === "HTTPS" ? { rejectUnauthorized: false, servername: serverName ?? "" } : undefined;

interface Question {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly tls?: { readonly rejectUnauthorized: boolean; readonly servername: string };
}

/** Asks over a connection of its own; healthy is any status from 200 to 399. */
async function ask(clock: Clock, begunAt: number, { port, path, headers, tls }: Question): Promise<ProbeResult> {
  const to = { host: LOOPBACK, port };
  const socket = tls ? connectTls({ ...to, ...tls }) : connect(to);
  clock.follow(socket);
  const refusal = await clock.hold("a health checker connects", () => connected(socket));
  if (refusal) return failure(`Connection refused: ${refusal.message}`);
  return new Promise((resolve) => {
    const end = (result: ProbeResult) => {
      cancel();
      asking.destroy();
      socket.destroy();
      resolve(result);
    };
    const cancel = clock.after(STATUS_TIMEOUT_MS, () =>
      end(failure("The endpoint did not respond with an HTTP status within the timeout limit")),
    );
    const asking: ClientRequest = request({ path, headers, createConnection: () => socket });
    asking.once("response", ({ statusCode = 0 }: IncomingMessage) => {
      const success = statusCode >= 200 && statusCode < 400;
      const status = `HTTP Status Code ${statusCode}, ${STATUS_CODES[statusCode] ?? "unknown"}`;
      const firstByteAfter = clock.now() - begunAt;
      end({ success, text: `${success ? "Success" : "Failure"}: ${status}`, firstByteAfter });
    });
    asking.on("error", (error) => end(failure(`The connection broke: ${error.message}`)));
    asking.end();
  });
}

/** Resolves with the error if it fails. A later error is the request's to hear. */
function connected(socket: Socket): Promise<Error | undefined> {
  return new Promise((resolve) => {
    socket.on("error", resolve);
    socket.once("connect", () => resolve(undefined));
  });
}
