import type { Answer, RecordType } from "dns-packet";

/** Response codes in use here, with their numbers (RFC 1035, section 4.1.1). */
export const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

export type Rcode = keyof typeof RCODES;

/** What a DNS server says to one question. TTLs are in seconds. */
export interface Reply {
  readonly rcode: Rcode;
  readonly answers: readonly Answer[];
  /** The zone's SOA record where there is no answer: how long that may be remembered. */
  readonly authorities: readonly Answer[];
}

/** Puts a question to DNS. Rejects where nobody can be asked. */
export type Ask = (name: string, type: RecordType) => Promise<Reply>;

/** Names compare without case and with their final dot (RFC 4343). */
export const absolute = (name: string) => `${name.toLowerCase().replace(/\.$/, "")}.`;
