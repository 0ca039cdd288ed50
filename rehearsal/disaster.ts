import { StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { Disaster } from "./command-line";
import type { DeployedWorkload } from "./deployed-workload";

/** A workload whose primary is struck. */
export interface Struck {
  readonly aws: EmbeddedAws;
  readonly workload: DeployedWorkload;
  /** Where the primary's instance is; absent where no instance of this AWS stands for it. */
  readonly primaryRegion: string | undefined;
  /** What stands for such a primary. */
  readonly outsideAws?: { fail(): void; recover(): void } | undefined;
}

/** The workloads whose failovers one disaster brings about, in their order: a dark region's together, each other alone. */
export function struckTogether<Each extends Pick<Struck, "primaryRegion">>(
  stages: readonly Each[],
  disaster: Disaster,
): readonly (readonly [Each, ...Each[]])[] {
  const groups = new Map<string | Each, [Each, ...Each[]]>();
  for (const stage of stages) {
    const place = disaster === "region" ? (stage.primaryRegion ?? stage) : stage;
    const group = groups.get(place);
    if (group) group.push(stage);
    else groups.set(place, [stage]);
  }
  return [...groups.values()];
}

/** In a sentence. */
export function disasterText({ primaryRegion }: Struck, disaster: Disaster): string {
  if (primaryRegion === undefined) return "the primary fails";
  return disaster === "instance" ? "the primary is stopped" : "the primary's region goes dark";
}

/** Returns what was done, for a person. */
export async function strike(
  { aws, workload, primaryRegion: region, outsideAws }: Struck,
  disaster: Disaster,
): Promise<string> {
  const { instanceId, address } = workload.primary;
  if (outsideAws) {
    outsideAws.fail();
    return `the server at ${address}, which is not ours, no longer answers`;
  }
  if (region === undefined)
    throw new Error(`the primary's instance ${instanceId} is in none of the deployment's regions`);
  if (disaster === "region") {
    aws.dataPlane.darken(region, "reset");
    return `${region} is dark: its APIs reset every connection, and its servers are silent`;
  }
  // While time stands still, as for Terraform, an instance would be stopped at once.
  aws.clock.start();
  await aws.clock.hold("stopping the primary", () =>
    aws.clients.ec2(region).send(new StopInstancesCommand({ InstanceIds: [instanceId!] })),
  );
  return `aws ec2 stop-instances --region ${region} --instance-ids ${instanceId}`;
}

/** In a sentence. */
export function returnText({ primaryRegion }: Struck, disaster: Disaster): string {
  if (primaryRegion === undefined) return "the primary is back";
  return disaster === "instance" ? "somebody starts the primary" : "the primary's region is back";
}

/** Undoes the disaster. Returns what was done, for a person. */
export async function heal(
  { aws, workload, primaryRegion: region, outsideAws }: Struck,
  disaster: Disaster,
): Promise<string> {
  const { instanceId, address } = workload.primary;
  if (outsideAws) {
    outsideAws.recover();
    return `the server at ${address}, which is not ours, answers again`;
  }
  if (disaster === "region") {
    aws.dataPlane.lighten(region!);
    return `${region} is back, and its servers with it`;
  }
  aws.clock.start();
  await aws.clock.hold("starting the primary", () =>
    aws.clients.ec2(region!).send(new StartInstancesCommand({ InstanceIds: [instanceId!] })),
  );
  return `aws ec2 start-instances --region ${region} --instance-ids ${instanceId}`;
}
