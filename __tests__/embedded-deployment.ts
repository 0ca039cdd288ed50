import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../config/configuration";
import { type ControllerZip, writeControllerZip } from "../constructs/controller-zip";
import { type EmbeddedAws, type EmbeddedAwsOptions, startEmbeddedAws } from "../embedded-aws/embedded-aws";
import { accountNeeds } from "../rehearsal/account-needs";
import type { Processes } from "../rehearsal/processes";
import type { Terraform } from "../rehearsal/terraform";
import { setUpTerraform, thisMachine } from "../rehearsal/terraform-setup";
import { type SynthesizedStack, synthesizedStacks } from "../rehearsal/terraform-stacks";
import { synthesize } from "../stacks/synthesize";
import { addWorkloadStacks } from "../stacks/workload-stacks";

/** Real Terraform, with the provider as a rehearsal finds it. `folder` is the caller's, and outlives the runs. */
export function realTerraform(folder: string, processes: Processes): Terraform {
  const logFolder = join(folder, "terraform-log");
  mkdirSync(logFolder, { recursive: true });
  const { executable, environment } = setUpTerraform(thisMachine(process.env), folder);
  return { executable, environment, processes, logFolder };
}

/** Bundled once for a test file: the same is deployed in all of its stacks. */
let zip: Promise<ControllerZip> | undefined;

/** A configuration's stacks as files, with the zip that would run on AWS. */
export async function stacksInFolder(folder: string, configuration: Configuration): Promise<SynthesizedStack[]> {
  const output = join(folder, "cdktf.out");
  zip ??= writeControllerZip(process.cwd());
  const bundled = await zip;
  synthesize(output, (app) => addWorkloadStacks(app, configuration, bundled));
  return synthesizedStacks(output);
}

/** An embedded AWS that holds what these stacks expect of an account. The caller stops it. */
export function embeddedAwsFor(
  folder: string,
  stacks: readonly SynthesizedStack[],
  happenings: EmbeddedAwsOptions["happenings"] = {},
): Promise<EmbeddedAws> {
  const awsFolder = join(folder, "aws");
  mkdirSync(awsFolder);
  return startEmbeddedAws({
    ...accountNeeds(stacks),
    folder: awsFolder,
    searchPath: process.env.PATH ?? "",
    source: join(process.cwd(), "embedded-aws"),
    happenings,
  });
}
