import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { AnnotationMetadataEntryType, type App, TerraformStack, Testing } from "cdktf";
import type { Configuration } from "../config/configuration";
import { loadConfiguration } from "../config/load";
import { formatProblem } from "../config/problem-text";
import { addWorkloadStacks } from "../stacks/workload-stacks";

/** The valid files that tests work on; they are synthesized, validated and rehearsed as a user's would be. */
export type ConfigurationName = "smallest" | "everything-set" | "primary-in-us-east-1" | "three-workloads";

export function configurationFile(name: ConfigurationName): string {
  return path.join("__tests__", "configurations", `${name}.yaml`);
}

export function configuration(name: ConfigurationName): Configuration {
  const loaded = loadConfiguration(configurationFile(name), (file) => readFileSync(file));
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.configuration;
}

/** A stack's synthesized JSON, as far as tests read it. */
export interface SynthesizedStack {
  terraform: { backend: Record<string, Record<string, unknown>>; required_version: string; [key: string]: unknown };
  provider: Record<string, Record<string, unknown>[]>;
  resource: Record<string, Record<string, Arguments>>;
  data: Record<string, Record<string, Arguments>>;
  output: Record<string, { value: unknown; description?: string }>;
  variable?: Record<string, Record<string, unknown>>;
  check?: Record<string, { assert: { condition: string; error_message: string } }>;
}

// biome-ignore lint/suspicious/noExplicitAny: arguments are JSON of any shape, and tests look deep into them
export type Arguments = Record<string, any>;

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

const SYNTHESIZED = new Map<ConfigurationName, Record<string, SynthesizedStack>>();

/** The stacks of a valid file, synthesized once for all tests of a test file: only for reading. */
export function stacksOf(name: ConfigurationName): Record<string, SynthesizedStack> {
  const stacks = SYNTHESIZED.get(name) ?? synthesizeStacks(configuration(name));
  SYNTHESIZED.set(name, stacks);
  return stacks;
}

function synthesizeStack(stack: TerraformStack): SynthesizedStack {
  const json = Testing.synth(stack, true);
  // The app itself stops at them; Testing.synth does not.
  const errors = stack.node.metadata.filter(({ type }) => type === AnnotationMetadataEntryType.ERROR);
  if (errors.length > 0) throw new Error(errors.map(({ data }) => String(data)).join("\n"));
  return JSON.parse(json);
}

/** Removes the folder that cdktf makes for every app of a test and then leaves behind. */
export function removeOutput(app: App): void {
  rmSync(app.outdir, { recursive: true, force: true });
}

/** The one resource (or data source) of a type, with its arguments; fails where there is none or more than one. */
export function only(resources: Record<string, Record<string, Arguments>>, type: string): Arguments {
  const all = Object.values(resources[type] ?? {});
  if (all.length !== 1) throw new Error(`${all.length} ${type} instead of one`);
  return all[0]!;
}
