import { checkServerIdentity, type PeerCertificate, type TLSSocket } from "node:tls";

/** What a server showed of itself. Times in milliseconds since 1970-01-01 UTC. */
export interface Certificate {
  readonly issuer: string;
  readonly validTo: number;
  /** Why the chain is not trusted (OpenSSL's word, such as `DEPTH_ZERO_SELF_SIGNED_CERT`); absent where it is. */
  readonly untrusted?: string;
  /** Why it is not the name's; absent where it is. */
  readonly otherName?: string;
}

/** Node's word for a certificate that is trusted, and somebody else's. */
const WRONG_NAME = "ERR_TLS_CERT_ALTNAME_INVALID";

/** The certificate of a connection that was made without believing it; absent where none was shown. */
export function certificateOf(socket: TLSSocket, domain: string): Certificate | undefined {
  const shown: PeerCertificate = socket.getPeerCertificate();
  if (shown.valid_to === undefined) return undefined;
  // Node says a code, whatever its type says.
  const error = socket.authorized ? undefined : String(socket.authorizationError ?? "not trusted");
  const otherName = checkServerIdentity(domain, shown)?.message;
  return {
    issuer: [shown.issuer?.O, shown.issuer?.CN].filter(Boolean).join(", "),
    validTo: Date.parse(shown.valid_to),
    ...(error === undefined || error.includes(WRONG_NAME) ? {} : { untrusted: error }),
    ...(otherName === undefined ? {} : { otherName }),
  };
}

/** Days that a certificate must still be good for: a stopped standby renews nothing, and a drill comes once a month. */
export const LEAST_DAYS_LEFT = 14;
const DAY_MS = 24 * 3_600_000;

export const daysLeft = ({ validTo }: Certificate, at: number): number => Math.floor((validTo - at) / DAY_MS);

/** Why a browser would not show the page, in words; empty where it would. */
export function refusals({ untrusted, otherName, validTo }: Certificate, at: number): string[] {
  const expired = validTo <= at;
  return [
    ...(expired ? [`the certificate expired on ${new Date(validTo).toISOString().slice(0, 10)}`] : []),
    ...(untrusted === undefined || expired ? [] : [`the certificate's chain is not trusted (${untrusted})`]),
    ...(otherName === undefined ? [] : [`the certificate is for another name (${otherName})`]),
  ];
}
