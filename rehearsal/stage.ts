import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { type DeployedParts, findParts } from "./deployed-parts";
import { powerState } from "./deployed-status";
import type { DeployedWorkload } from "./deployed-workload";
import type { Struck } from "./disaster";
import { listed } from "./listed";
import { bootsOf, requestsPerSecond } from "./patience";
import type { Progress } from "./progress";
import type { Place } from "./record";
import type { Timeline } from "./timeline";
import { REQUESTS_PER_SECOND, Users } from "./users";

/** One workload on an embedded AWS, with those who watch it. */
export interface Stage extends Struck {
  readonly timeline: Timeline;
  readonly users: Users;
  readonly parts: DeployedParts;
  readonly regions: readonly string[];
  /** Holds what people were sent, one text file a message and recipient. */
  readonly messagesFolder: string;
}

/** A deployment on an embedded AWS, while it stands. */
export interface Deployment {
  readonly aws: EmbeddedAws;
  readonly timeline: Timeline;
  readonly regions: readonly string[];
  readonly messagesFolder: string;
}

/** Where its controller keeps the lock, its memory and its records. */
export const recordOf = ({ workload, parts }: Pick<Stage, "workload" | "parts">): Place => ({
  region: parts.standbyRegion,
  bucket: workload.lock.bucket,
});

/** For the title of a step that is about all of them. */
export const namesOf = (stages: readonly Pick<Stage, "workload">[]) =>
  listed(stages.map(({ workload }) => workload.name));

/** Sets the stage for one workload: what the story needs of it, asked of AWS. */
export async function setStage(rehearsal: Deployment, workload: DeployedWorkload): Promise<Stage> {
  const { aws, timeline, regions, messagesFolder } = rehearsal;
  const parts = await findParts(aws, workload, regions);
  const { clock, random, dataPlane } = aws;
  const users = new Users({
    ...{ clock, random, network: dataPlane.servers, ask: dataPlane.ask, site: parts.site },
    requestsPerSecond: requestsPerSecond(REQUESTS_PER_SECOND, workload.promisedRecoverySeconds),
  });
  const { address, instanceId } = workload.primary;
  let primaryRegion: string | undefined;
  for (const region of instanceId === undefined ? [] : regions)
    if (await powerState(aws, region, instanceId!)) primaryRegion = region;
  const servers = [...(primaryRegion === undefined ? [] : [instanceId!]), workload.standby.instanceId];
  for (const server of servers) aws.power.takesToBoot(server, bootsOf(parts.pace));
  // A primary that exists already and is no instance may be anywhere.
  const outside =
    instanceId === undefined ? await dataPlane.servers.addOutsideAws(address, parts.site.port) : undefined;
  return {
    aws,
    timeline,
    users,
    workload,
    parts,
    primaryRegion,
    regions,
    messagesFolder,
    outsideAws: outside,
  };
}

/** Says what stands for primaries that no instance of this AWS is, so that a person can open their pages too. */
export async function tellOfStandIns(progress: Progress, stages: readonly Stage[]): Promise<void> {
  const outside = stages.filter(({ outsideAws }) => outsideAws !== undefined);
  if (outside.length === 0) return;
  await progress.step("Standing in for primaries outside this AWS", async (detail) => {
    for (const { aws, workload, parts } of outside) {
      const { address } = workload.primary;
      const here = `127.0.0.1:${aws.addressTable.lookUp(address, parts.site.port)}`;
      const scheme = parts.site.protocol.toLowerCase();
      detail(`${workload.name}: ${scheme}://${address}:${parts.site.port} is ${scheme}://${here} here`);
    }
  });
}
