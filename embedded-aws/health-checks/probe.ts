/** What a checker asks. */
export interface Target {
  readonly scheme: "HTTP" | "HTTPS";
  /** An address as it was deployed, or a name that a checker resolves anew for each look. */
  readonly at:
    | { readonly kind: "address"; readonly address: string }
    | { readonly kind: "name"; readonly name: string };
  readonly port: number;
  /** Begins with `/`; may have a query. */
  readonly path: string;
  /** The Host header. */
  readonly host: string;
  /** The name in TLS's client_hello; absent where SNI is off, and over HTTP. */
  readonly serverName?: string;
}

/** One of Route 53's health checkers. */
export interface Checker {
  /** Region of AWS that it stands in. */
  readonly region: string;
  /** IPv4 address that its packets come from, out of AWS's published ranges. */
  readonly address: string;
}

/** How one look at an endpoint ended. `text` is what GetHealthCheckStatus shows of it. */
export interface ProbeResult {
  readonly success: boolean;
  readonly text: string;
  /** Milliseconds from the beginning to the answer's first byte; absent where none came. */
  readonly firstByteAfter?: number;
}

/**
 * Looks at an endpoint once, within the time-outs, in AWS time: resolves when the answer or the time-out has come.
 * Rejects only if the question could not be put (then it counts neither way).
 */
export type Probe = (target: Target, checker: Checker) => Promise<ProbeResult>;
