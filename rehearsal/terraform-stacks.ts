import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Dependent, inDependencyOrder, reversed } from "./dependency-order";
import { readTerraform, runTerraform, type StackFolder, type Terraform, type TerraformResult } from "./terraform";
import { TerraformFailure } from "./terraform-failure";
import type { PlannedChange, ResourceEvent } from "./terraform-messages";
import { MIRROR_VARIABLE } from "./terraform-provider";

export interface SynthesizedStack extends StackFolder, Dependent {}

export type StackListener = (stack: string, event: ResourceEvent) => void;

/** Told of each stack that is done. */
export type StackEnd = (stack: string, result: TerraformResult) => void;

/** A running stack (Terraform and one provider a region) takes 0.76 GB, measured; two fit into any machine of today. */
const STACKS_AT_ONCE = 2;

/** The stacks that a synthesis left in a folder such as `cdktf.out`, with what each depends on. */
export function synthesizedStacks(folder: string): SynthesizedStack[] {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    stacks: Record<string, { name: string; workingDirectory: string; dependencies: string[] }>;
  };
  return Object.values(manifest.stacks).map(({ name, workingDirectory, dependencies }) => ({
    name,
    folder: join(folder, workingDirectory),
    dependencies,
  }));
}

/** One after the other: Terraform's plugin cache does not bear two writers. */
export async function initializeStacks(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  { backend }: { backend: boolean } = { backend: true },
): Promise<void> {
  for (const stack of stacks) {
    await runTerraform(terraform, stack, { kind: "init", backend }).catch((error: Error) => {
      throw withProvider(error, terraform.providerFrom);
    });
  }
}

/** Most of what fails here is a provider that cannot be had. */
function withProvider(error: Error, providerFrom: string | undefined): Error {
  if (providerFrom === undefined || !/hashicorp\/aws/.test(error.message)) return error;
  return new Error(
    [
      error.message,
      `The AWS provider is taken from ${providerFrom}. What \`awsProvider:\` allows must be there: put it there, e.g. with ` +
        `"terraform providers mirror FOLDER", name another folder by ${MIRROR_VARIABLE}, or change the range.`,
    ].join("\n"),
  );
}

/** Applies each stack after its dependencies. */
export async function applyStacks(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  onEvent: StackListener,
  onEnd: StackEnd = () => {},
): Promise<void> {
  await inDependencyOrder(stacks, STACKS_AT_ONCE, async (stack) => {
    onEnd(stack.name, await runTerraform(terraform, stack, { kind: "apply" }, (event) => onEvent(stack.name, event)));
  });
}

/** What Terraform would change, by stack: nothing for a stack that is as the files say. */
export async function planStacks(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
): Promise<Map<string, PlannedChange[]>> {
  const changes = new Map<string, PlannedChange[]>();
  await inDependencyOrder(stacks, STACKS_AT_ONCE, async (stack) => {
    const result = await runTerraform(terraform, stack, { kind: "plan", saveTo: planFile(terraform, stack) });
    changes.set(stack.name, result.plannedChanges);
  });
  return changes;
}

/** How a plan of one stack ended, and how long it took on this machine. */
export type StackPlan =
  /** No changes for a stack that is as the files say. */
  | { kind: "planned"; changes: PlannedChange[]; seconds: number }
  /** `message` names the region that does not answer, where that is the reason. */
  | { kind: "failed"; message: string; seconds: number };

/**
 * Plans one stack and is back in time, also where a region accepts calls and never answers them. Ending Terraform takes
 * at most the grace of `Processes` longer than `withinSeconds`.
 */
export async function planStack(terraform: Terraform, stack: StackFolder, withinSeconds: number): Promise<StackPlan> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const { plannedChanges } = await runTerraform(terraform, stack, { kind: "look", withinSeconds });
    return { kind: "planned", changes: plannedChanges, seconds: seconds() };
  } catch (error) {
    if (!(error instanceof TerraformFailure)) throw error;
    return { kind: "failed", message: error.message, seconds: seconds() };
  }
}

/** Destroys each stack after those that depend on it. */
export async function destroyStacks(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  onEvent: StackListener,
  onEnd: StackEnd = () => {},
): Promise<void> {
  await inDependencyOrder(reversed(stacks), STACKS_AT_ONCE, async (stack) => {
    onEnd(stack.name, await runTerraform(terraform, stack, { kind: "destroy" }, (event) => onEvent(stack.name, event)));
  });
}

/** A stack's outputs, by their names. */
export async function stackOutputs(terraform: Terraform, stack: StackFolder): Promise<Record<string, unknown>> {
  const outputs = (await readTerraform(terraform, stack, "output")) as Record<string, { value: unknown }>;
  return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
}

/** The outputs of several stacks, by stack. */
export async function outputsByStack(
  terraform: Terraform,
  stacks: readonly StackFolder[],
): Promise<Map<string, Record<string, unknown>>> {
  const outputs = new Map<string, Record<string, unknown>>();
  for (const stack of stacks) outputs.set(stack.name, await stackOutputs(terraform, stack));
  return outputs;
}

function planFile({ logFolder }: Terraform, { name }: StackFolder): string {
  return join(logFolder, `${name}.tfplan`);
}
