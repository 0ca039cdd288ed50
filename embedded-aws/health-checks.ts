import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { GetHealthCheckCommand, type HealthCheckConfig } from "@aws-sdk/client-route-53";
import type { AddressTable } from "./address-table";
import type { AwsClients } from "./aws-clients";
import { LOOPBACK } from "./loopback";

/**
 * A checker must connect within 4 s and have the status within 2 s more.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
const CONNECT_TIMEOUT_MS = 4_000;
const STATUS_TIMEOUT_MS = 2_000;
const DEFAULT_PORT = { HTTP: 80, HTTPS: 443 } as const;

/** `bucket.s3.us-west-2.amazonaws.com`, a bucket's regional domain name. */
const REGIONAL_BUCKET = /^([a-z0-9-]+)\.s3[.-][a-z0-9-]+\.amazonaws\.com$/;

/** What a look at a health check found, and why, for a person. */
export interface Health {
  readonly healthy: boolean;
  readonly reason: string;
}

/** Evaluates deployed Route 53 health checks, each time somebody asks: one probe, no threshold, no delay. */
export class HealthChecks {
  constructor(
    private readonly options: {
      readonly deployed: AwsClients;
      readonly table: AddressTable;
      /** The gateway: where S3 answers Route 53's checkers, who have no credentials. */
      readonly endpoint: string;
    },
  ) {}

  /** @throws the SDK's NoSuchHealthCheck; Error for a type that the embedded AWS does not evaluate. */
  async evaluate(healthCheckId: string): Promise<Health> {
    const { HealthCheck } = await this.options.deployed
      .route53()
      .send(new GetHealthCheckCommand({ HealthCheckId: healthCheckId }));
    const config = HealthCheck?.HealthCheckConfig;
    if (!config) throw new Error(`Health check ${healthCheckId} has no configuration.`);
    // A disabled check counts as healthy; inverted as well, it counts as unhealthy (HealthCheckConfig, Disabled).
    const found = config.Disabled
      ? { healthy: true, reason: "the check is disabled" }
      : await this.look(healthCheckId, config);
    return config.Inverted ? { healthy: !found.healthy, reason: `inverted: ${found.reason}` } : found;
  }

  private async look(id: string, config: HealthCheckConfig): Promise<Health> {
    switch (config.Type) {
      case "CALCULATED":
        return this.countChildren(config);
      case "HTTP":
      case "HTTPS":
        return this.probe(config, config.Type);
      default:
        throw new Error(
          `Health check ${id} is of type ${config.Type}; the embedded AWS evaluates HTTP, HTTPS and CALCULATED only.`,
        );
    }
  }

  private async countChildren(config: HealthCheckConfig): Promise<Health> {
    const children = await Promise.all((config.ChildHealthChecks ?? []).map((child) => this.evaluate(child)));
    const healthy = children.filter((child) => child.healthy).length;
    const threshold = config.HealthThreshold ?? children.length;
    const reasons = children.map((child) => child.reason).join("; ");
    return {
      healthy: healthy >= threshold,
      reason: `${healthy} of ${children.length} healthy, ${threshold} needed (${reasons})`,
    };
  }

  private async probe(config: HealthCheckConfig, scheme: "HTTP" | "HTTPS"): Promise<Health> {
    const path = config.ResourcePath || "/";
    const host = config.FullyQualifiedDomainName;
    const port = config.Port ?? DEFAULT_PORT[scheme];
    const bucket = config.IPAddress ? undefined : REGIONAL_BUCKET.exec(host ?? "")?.[1];
    if (bucket) {
      const gateway = new URL(this.options.endpoint);
      const asked = {
        scheme: "HTTP",
        port: Number(gateway.port),
        path: `/${bucket}${path}`,
        host: gateway.host,
      } as const;
      return askStatus(asked, `s3://${bucket}${path}`);
    }
    const target = `${config.IPAddress ?? host}:${port}`;
    const loopbackPort = config.IPAddress ? this.options.table.lookUp(config.IPAddress, port) : undefined;
    if (loopbackPort === undefined) return { healthy: false, reason: `nothing is reachable at ${target}` };
    return askStatus({ scheme, port: loopbackPort, path, host: host ?? target }, target);
  }
}

interface Question {
  readonly scheme: "HTTP" | "HTTPS";
  readonly port: number;
  readonly path: string;
  readonly host: string;
}

/** Healthy is 2xx and 3xx, with no redirect followed and no certificate verified, as Route 53 does. */
function askStatus({ scheme, port, path, host }: Question, name: string): Promise<Health> {
  return new Promise((resolve) => {
    const options = { host: LOOPBACK, port, path, headers: { host }, agent: false };
    const answered = ({ statusCode = 0 }: IncomingMessage) => {
      asking.destroy();
      resolve({ healthy: statusCode >= 200 && statusCode < 400, reason: `${name} answered ${statusCode}` });
    };
    const asking =
      scheme === "HTTP"
        ? httpRequest(options, answered)
        : httpsRequest({ ...options, rejectUnauthorized: false, servername: host.replace(/:\d+$/, "") }, answered);
    asking.setTimeout(CONNECT_TIMEOUT_MS + STATUS_TIMEOUT_MS, () => asking.destroy(new Error("no status in time")));
    asking.on("error", (error) => resolve({ healthy: false, reason: `${name} did not answer: ${error.message}` }));
    asking.end();
  });
}
