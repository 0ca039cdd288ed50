import type { HealthCheck, HealthCheckConfig } from "@aws-sdk/client-route-53";
import { CHECKER_REGIONS } from "./checkers";
import type { Target } from "./probe";

interface Switches {
  readonly id: string;
  readonly inverted: boolean;
  readonly disabled: boolean;
}

/** Watched by checkers. */
export interface EndpointDefinition extends Switches {
  readonly kind: "endpoint";
  readonly target: Target;
  /** Where its checkers stand. */
  readonly regions: readonly string[];
  /** Milliseconds from an answer, or the time-out, to the same checker's next question. */
  readonly intervalMs: number;
  readonly failureThreshold: number;
  readonly measuresLatency: boolean;
}

/** Counts the healthy ones among other health checks. */
export interface CalculatedDefinition extends Switches {
  readonly kind: "calculated";
  /** Ids of health checks. */
  readonly children: readonly string[];
  readonly healthThreshold: number;
}

/** A deployed health check as the data plane understands it; `unsimulated` says what it does not. */
export type CheckDefinition =
  | EndpointDefinition
  | CalculatedDefinition
  | { readonly kind: "unsimulated"; readonly id: string; readonly problem: string };

/** RequestInterval's and FailureThreshold's defaults. https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const DEFAULT_INTERVAL_S = 30;
const DEFAULT_FAILURE_THRESHOLD = 3;
/** Where no port is deployed. */
const DEFAULT_PORT = { HTTP: 80, HTTPS: 443 } as const;

/** Reads a health check as Route 53 lists it. */
export function definitionOf({ Id: id = "", HealthCheckConfig: config }: HealthCheck): CheckDefinition {
  const unsimulated = (problem: string) =>
    ({ kind: "unsimulated", id, problem: `Health check ${id} ${problem}.` }) as const;
  const switches = { id, inverted: config?.Inverted ?? false, disabled: config?.Disabled ?? false };
  switch (config?.Type) {
    case "CALCULATED": {
      const children = config.ChildHealthChecks ?? [];
      return { kind: "calculated", ...switches, children, healthThreshold: config.HealthThreshold ?? children.length };
    }
    case "HTTP":
    case "HTTPS": {
      const target = targetOf(config, config.Type);
      if (!target) return unsimulated("has neither IPAddress nor FullyQualifiedDomainName: give it one of them");
      const regions = config.Regions?.length ? config.Regions : CHECKER_REGIONS;
      const unknown = regions.filter((region) => !CHECKER_REGIONS.includes(region));
      if (unknown.length > 0) {
        return unsimulated(
          `asks for checkers in ${unknown.join()}; Route 53 has them in ${CHECKER_REGIONS.join(", ")}`,
        );
      }
      return {
        kind: "endpoint",
        ...switches,
        target,
        regions,
        intervalMs: (config.RequestInterval ?? DEFAULT_INTERVAL_S) * 1_000,
        failureThreshold: config.FailureThreshold ?? DEFAULT_FAILURE_THRESHOLD,
        measuresLatency: config.MeasureLatency ?? false,
      };
    }
    default:
      return unsimulated(`is of type ${config?.Type}; the embedded AWS evaluates HTTP, HTTPS and CALCULATED only`);
  }
}

/**
 * The Host header is the name, or else the address; with the port unless it is the scheme's own. SNI sends the name.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (FullyQualifiedDomainName, EnableSNI)
 */
function targetOf(config: HealthCheckConfig, scheme: "HTTP" | "HTTPS"): Target | undefined {
  const { IPAddress: address, FullyQualifiedDomainName: name, EnableSNI, ResourcePath = "" } = config;
  const named = name || address;
  if (!named) return undefined;
  const port = config.Port ?? DEFAULT_PORT[scheme];
  return {
    scheme,
    at: address ? { kind: "address", address } : { kind: "name", name: named },
    port,
    path: ResourcePath.startsWith("/") ? ResourcePath : `/${ResourcePath}`,
    host: port === DEFAULT_PORT[scheme] ? named : `${named}:${port}`,
    ...(scheme === "HTTPS" && name && EnableSNI !== false && { serverName: name }),
  };
}

const askedBy = (one: CheckDefinition) => (one.kind === "endpoint" ? one.target.host : "");

/** An order of checks that depends neither on their ids nor on when they were deployed. */
export const byWhatTheyAsk = (one: CheckDefinition, other: CheckDefinition): number =>
  askedBy(one).localeCompare(askedBy(other));
