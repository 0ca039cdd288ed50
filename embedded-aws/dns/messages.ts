import type { Answer, DecodedPacket, OptAnswer, Packet, PacketOpt, Question } from "dns-packet";
import * as dnsPacket from "dns-packet";
import { RCODES, type Reply } from "./reply";

/** What a UDP answer may measure where the question does not say, in bytes (RFC 1035, section 4.2.1). */
const PLAIN_UDP_BYTES = 512;
/** What this server takes over UDP, in bytes: the size that DNS Flag Day 2020 asks of everybody. */
const OWN_UDP_BYTES = 1_232;
/** EDNS option of an extended DNS error, and its code "other" (RFC 8914). */
const EXTENDED_ERROR = { option: 15, other: 0 };

/** Who answers: the zone's own name server, or a resolver that asks on behalf of others. */
export type Role = "authoritative" | "recursive";

/** Undefined for what is not a question: a server does not answer garbage. */
export function readQuestion(message: Buffer): { query: DecodedPacket; question: Question } | undefined {
  try {
    const query = dnsPacket.decode(message);
    const question = query.questions?.[0];
    return query.type === "query" && question ? { query, question } : undefined;
  } catch {
    return undefined;
  }
}

/** The answer to a question. */
export function toMessage(query: DecodedPacket, reply: Reply, role: Role): Packet {
  const isKnown = reply.rcode === "NOERROR" || reply.rcode === "NXDOMAIN";
  const mine =
    role === "recursive" ? dnsPacket.RECURSION_AVAILABLE : isKnown ? dnsPacket.AUTHORITATIVE_ANSWER : RCODES.NOERROR;
  return {
    id: query.id,
    type: "response",
    flags: mine | (query.flag_rd ? dnsPacket.RECURSION_DESIRED : 0) | RCODES[reply.rcode],
    questions: query.questions,
    answers: [...reply.answers],
    authorities: [...reply.authorities],
    additionals: opt(query, []),
  };
}

/** A server failure that says why to whoever understands extended errors, as `dig` does. */
export function toFailure(query: DecodedPacket, why: string): Packet {
  const code = Buffer.from([0, EXTENDED_ERROR.other]);
  const error = { code: EXTENDED_ERROR.option, data: Buffer.concat([code, Buffer.from(why)]) } as unknown as PacketOpt;
  return {
    id: query.id,
    type: "response",
    flags: (query.flag_rd ? dnsPacket.RECURSION_DESIRED : 0) | RCODES.SERVFAIL,
    questions: query.questions,
    additionals: opt(query, [error]),
  };
}

/** For UDP: what is too long for the asker is cut off, so that it asks again over TCP (RFC 2181, section 9). */
export function toDatagram(query: DecodedPacket, answer: Packet): Buffer {
  const whole = dnsPacket.encode(answer);
  const limit = Math.max(PLAIN_UDP_BYTES, optOf(query)?.udpPayloadSize ?? 0);
  if (whole.length <= limit) return whole;
  const flags = (answer.flags ?? 0) | dnsPacket.TRUNCATED_RESPONSE;
  return dnsPacket.encode({ ...answer, flags, answers: [], authorities: [] });
}

const optOf = (query: DecodedPacket) => query.additionals?.find((record): record is OptAnswer => record.type === "OPT");

/** Who asks with EDNS is answered with it (RFC 6891, section 6.1.1). */
function opt(query: DecodedPacket, options: PacketOpt[]): Answer[] {
  if (!optOf(query)) return [];
  const own = { udpPayloadSize: OWN_UDP_BYTES, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false };
  return [{ type: "OPT", name: ".", ...own, options }];
}
