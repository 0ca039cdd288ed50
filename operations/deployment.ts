import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { type ControllerEnvironment, ENVIRONMENT } from "../contract/environment";
import { PART } from "../contract/tags";
import { CONTRACT_VERSION } from "../contract/version";
import { EXIT, type ExitCode, Failure, failureOf } from "./failure";
import { within } from "./reading";
import { checkRegion, regionsOfLockChecks } from "./region";
import { findTagged } from "./tagged";
import type { AwsClients, World } from "./world";

/** A deployed workload, as its controller knows it. Found by tags; no file and no state is needed. */
export interface Deployment {
  readonly workload: string;
  /** Of the standby, and of everything that a command calls. */
  readonly region: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly runtime: string;
  readonly domain: string;
  readonly primary: { readonly address: string /** Absent where it is not on EC2. */; readonly instanceId?: string };
  readonly standby: { readonly address: string; readonly instanceId: string; readonly instanceType: string };
  readonly healthCheck: { readonly protocol: "HTTP" | "HTTPS"; readonly port: number; readonly path: string };
  readonly nameServers: readonly string[];
  readonly lockBucket: string;
  readonly ttlSeconds: number;
  readonly graceSeconds: number;
  readonly bootSeconds: number;
  readonly promisedRecoverySeconds: number;
}

/**
 * The deployment that a command line means: in the region that was given; else in the one of the environment or the
 * profile; else wherever the account's lock checks say that a standby is.
 * @param workload its name; may be left out where there is one only
 * @throws Failure that says what is not there, and what to do
 */
export async function chosenDeployment(
  world: Pick<World, "aws" | "defaultRegion">,
  { region, workload }: { region?: string | undefined; workload?: string | undefined },
): Promise<Deployment> {
  const { aws, defaultRegion } = world;
  if (region !== undefined) return findIn(aws, [checkRegion(region, "--region")], workload);
  if (defaultRegion === undefined) return findIn(aws, await standbyRegions(aws), workload);
  try {
    return await findIn(aws, [checkRegion(defaultRegion, "AWS_REGION")], workload);
  } catch (error) {
    if (!MAY_BE_ELSEWHERE.has((error as Failure).exitCode)) throw error;
    const regions = await standbyRegions(aws).catch((): string[] => []);
    const elsewhere = regions.filter((name) => name !== defaultRegion);
    if (elsewhere.length === 0) throw error;
    return findIn(aws, elsewhere, workload);
  }
}

/** The environment often names the primary's region, and that may be the one that is down. */
const MAY_BE_ELSEWHERE: ReadonlySet<ExitCode> = new Set([
  EXIT.notFound,
  EXIT.unreachable,
  EXIT.permission,
  EXIT.failed,
]);

interface Controller {
  readonly workload: string;
  readonly region: string;
  readonly arn: string;
}

async function findIn(aws: AwsClients, regions: readonly string[], workload: string | undefined): Promise<Deployment> {
  const where = regions.join(", ");
  try {
    const searched = await Promise.allSettled(regions.map((region) => controllersIn(aws, region)));
    const found = searched.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
    const refused = searched.find((each) => each.status === "rejected");
    if (found.length === 0 && refused) throw refused.reason;
    return await read(aws, choose(found, workload, where));
  } catch (error) {
    throw failureOf(error, `Looking for ${workload ?? "a workload"} in ${where}`);
  }
}

async function controllersIn(aws: AwsClients, region: string): Promise<Controller[]> {
  const found = await within((signal) => findTagged(aws.tagging(region), { part: PART.controller }, signal));
  return found.map(({ arn, workload }) => ({ workload, region, arn }));
}

/** Route 53 is global, but its API is not: where it does not answer, a region must be given. */
async function standbyRegions(aws: AwsClients): Promise<string[]> {
  let regions: string[];
  try {
    regions = await within((signal) => regionsOfLockChecks(aws.route53(), signal));
  } catch (error) {
    const failure = failureOf(error, "No region was given, and asking Route 53 where the standby is");
    if (failure.exitCode === EXIT.credentials) throw failure;
    const way = "Give the standby's region: --region REGION, or set AWS_REGION.";
    throw new Failure(failure.exitCode, `${failure.message}\n${way}`);
  }
  if (regions.length === 0) throw nothingIn("any region");
  return regions;
}

function choose(controllers: readonly Controller[], workload: string | undefined, where: string): Controller {
  const named = controllers.map(({ workload: name, region }) => `${name} (${region})`).sort();
  if (controllers.length === 0) throw nothingIn(where);
  if (workload === undefined) {
    if (controllers.length === 1) return controllers[0]!;
    throw new Failure(EXIT.usage, `There are several workloads: ${named.join(", ")}. Name one, and its --region.`);
  }
  const meant = controllers.filter((controller) => controller.workload === workload);
  if (meant.length === 0)
    throw new Failure(EXIT.notFound, `There is no workload "${workload}" in ${where}; there is ${named.join(", ")}.`);
  if (meant.length > 1)
    throw new Failure(
      EXIT.usage,
      `There is more than one "${workload}": ${named.join(", ")}. Say which: --region REGION.`,
    );
  return meant[0]!;
}

const nothingIn = (where: string) =>
  new Failure(
    EXIT.notFound,
    `Nothing of Pilot Light is deployed in ${where} of this account. Give the standby's region: --region REGION, or set AWS_REGION; and look whose credentials these are: \`aws sts get-caller-identity\`.`,
  );

async function read(aws: AwsClients, { arn, region }: Controller): Promise<Deployment> {
  const { Environment, FunctionName, FunctionArn, Runtime } = await within((abortSignal) =>
    aws.lambda(region).send(new GetFunctionConfigurationCommand({ FunctionName: arn }), { abortSignal }),
  );
  return parse(Environment?.Variables ?? {}, { region, FunctionName, FunctionArn, Runtime });
}

function parse(
  variables: Partial<ControllerEnvironment>,
  found: { region: string; FunctionName?: string; FunctionArn?: string; Runtime?: string },
): Deployment {
  const version = Number(variables[ENVIRONMENT.contractVersion]);
  if (version !== CONTRACT_VERSION)
    throw new Failure(
      EXIT.failed,
      `${found.FunctionName} was deployed by another version of Pilot Light (contract ${variables[ENVIRONMENT.contractVersion]}, this one has ${CONTRACT_VERSION}). Use the version that deployed it, or deploy again with this one.`,
    );
  const text = (name: keyof typeof ENVIRONMENT) => variables[ENVIRONMENT[name]] ?? "";
  const seconds = (name: keyof typeof ENVIRONMENT) => Number(text(name));
  const primaryInstanceId = text("primaryInstanceId");
  return {
    workload: text("workload"),
    region: found.region,
    functionName: found.FunctionName ?? "",
    functionArn: found.FunctionArn ?? "",
    runtime: found.Runtime ?? "",
    domain: text("domain"),
    primary: { address: text("primaryAddress"), ...(primaryInstanceId ? { instanceId: primaryInstanceId } : {}) },
    standby: {
      address: text("standbyAddress"),
      instanceId: text("standbyInstanceId"),
      instanceType: text("standbyInstanceType"),
    },
    healthCheck: {
      protocol: text("healthCheckProtocol") === "HTTPS" ? "HTTPS" : "HTTP",
      port: Number(text("healthCheckPort")),
      path: text("healthCheckPath"),
    },
    nameServers: text("nameServers").split(","),
    lockBucket: text("lockBucket"),
    ttlSeconds: seconds("ttlSeconds"),
    graceSeconds: seconds("graceSeconds"),
    bootSeconds: seconds("bootSeconds"),
    promisedRecoverySeconds: seconds("promisedRecoverySeconds"),
  };
}
