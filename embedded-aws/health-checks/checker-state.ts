/** What one checker thinks of one endpoint. */
export interface CheckerState {
  readonly healthy: boolean;
  /** How many of the last results in a row contradict `healthy`. */
  readonly contradictions: number;
}

/**
 * A new check is taken for healthy until there is enough data (so that a new inverted one is unhealthy).
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export const NEW_CHECKER: CheckerState = { healthy: true, contradictions: 0 };

/**
 * What a checker thinks after one more result: it changes its mind after `failureThreshold` results in a row, in either
 * direction (HealthCheckConfig, FailureThreshold).
 */
export function afterResult(state: CheckerState, success: boolean, failureThreshold: number): CheckerState {
  if (success === state.healthy) return { healthy: state.healthy, contradictions: 0 };
  const contradictions = state.contradictions + 1;
  return contradictions >= failureThreshold
    ? { healthy: success, contradictions: 0 }
    : { healthy: state.healthy, contradictions };
}
