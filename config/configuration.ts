/**
 * The file after checking, with every default filled in: what the stacks are made of.
 * Ports, seconds and counts are numbers; addresses are IPv4 text; regions are AWS region codes.
 */
export interface Configuration {
  regions: { primary: string; standby: string };
  /** Tags that the user adds to everything. */
  tags: Record<string, string>;
  /** At least one. */
  alerts: AlertAddress[];
  state: State;
  /** Terraform version constraint of the AWS provider, such as `~> 5.100`. */
  awsProvider: string;
  /** At least one; names and domains are unique. */
  workloads: Workload[];
}

export type AlertAddress = { protocol: "email" | "https" | "sms"; endpoint: string };

export type State = { kind: "local" } | { kind: "s3"; bucket: string };

export interface Workload {
  /** Matches `^[a-z][a-z0-9-]{0,23}$` and does not end in `-`. */
  name: string;
  /** Without a trailing dot, lower case. */
  domain: string;
  /** Name of the public hosted zone, without a trailing dot; `domain` is in it. */
  hostedZone: string;
  /** Seconds that resolvers may keep an answer. */
  ttl: number;
  /** Seconds from `running` to the first good answer. */
  bootSeconds: number;
  failback: "manual" | "automatic";
  /** Seconds for which both witnesses must see the primary again before a standby that was not needed is stopped. */
  graceSeconds: number;
  /** Whether the workload gets a dashboard in CloudWatch. */
  dashboard: boolean;
  /** Lambda runtime of the controller. */
  runtime: "nodejs22.x" | "nodejs24.x";
  healthCheck: HealthCheck;
  primary: ManagedSite | ExistingServer;
  standby: StandbySite;
}

export interface HealthCheck {
  protocol: "HTTP" | "HTTPS";
  port: number;
  path: string;
  /** Seconds. Route 53 knows these two and cannot change them afterwards. */
  interval: 10 | 30;
  /** Failed answers in a row until a checker says unhealthy. */
  threshold: number;
}

export interface ManagedSite {
  kind: "managed";
  ami: Ami;
  instanceType: string;
  subnet: { kind: "default" } | { kind: "id"; id: string };
  /** The user-data file's bytes as they are, and its name for messages. */
  userData: { path: string; bytes: Uint8Array };
  /** Raised by the user to replace the server. */
  generation: number;
}

export interface StandbySite extends ManagedSite {
  /** Tried in this order where EC2 has no capacity for `instanceType`; all of its architecture, none twice. */
  fallbackInstanceTypes: string[];
}

export type Ami = { kind: "id"; id: string } | { kind: "ssmParameter"; name: string };

/** A primary that is only watched: nothing of it is managed. */
export interface ExistingServer {
  kind: "existing";
  address: string;
  /** Present where the server is an EC2 instance in the primary region. */
  instanceId?: string;
}
