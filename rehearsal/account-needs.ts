import type { OwnedThings } from "../embedded-aws/owned/owned-things";
import { ownedThings } from "./owned-things";
import { readStack, type StackJson } from "./stack-json";
import type { StackFolder } from "./terraform";

/** What must exist in an account before these stacks can be deployed, and which regions they are deployed to. */
export interface AccountNeeds {
  regions: string[];
  hostedZones: string[];
  buckets: { name: string; region: string }[];
  /** What the configuration names by its id. */
  owned: OwnedThings;
}

/** Reads what a person would have made by hand: hosted zones, the bucket of Terraform's state, subnets, images, servers. */
export function accountNeeds(stacks: readonly StackFolder[]): AccountNeeds {
  return needsOf(stacks.map(({ folder }) => readStack(folder)));
}

export function needsOf(stacks: readonly StackJson[]): AccountNeeds {
  const regions = new Set<string>();
  const hostedZones = new Set<string>();
  const buckets = new Map<string, string>();
  for (const json of stacks) {
    for (const { region } of json.provider.aws) regions.add(region);
    for (const { name } of Object.values(json.data?.aws_route53_zone ?? {})) hostedZones.add(name);
    const { s3 } = json.terraform.backend;
    if (s3) buckets.set(s3.bucket, s3.region);
  }
  return {
    regions: [...regions],
    hostedZones: [...hostedZones],
    buckets: [...buckets].map(([name, region]) => ({ name, region })),
    owned: ownedThings(stacks),
  };
}
