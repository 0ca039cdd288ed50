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

/** What a disaster falls on: a region, an instance by its id, or a server by its address. */
type Target = Named &
  (
    | { readonly kind: "region" }
    | { readonly kind: "instance"; readonly region: string }
    | { readonly kind: "server"; readonly server: NonNullable<Struck["outsideAws"]> }
  );

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
export async function strike(struck: Some<Struck>, disaster: Disaster): Promise<readonly string[]> {
  const [{ aws }] = struck;
  const told: string[] = [];
  for (const target of targetsOf(struck, disaster)) {
    switch (target.kind) {
      case "region":
        aws.dataPlane.darken(target.name, "reset");
        told.push(`${target.name} is dark: its APIs reset every connection, and its servers are silent`);
        break;
      case "server":
        target.server.fail();
        told.push(`the server at ${target.name}, which is not ours, no longer answers`);
        break;
      case "instance":
        told.push(await power(aws, target, "stop"));
    }
  }
  return [...new Set(told)];
}

/** In a sentence. */
export const returnText = (struck: Some<Struck>, disaster: Disaster): string =>
  returnWords(targetsOf(struck, disaster), struck.length);

/** Undoes the disaster. Returns what was done, a line each, for a person. */
export async function heal(struck: Some<Struck>, disaster: Disaster): Promise<readonly string[]> {
  const [{ aws }] = struck;
  const told: string[] = [];
  for (const target of targetsOf(struck, disaster)) {
    switch (target.kind) {
      case "region":
        aws.dataPlane.lighten(target.name);
        told.push(`${target.name} is back, and its servers with it`);
        break;
      case "server":
        target.server.recover();
        told.push(`the server at ${target.name}, which is not ours, answers again`);
        break;
      case "instance":
        told.push(await power(aws, target, "start"));
    }
  }
  return [...new Set(told)];
}

/** A region that holds several primaries is one target, and so is an instance that is the primary of several workloads. */
function targetsOf(struck: Some<Struck>, disaster: Disaster): readonly Target[] {
  const known = new Set<string>();
  return struck.flatMap(({ workload, primaryRegion: region, outsideAws: server }): Target[] => {
    const { address, instanceId } = workload.primary;
    if (server) return [{ kind: "server", name: address, server }];
    if (region === undefined || instanceId === undefined)
      throw new Error(`the primary's instance ${instanceId} is in none of the deployment's regions`);
    const target: Target =
      disaster === "instance" ? { kind: "instance", name: instanceId, region } : { kind: "region", name: region };
    if (known.has(target.name)) return [];
    known.add(target.name);
    return [target];
  });
}

/** As somebody types it, who is told of it. */
async function power(
  { clock, clients }: EmbeddedAws,
  { region, name }: Extract<Target, { kind: "instance" }>,
  what: "stop" | "start",
): Promise<string> {
  // While time stands still, as for Terraform, an instance would be stopped or started at once.
  clock.start();
  const given = { InstanceIds: [name] };
  await clock.hold(`${what} of the primary`, async () => {
    const ec2 = clients.ec2(region);
    await (what === "stop" ? ec2.send(new StopInstancesCommand(given)) : ec2.send(new StartInstancesCommand(given)));
  });
  return `aws ec2 ${what}-instances --region ${region} --instance-ids ${name}`;
}
