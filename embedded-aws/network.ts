/** Who wants to connect, as far as a network sees it. */
export interface Caller {
  /** For a fault that concerns only some callers. */
  readonly kind: "user" | "checker" | "function";
  /** IPv4 address that a security group sees. */
  readonly address: string;
  /** AWS region of the caller; absent outside AWS. */
  readonly region?: string;
}

/**
 * How a connection attempt ends. `silent`: no packet comes back, as from a stopped instance, through a closed security
 * group or from a dark region, so that only the caller's own time-out ends it. `refused`: an instance that runs, and no
 * service listens yet.
 */
export type Route =
  | { readonly kind: "open"; readonly loopbackPort: number }
  | { readonly kind: "refused" }
  | { readonly kind: "silent" };

/** The internet between callers and deployed addresses. */
export interface Network {
  route(address: string, port: number, caller: Caller): Promise<Route>;
}

/** Milliseconds of AWS time between a caller's first packet and the answer to it: about half way round the world. */
export const ROUND_TRIP_MS = 80;
