import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls, createSecureContext } from "node:tls";
import type { Caller, Network } from "../../embedded-aws/network";
import { ROUND_TRIP_MS } from "../../embedded-aws/network";
import type { Clock } from "../../embedded-aws/time/clock";
import { emptyAnswer, readAnswer } from "./http-answer";
import type { Sight, Site } from "./sight";

export interface Internet {
  readonly clock: Clock;
  readonly network: Network;
}

/** Milliseconds of AWS time that a user waits for a page before trying again. Assumed: people's patience. */
export const PATIENCE_MS = 5_000;

/**
 * Fetches the page from this address as a browser would on its first visit: a new connection, no cache. Written by hand
 * over a socket, which takes three quarters of node:http's time (0.12 against 0.16 ms): a story is tens of thousands of them.
 * @param onSocket told of the connection, for whoever must end it
 */
export async function fetchPage(
  { clock, network }: Internet,
  { site, address, caller }: { readonly site: Site; readonly address: string; readonly caller: Caller },
  onSocket: (socket: Socket) => void = () => {},
): Promise<Sight> {
  const failed = (why: string, status?: number): Sight => ({ kind: "not served", address, status, why });
  const route = await network.route(address, site.port, caller);
  if (route.kind === "silent") {
    await clock.sleep(PATIENCE_MS);
    return failed(`${address}: no packet came back in ${PATIENCE_MS / 1_000} s`);
  }
  await clock.sleep(ROUND_TRIP_MS);
  if (route.kind === "refused") return failed(`${address}: connection refused`);

  return new Promise<Sight>((resolve) => {
    const socket = connect(site, route.loopbackPort);
    clock.follow(socket);
    onSocket(socket);
    const impatient = clock.after(PATIENCE_MS - ROUND_TRIP_MS, () =>
      end(failed(`${address}: no answer in ${PATIENCE_MS / 1_000} s`)),
    );
    const end = (sight: Sight) => {
      impatient();
      resolve(sight);
      hangUp(socket);
    };
    let answer: Buffer = emptyAnswer;
    const look = (isOver: boolean) => {
      const read = readAnswer(answer, isOver);
      if (read.kind === "partial") return;
      if (read.kind === "nonsense") return end(failed(`${address}: answered something that is not HTTP`));
      const { status, page } = read;
      if (status >= 200 && status < 400) end({ kind: "served", address, page });
      else end(failed(`${address}: answered ${status}`, status));
    };
    void clock.hold(`a user's connection to ${address}`, () => settled(socket));
    socket.on("error", (error: NodeJS.ErrnoException) => end(failed(`${address}: ${error.code ?? error.message}`)));
    socket.on("data", (chunk: Buffer) => {
      answer = answer.length === 0 ? chunk : Buffer.concat([answer, chunk]);
      look(false);
    });
    socket.on("end", () => look(true));
    socket.on("close", () => end(failed(`${address}: the connection was closed without an answer`)));
    socket.write(`GET / HTTP/1.1\r\nHost: ${site.domain}\r\nAccept: */*\r\nConnection: close\r\n\r\n`);
  });
}

/** One for all: making one takes longer than a handshake. */
const secureContext = createSecureContext();

function connect({ protocol, domain: servername }: Site, port: number): Socket {
  const host = "127.0.0.1";
  // The rehearsal's certificate is signed by nobody; what a browser would say of the real one is not judged.
  if (protocol === "HTTPS") return connectTls({ host, port, servername, rejectUnauthorized: false, secureContext });
  return connectTcp({ host, port });
}

/** Resolves when the connection is there, or will never be: until then, nobody can follow it. */
const settled = (socket: Socket) =>
  new Promise<void>((done) => {
    socket.once("connect", done);
    socket.once("close", () => done());
  });

/** A connection that is reset leaves no port in TIME_WAIT: thousands of fetches a second would use up all there are. */
function hangUp(socket: Socket): void {
  if ("encrypted" in socket) socket.destroy();
  else socket.resetAndDestroy();
}
