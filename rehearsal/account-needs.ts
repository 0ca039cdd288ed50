import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { StackFolder } from "./terraform";

/** What must exist in an account before these stacks can be deployed, and which regions they are deployed to. */
export interface AccountNeeds {
  regions: string[];
  hostedZones: string[];
  buckets: { name: string; region: string }[];
}

/** The parts of a stack's Terraform JSON that say so. */
interface StackJson {
  provider: { aws: { region: string }[] };
  terraform: { backend: { s3?: { bucket: string; region: string } } };
  data?: { aws_route53_zone?: Record<string, { name: string }> };
}

/** Reads what a person would have made by hand: the hosted zones, and the bucket of Terraform's state. */
export function accountNeeds(stacks: readonly StackFolder[]): AccountNeeds {
  const regions = new Set<string>();
  const hostedZones = new Set<string>();
  const buckets = new Map<string, string>();
  for (const { folder } of stacks) {
    const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;
    for (const { region } of json.provider.aws) regions.add(region);
    for (const { name } of Object.values(json.data?.aws_route53_zone ?? {})) hostedZones.add(name);
    const { s3 } = json.terraform.backend;
    if (s3) buckets.set(s3.bucket, s3.region);
  }
  return {
    regions: [...regions],
    hostedZones: [...hostedZones],
    buckets: [...buckets].map(([name, region]) => ({ name, region })),
  };
}
