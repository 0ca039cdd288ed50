import { isIPv4 } from "node:net";
import { ENVIRONMENT, type EnvironmentVariable } from "../../contract/environment";
import { CONTRACT_VERSION } from "../../contract/version";

/** What the deployment told this controller, checked. Seconds stay seconds; their names say so. */
export interface Settings {
  workload: string;
  domain: string;
  primary: {
    address: string;
    /** Absent where the primary is not on EC2. */
    instanceId?: string;
  };
  standby: {
    address: string;
    instanceId: string;
    region: string;
    /** As wanted; a stand-in may run. */
    instanceType: string;
  };
  /** Types to try, in this order, where EC2 has no capacity for the wanted one. */
  fallbackInstanceTypes: string[];
  healthCheck: HealthCheckTarget;
  nameServers: string[];
  alertTopicArn: string;
  lockBucket: string;
  failback: "manual" | "automatic";
  ttlSeconds: number;
  graceSeconds: number;
  /** This very function, for the commands in messages. */
  functionName: string;
  bootSeconds: number;
  promisedRecoverySeconds: number;
}

export interface HealthCheckTarget {
  protocol: "HTTP" | "HTTPS";
  port: number;
  path: string;
}

/** The function cannot work as deployed. `problems` has one line for each variable that is missing or wrong. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";

  constructor(readonly problems: readonly string[]) {
    super(
      `The controller's environment is not what this version of its code reads; deploy the failover stack again:\n${problems
        .map((problem) => `- ${problem}`)
        .join("\n")}`,
    );
  }
}

const HIGHEST_PORT = 65_535;

/** Reads every variable and throws one `EnvironmentError` that lists all that is missing or wrong. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];

  function read<T>(variable: EnvironmentVariable, allowed: string, parse: (text: string) => T | undefined): T {
    const text = env[variable];
    const value = text === undefined ? undefined : parse(text);
    if (value === undefined) {
      problems.push(`${variable} is ${text === undefined ? "not set" : JSON.stringify(text)}; it must be ${allowed}`);
    }
    return value as T; // An undefined value never leaves: the problems are thrown below.
  }

  const version = String(CONTRACT_VERSION);
  read(ENVIRONMENT.contractVersion, `"${version}"`, oneOf([version]));
  const primaryInstanceId = read(
    ENVIRONMENT.primaryInstanceId,
    "an instance id such as i-0123456789abcdef0, or empty where the primary is not on EC2",
    (text) => (text === "" ? text : matching(INSTANCE_ID)(text)),
  );
  const settings: Settings = {
    workload: read(ENVIRONMENT.workload, "the workload's name", matching(/^\S+$/)),
    domain: read(ENVIRONMENT.domain, "a domain name", matching(HOST_NAME)),
    primary: {
      address: read(ENVIRONMENT.primaryAddress, "an IPv4 address", ipv4),
      ...(primaryInstanceId ? { instanceId: primaryInstanceId } : {}),
    },
    standby: {
      address: read(ENVIRONMENT.standbyAddress, "an IPv4 address", ipv4),
      instanceId: read(
        ENVIRONMENT.standbyInstanceId,
        "an instance id such as i-0123456789abcdef0",
        matching(INSTANCE_ID),
      ),
      instanceType: read(ENVIRONMENT.standbyInstanceType, "an instance type such as t3.micro", matching(INSTANCE_TYPE)),
      region: read(ENVIRONMENT.standbyRegion, "a region such as us-east-1", matching(/^[a-z]{2}(-[a-z]+)+-\d$/)),
    },
    healthCheck: {
      protocol: read(ENVIRONMENT.healthCheckProtocol, "HTTP or HTTPS", oneOf(["HTTP", "HTTPS"])),
      port: read(ENVIRONMENT.healthCheckPort, `a port from 1 to ${HIGHEST_PORT}`, (text) => {
        const port = wholeNumber(text);
        return port !== undefined && port >= 1 && port <= HIGHEST_PORT ? port : undefined;
      }),
      path: read(ENVIRONMENT.healthCheckPath, "a path that begins with /", matching(/^\/\S*$/)),
    },
    nameServers: read(
      ENVIRONMENT.nameServers,
      "the zone's name servers, separated by commas",
      listOf(matching(HOST_NAME)),
    ),
    alertTopicArn: read(ENVIRONMENT.alertTopicArn, "the ARN of an SNS topic", matching(/^arn:[^:]+:sns:[^:]+:\d*:.+$/)),
    lockBucket: read(ENVIRONMENT.lockBucket, "the name of an S3 bucket", matching(/^[a-z0-9][a-z0-9.-]+$/)),
    failback: read(ENVIRONMENT.failback, "manual or automatic", oneOf(["manual", "automatic"])),
    ttlSeconds: read(ENVIRONMENT.ttlSeconds, "a whole number of seconds", wholeNumber),
    graceSeconds: read(ENVIRONMENT.graceSeconds, "a whole number of seconds", wholeNumber),
    fallbackInstanceTypes: read(
      ENVIRONMENT.fallbackInstanceTypes,
      "instance types separated by commas, or empty",
      (text) => (text === "" ? [] : listOf(matching(INSTANCE_TYPE))(text)),
    ),
    functionName: env.AWS_LAMBDA_FUNCTION_NAME ?? "",
    bootSeconds: read(ENVIRONMENT.bootSeconds, "a whole number of seconds", wholeNumber),
    promisedRecoverySeconds: read(ENVIRONMENT.promisedRecoverySeconds, "a whole number of seconds", wholeNumber),
  };
  if (problems.length > 0) throw new EnvironmentError(problems);
  return settings;
}

const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;
const INSTANCE_ID = /^i-[0-9a-f]+$/;
const HOST_NAME = /^[A-Za-z0-9_*-]+(\.[A-Za-z0-9_-]+)*\.?$/;

const ipv4 = (text: string) => (isIPv4(text) ? text : undefined);
const wholeNumber = (text: string) => (/^\d+$/.test(text) ? Number(text) : undefined);
const matching = (pattern: RegExp) => (text: string) => (pattern.test(text) ? text : undefined);

function oneOf<const T extends string>(allowed: readonly T[]) {
  return (text: string): T | undefined => allowed.find((value) => value === text);
}

function listOf(parse: (text: string) => string | undefined) {
  return (text: string): string[] | undefined => {
    const values = text.split(",").map((part) => parse(part.trim()));
    return values.every((value) => value !== undefined) ? (values as string[]) : undefined;
  };
}
