import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import { functionOf } from "../embedded-aws/deliveries/arn";
import { deployedZones } from "../embedded-aws/dns/hosted-zones";
import { absolute } from "../embedded-aws/dns/reply";
import { zoneOf } from "../embedded-aws/dns/zone-answers";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { DeployedParts } from "./deployed-parts";
import type { DeployedWorkload } from "./deployed-workload";
import { errorOf } from "./function-errors";
import { type RefusedCalls, refusedCalls } from "./refused-calls";
import type { Timeline } from "./timeline";
import type { PathVerdict } from "./trigger-paths";
import { SOMEBODY, type Users } from "./users";
import type { DnsSeen, Evidence, FailoverRecord, StandbySeen } from "./why-not-saved";

/** Each run may fail with words of its own; the first few tell enough. */
const ERRORS_NAMED = 3;

/** Where to look for evidence. */
export interface Scene {
  readonly aws: EmbeddedAws;
  readonly timeline: Timeline;
  readonly users: Users;
  readonly workload: DeployedWorkload;
  readonly parts: DeployedParts;
}

/** Looks at all that may have kept users from the standby since a moment of AWS time. */
export async function gatherEvidence(scene: Scene, verdicts: readonly PathVerdict[], since: number): Promise<Evidence> {
  const { timeline, parts } = scene;
  const errors = timeline
    .outcomes(since)
    .flatMap(({ functionArn, outcome }) =>
      functionArn === parts.controllerArn && outcome.kind === "run" ? (errorOf(outcome.run) ?? []) : [],
    );
  return {
    verdicts,
    refused: await refusedToController(scene, since),
    controllerErrors: [...new Set(errors)].slice(0, ERRORS_NAMED),
    standby: await seeStandby(scene),
    dns: await seeDns(scene),
  };
}

/** Calls of the controller, in its deployed role, that policies have refused since a moment of AWS time. */
export async function refusedToController(
  { aws, parts }: Pick<Scene, "aws" | "parts">,
  since: number,
): Promise<readonly RefusedCalls[]> {
  const { region, functionName: FunctionName } = functionOf(parts.controllerArn)!;
  const { Configuration } = await aws.deployed.lambda(region).send(new GetFunctionCommand({ FunctionName }));
  return refusedCalls(aws.callLog.calls, Configuration?.Role ?? "", since);
}

async function seeStandby({ aws, workload, parts }: Scene): Promise<StandbySeen> {
  const { instanceId, address } = workload.standby;
  const { standbyRegion: region, site } = parts;
  const asking = new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [instanceId] }] });
  const { Reservations } = await aws.deployed.ec2(region).send(asking);
  const found = Reservations?.[0]?.Instances?.[0];
  const groups = [
    ...(found?.SecurityGroups ?? []),
    ...(found?.NetworkInterfaces ?? []).flatMap(({ Groups = [] }) => Groups),
  ];
  const { faults, power, dataPlane } = aws;
  const dark = faults.darknessOf(region) && `${region} is dark`;
  const blocked = faults.isBlocked(SOMEBODY, region) ? `a fault keeps users away from servers in ${region}` : undefined;
  return {
    ...{ instanceId, region, port: site.port },
    state: power.stateOf(instanceId) ?? found?.State?.Name,
    failure: power.failureOf(instanceId)?.message,
    userDataFailure: await dataPlane.servers.whyNothingListens({ region, instanceId }),
    route: (await dataPlane.servers.route(address, site.port, SOMEBODY)).kind,
    cutOff: dark ?? blocked,
    securityGroups: [...new Set(groups.flatMap(({ GroupId }) => GroupId ?? []))],
  };
}

async function seeDns({ aws, users, workload }: Scene): Promise<DnsSeen> {
  const { domain, standby } = workload;
  const zone = zoneOf(await deployedZones(aws.state, aws.deployed)(), domain);
  const read = (role: "PRIMARY" | "SECONDARY"): FailoverRecord | undefined => {
    const found = zone?.records.find(
      ({ Name = "", Type, Failover }) => absolute(Name) === absolute(domain) && Type === "A" && Failover === role,
    );
    return (
      found && {
        addresses: (found.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []),
        check: found.HealthCheckId === undefined ? undefined : seeCheck(aws, found.HealthCheckId),
      }
    );
  };
  return {
    domain,
    answers: [...new Set(users.now().flatMap(({ sight }) => sight.address ?? []))],
    standbyAddress: standby.address,
    primaryRecord: read("PRIMARY"),
    standbyRecord: read("SECONDARY"),
  };
}

/** A check that is not deployed, or cannot be evaluated, is healthy for nobody. */
export function seeCheck({ dataPlane }: EmbeddedAws, id: string): NonNullable<FailoverRecord["check"]> {
  try {
    return { id, ...dataPlane.healthChecks.statusOf(id) };
  } catch (error) {
    return { id, healthy: false, reason: (error as Error).message };
  }
}
