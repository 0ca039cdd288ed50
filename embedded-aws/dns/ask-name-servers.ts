import { randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { type Answer, type DecodedPacket, decode, encode, type RecordType } from "dns-packet";
import { LOOPBACK } from "../loopback";
import type { Clock } from "../time/clock";
import type { Ask, Rcode, Reply } from "./reply";

/** Real milliseconds, of this machine: a server of ours that takes longer never answers. */
const STUCK_MS = 10_000;
/** What fits into one datagram on the loopback of Linux and macOS alike (its default `maxdgram` is 9,216 bytes). */
const LARGEST_DATAGRAM_BYTES = 8_192;
const QUERY_IDS = 65_536;

interface AskNameServersOptions {
  readonly clock: Clock;
  /** Loopback ports of the name servers that know a name: `NameServers.portsFor`. */
  readonly portsFor: (name: string) => Promise<readonly number[]>;
  /** Milliseconds of AWS time that a question and its answer are on the way; 0 for callers outside AWS time, such as `dig`. */
  readonly roundTrip?: number;
}

/** Asks a name's name servers over real UDP, another one first each time; where one fails, the next. */
export function askNameServers({ clock, portsFor, roundTrip = 0 }: AskNameServersOptions): Ask {
  let turn = 0;
  return async (name, type) => {
    // Before the question, not inside its hold: there, time stands still.
    if (roundTrip > 0) await clock.sleep(roundTrip);
    return clock.hold(`asking the name servers for ${name}`, async () => {
      const ports = await portsFor(name);
      if (ports.length === 0) throw new Error(`No deployed public hosted zone holds ${name}.`);
      const first = turn++;
      let failure: Error | undefined;
      for (let next = 0; next < ports.length; next++) {
        const port = ports[(first + next) % ports.length]!;
        try {
          const reply = await askOverUdp(port, name, type);
          if (reply.rcode === "NOERROR" || reply.rcode === "NXDOMAIN") return reply;
          failure = new Error(`The name servers answer ${name} with ${reply.rcode}.`);
        } catch (error) {
          failure = error as Error;
        }
      }
      throw failure;
    });
  };
}

function askOverUdp(port: number, name: string, type: RecordType): Promise<Reply> {
  const id = randomInt(QUERY_IDS);
  const question = encode({ type: "query", id, questions: [{ name, type }], additionals: [EDNS] });
  const socket = createSocket("udp4");
  return new Promise<Reply>((resolve, reject) => {
    const stuck = setTimeout(
      () => reject(new Error(`The name server on loopback port ${port} did not answer in ${STUCK_MS / 1_000} s.`)),
      STUCK_MS,
    );
    socket.once("close", () => clearTimeout(stuck));
    socket.once("error", reject);
    // Connected, so that a port that nobody listens on is an error, and no other sender is heard.
    socket.connect(port, LOOPBACK, () => socket.send(question));
    socket.on("message", (message) => {
      const answer = decode(message) as DecodedPacket & { rcode: Rcode };
      if (answer.id !== id) return;
      if (answer.flag_tc) return reject(new Error(`The answer for ${name} ${type} is too long for UDP.`));
      resolve({ rcode: answer.rcode, answers: answer.answers ?? [], authorities: answer.authorities ?? [] });
    });
  }).finally(() => socket.close());
}

const EDNS: Answer = {
  type: "OPT",
  name: ".",
  udpPayloadSize: LARGEST_DATAGRAM_BYTES,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0,
  flag_do: false,
  options: [],
};
