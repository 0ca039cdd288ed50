/** Resolvers keep an answer for one TTL, and some round up. */
const TTLS_TO_DRAIN = 2;

/** Milliseconds after which no resolver has an answer any more that the name servers no longer give. */
export const drainMs = ({ ttlSeconds }: { readonly ttlSeconds: number }): number => TTLS_TO_DRAIN * ttlSeconds * 1_000;

interface Booting {
  readonly bootSeconds: number;
}

/** How many boot times are waited for a standby that boots slowly. */
const BOOTS = 2;

/** Milliseconds that are waited for a standby that boots slowly. */
export const slowBootMs = ({ bootSeconds }: Booting): number => BOOTS * bootSeconds * 1_000;

/** Milliseconds for a standby that does not boot slowly. */
const SERVE_WITHIN_MS = 15 * 60_000;

/** Milliseconds after which a standby that does not serve has failed whoever asked for it. */
export const serveWithinMs = (standby: Booting): number => Math.max(SERVE_WITHIN_MS, slowBootMs(standby));
