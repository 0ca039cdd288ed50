import { StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { Disaster } from "./command-line";
import type { DeployedWorkload } from "./deployed-workload";
import { disasterWords, type Named, returnWords } from "./disaster-words";

/** A workload whose primary is struck. */
export interface Struck {
  readonly aws: EmbeddedAws;
  readonly workload: DeployedWorkload;
  /** Where the primary's instance is; absent where no instance of this AWS stands for it. */
  readonly primaryRegion: string | undefined;
  /** What stands for such a primary. */
  readonly outsideAws?: { fail(): void; recover(): void } | undefined;
}

/** At least one. */
export type Some<Each> = readonly [Each, ...Each[]];

/** What a disaster falls on. Both deeds return what was done, for a person. */
interface Target extends Named {
  strike(): Promise<string>;
  heal(): Promise<string>;
}

/**
 * The workloads whose failovers one disaster brings about, in their order: each server is stopped alone, and all that it
 * serves with it; a region takes everything with it at once, also what is in none.
 */
export function struckTogether<Each extends Pick<Struck, "workload">>(
  stages: Some<Each>,
  disaster: Disaster,
): Some<Some<Each>> {
  if (disaster === "region") return [stages];
  const [first, ...others] = stages;
  const serverOf = ({ workload: { primary } }: Each) => primary.instanceId ?? primary.address;
  const shares = (other: Each) => serverOf(other) === serverOf(first);
  const [next, ...later] = others.filter((other) => !shares(other));
  const rest = next === undefined ? [] : struckTogether([next, ...later], disaster);
  return [[first, ...others.filter(shares)], ...rest];
}

/** In a sentence. */
export const disasterText = (struck: Some<Struck>, disaster: Disaster): string =>
  disasterWords(targetsOf(struck, disaster), struck.length);

/** Of a whole story, in a sentence. */
export function storyText(stages: Some<Struck>, disaster: Disaster): string {
  const [first, ...later] = struckTogether(stages, disaster);
  return later.length === 0 ? disasterText(first, disaster) : "each workload's primary fails, one after the other";
}

/** All at one moment. Returns what was done, a line each, for a person. */
export const strike = (struck: Some<Struck>, disaster: Disaster): Promise<readonly string[]> =>
  doneTo(targetsOf(struck, disaster), (target) => target.strike());

/** In a sentence. */
export const returnText = (struck: Some<Struck>, disaster: Disaster): string =>
  returnWords(targetsOf(struck, disaster), struck.length);

/** Undoes the disaster. Returns what was done, a line each, for a person. */
export const heal = (struck: Some<Struck>, disaster: Disaster): Promise<readonly string[]> =>
  doneTo(targetsOf(struck, disaster), (target) => target.heal());

/** One after the other. Of a server with several ports each is a target, and all are told as one. */
async function doneTo(
  targets: readonly Target[],
  deed: (target: Target) => Promise<string>,
): Promise<readonly string[]> {
  const told = new Set<string>();
  for (const target of targets) told.add(await deed(target));
  return [...told];
}

/** A region that holds several primaries is one target, and so is an instance that is the primary of several workloads. */
function targetsOf(struck: Some<Struck>, disaster: Disaster): readonly Target[] {
  const known = new Set<string>();
  return struck.flatMap(({ aws, workload, primaryRegion: region, outsideAws }): Target[] => {
    const { address, instanceId } = workload.primary;
    if (outsideAws) return [serverTarget(address, outsideAws)];
    if (region === undefined || instanceId === undefined)
      throw new Error(`the primary's instance ${instanceId} is in none of the deployment's regions`);
    const target = disaster === "instance" ? instanceTarget(aws, region, instanceId) : regionTarget(aws, region);
    if (known.has(target.name)) return [];
    known.add(target.name);
    return [target];
  });
}

const serverTarget = (name: string, server: NonNullable<Struck["outsideAws"]>): Target => ({
  ...{ kind: "server", name },
  strike: async () => {
    server.fail();
    return `the server at ${name}, which is not ours, no longer answers`;
  },
  heal: async () => {
    server.recover();
    return `the server at ${name}, which is not ours, answers again`;
  },
});

const regionTarget = (aws: EmbeddedAws, name: string): Target => ({
  ...{ kind: "region", name },
  strike: async () => {
    aws.dataPlane.darken(name, "reset");
    return `${name} is dark: its APIs reset every connection, and its servers are silent`;
  },
  heal: async () => {
    aws.dataPlane.lighten(name);
    return `${name} is back, and its servers with it`;
  },
});

/** As somebody types it, who is told of it. */
function instanceTarget(aws: EmbeddedAws, region: string, name: string): Target {
  const given = { InstanceIds: [name] };
  const power = async (what: "stop" | "start", command: StopInstancesCommand | StartInstancesCommand) => {
    // While time stands still, as for Terraform, an instance would be stopped or started at once.
    aws.clock.start();
    await aws.clock.hold(`${what} of the primary`, () => aws.clients.ec2(region).send(command));
    return `aws ec2 ${what}-instances --region ${region} --instance-ids ${name}`;
  };
  return {
    ...{ kind: "instance", name },
    strike: () => power("stop", new StopInstancesCommand(given)),
    heal: () => power("start", new StartInstancesCommand(given)),
  };
}
