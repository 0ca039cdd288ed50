import type { Settings } from "../environment";

/** Resolvers keep an answer for one TTL, and some round up. */
const TTLS_TO_DRAIN = 2;

/** Whether no resolver has an answer any more that the name servers gave until `since`. Both in milliseconds since 1970-01-01 UTC. */
export const isDrained = (since: number, at: number, { ttlSeconds }: Pick<Settings, "ttlSeconds">): boolean =>
  at - since >= TTLS_TO_DRAIN * ttlSeconds * 1_000;
