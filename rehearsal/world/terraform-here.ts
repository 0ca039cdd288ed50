import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { readStack } from "../stack-json";
import type { Terraform } from "../terraform";
import { applyStacks, type SynthesizedStack } from "../terraform-stacks";

/** What a deployment was made with. */
export interface DeployedByTerraform {
  readonly terraform: Terraform;
  readonly stacks: readonly SynthesizedStack[];
}

/** Providers and modules; they are the same for every copy, and hundreds of megabytes. */
const DATA_FOLDER = ".terraform";

/**
 * The same stacks and their states for a fork of that deployment, in a folder of their own: what is applied to the fork
 * changes nothing of the deployment's, and nothing of another fork's. A state in S3 is the fork's anyway.
 * @param folder existing; takes the copies and Terraform's log
 */
export function terraformFor(
  { terraform, stacks }: DeployedByTerraform,
  fork: Pick<EmbeddedAws, "environment">,
  folder: string,
): DeployedByTerraform {
  const logFolder = join(folder, "terraform-log");
  mkdirSync(logFolder);
  const copies = stacks.map((stack) => {
    // As `cdktf.out/stacks/NAME`, so that relative paths keep their meaning; a local state lies beside `cdktf.out`.
    const root = resolve(stack.folder, "..", "..", "..");
    const copy = join(folder, "terraform", relative(root, stack.folder));
    cpSync(stack.folder, copy, { recursive: true, filter: (file) => basename(file) !== DATA_FOLDER });
    symlinkSync(resolve(stack.folder, DATA_FOLDER), join(copy, DATA_FOLDER));
    const state = localState(stack.folder);
    if (state !== undefined) {
      const copied = resolve(copy, state);
      mkdirSync(dirname(copied), { recursive: true });
      cpSync(resolve(stack.folder, state), copied);
    }
    return { ...stack, folder: copy };
  });
  return {
    terraform: { ...terraform, logFolder, environment: { ...terraform.environment, ...fork.environment } },
    stacks: copies,
  };
}

/** The changes that an apply of all stacks makes, one a line, by the deployment's own files. */
export async function applyAll({ terraform, stacks }: DeployedByTerraform): Promise<readonly string[]> {
  const changed = new Set<string>();
  await applyStacks(terraform, stacks, (stack, { action, address }) => changed.add(`${stack}: ${action} ${address}`));
  return [...changed];
}

/** Where a stack's state is, relative to its folder; undefined where it is not a file. */
const localState = (folder: string): string | undefined => readStack(folder).terraform.backend.local?.path;
