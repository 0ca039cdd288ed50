import { rmSync } from "node:fs";
import type { App } from "cdktf";

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
