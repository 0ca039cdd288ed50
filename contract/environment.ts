/**
 * What the deployment tells the controller: the names of its environment variables.
 * One variable a fact, so that the Lambda console shows a person at 3 a.m. what the controller believes.
 * Every value is a string; units stand in the name.
 */
export const ENVIRONMENT = {
  /** CONTRACT_VERSION of the deployment that wrote these variables. */
  contractVersion: "CONTRACT_VERSION",
  workload: "WORKLOAD",
  domain: "DOMAIN",
  /** IPv4 address of the primary site. */
  primaryAddress: "PRIMARY_ADDRESS",
  /** Empty where the primary is not on EC2. */
  primaryInstanceId: "PRIMARY_INSTANCE_ID",
  /** IPv4 address (Elastic IP) of the standby site. */
  standbyAddress: "STANDBY_ADDRESS",
  standbyInstanceId: "STANDBY_INSTANCE_ID",
  standbyRegion: "STANDBY_REGION",
  /** `HTTP` or `HTTPS`. */
  healthCheckProtocol: "HEALTH_CHECK_PROTOCOL",
  healthCheckPort: "HEALTH_CHECK_PORT",
  /** Begins with `/`. */
  healthCheckPath: "HEALTH_CHECK_PATH",
  /** Host names of the hosted zone's own name servers, separated by commas. */
  nameServers: "NAME_SERVERS",
  /** Topic that tells people. */
  alertTopicArn: "ALERT_TOPIC_ARN",
  /** Bucket that holds the failover lock and the controller's memory. */
  lockBucket: "LOCK_BUCKET",
  /** `manual` or `automatic`. */
  failback: "FAILBACK",
  /** Seconds that resolvers may keep an answer. */
  ttlSeconds: "TTL_SECONDS",
  /** Seconds for which both witnesses must see the primary again before a standby that was not needed is stopped. */
  graceSeconds: "GRACE_SECONDS",
  /** The standby's wanted instance type. */
  standbyInstanceType: "STANDBY_INSTANCE_TYPE",
  /** Instance types to try where EC2 has no capacity for the wanted one, in this order, separated by commas; may be empty. */
  fallbackInstanceTypes: "FALLBACK_INSTANCE_TYPES",
  /** Seconds from `running` to the first good answer, as the file says. */
  bootSeconds: "BOOT_SECONDS",
  /** Seconds; the recovery time that the deployment promises. */
  promisedRecoverySeconds: "PROMISED_RECOVERY_SECONDS",
} as const;

export type EnvironmentVariable = (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT];

/** All variables, each with its value: what the deployment must set. */
export type ControllerEnvironment = Record<EnvironmentVariable, string>;
