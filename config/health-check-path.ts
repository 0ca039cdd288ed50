import type { Fault } from "./problem";

/** Route 53, CreateHealthCheck, ResourcePath: https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
const MAXIMUM_LENGTH = 255;

/** What forbids a path, with or without a query, as the one that is probed. */
export function healthCheckPathFault(path: string): Fault | undefined {
  // A request line takes printable ASCII without spaces (RFC 9112), and a fragment is never sent.
  const sendable = /^\/[!-~]*$/.test(path) && !path.includes("#");
  if (sendable && path.length <= MAXIMUM_LENGTH) return undefined;
  const slashed = `/${path}`;
  return {
    code: "invalid-health-check-path",
    what: "Route 53 cannot ask for this path",
    allowed: `a path that begins with "/", of at most ${MAXIMUM_LENGTH} printable ASCII characters without spaces and "#"`,
    suggestion:
      path !== "" && !path.startsWith("/") && healthCheckPathFault(slashed) === undefined ? slashed : undefined,
  };
}
