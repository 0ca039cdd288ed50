import type { CheckDefinition } from "./definition";

/**
 * An endpoint is healthy if more than 18 % of the checkers say so, which covers checkers cut off from it by a local fault.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const NEEDED_PERCENTAGE = 18;

/** @param saying how many of all checkers find the endpoint healthy */
export const isEndpointHealthy = (saying: number, all: number): boolean =>
  percentageOf(saying, all) > NEEDED_PERCENTAGE;

export const percentageOf = (saying: number, all: number): number => (100 * saying) / all;

/** A health check's status, and why, for a person. */
export interface Health {
  readonly healthy: boolean;
  readonly reason: string;
}

/**
 * The status of a health check, as records and alarms see it: what was found, unless it is disabled (then healthy), and
 * turned if it is inverted (so a disabled and inverted check is unhealthy).
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html (Disabled, Inverted, HealthThreshold)
 *
 * @param definitions every deployed health check, by id
 * @param endpointHealth what the checkers found of an endpoint
 * @throws Error for a check that is not deployed, is not simulated, or is its own descendant
 */
export function healthOf(
  id: string,
  definitions: ReadonlyMap<string, CheckDefinition>,
  endpointHealth: (id: string) => Health,
  ancestors: readonly string[] = [],
): Health {
  const definition = definitions.get(id);
  if (!definition) throw new Error(`Health check ${id} is not deployed.`);
  if (definition.kind === "unsimulated") throw new Error(definition.problem);
  if (ancestors.includes(id)) throw new Error(`Health check ${id} is calculated from itself.`);
  const found = (): Health => {
    if (definition.disabled) return { healthy: true, reason: "the check is disabled" };
    if (definition.kind === "endpoint") return endpointHealth(id);
    const children = definition.children.map((child) =>
      healthOf(child, definitions, endpointHealth, [...ancestors, id]),
    );
    const healthy = children.filter((child) => child.healthy).length;
    return {
      healthy: healthy >= definition.healthThreshold,
      reason:
        `${healthy} of ${children.length} healthy, ${definition.healthThreshold} needed ` +
        `(${children.map((child) => child.reason).join("; ")})`,
    };
  };
  const { healthy, reason } = found();
  return definition.inverted ? { healthy: !healthy, reason: `inverted: ${reason}` } : { healthy, reason };
}
