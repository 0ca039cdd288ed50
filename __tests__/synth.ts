import path from "node:path";
import { AnnotationMetadataEntryType, TerraformStack, Testing } from "cdktf";
import type { Configuration } from "../config/configuration";
import { addWorkloadStacks } from "../stacks/workload-stacks";
import { removeOutput, type SynthesizedStack } from "./synthesized";

/** A stand-in with a name and a hash of its own: what is in the zip is tested where it is built. */
export const ZIP = { file: path.resolve(__filename), sha256: "c3RhbmQtaW4=" };

/**
 * All stacks of a configuration, synthesized as the app does it: every stack prepared (which makes the data that
 * crosses stacks) before any is synthesized, validations and rules included.
 */
export function synthesizeStacks(given: Configuration): Record<string, SynthesizedStack> {
  const app = Testing.app();
  addWorkloadStacks(app, given, ZIP);
  const stacks = app.node.findAll().filter(TerraformStack.isStack);
  for (const stack of stacks) stack.prepareStack();
  const synthesized = stacks.map((stack) => [stack.node.id, synthesizeStack(stack)] as const);
  removeOutput(app);
  return Object.fromEntries(synthesized);
}

function synthesizeStack(stack: TerraformStack): SynthesizedStack {
  const json = Testing.synth(stack, true);
  // The app itself stops at them; Testing.synth does not.
  const errors = stack.node.metadata.filter(({ type }) => type === AnnotationMetadataEntryType.ERROR);
  if (errors.length > 0) throw new Error(errors.map(({ data }) => String(data)).join("\n"));
  return JSON.parse(json);
}
