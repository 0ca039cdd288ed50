import { readFileSync } from "node:fs";
import path from "node:path";
import type { Configuration, ManagedSite, Workload } from "../config/configuration";
import { loadConfiguration } from "../config/load";
import { formatProblem } from "../config/problem-text";

/** The valid files that tests work on; they are synthesized, validated and rehearsed as a user's would be. */
export type ConfigurationName =
  | "smallest"
  | "everything-set"
  | "primary-in-us-east-1"
  | "two-workloads"
  | "three-workloads"
  | "shared-server";

export function configurationFile(name: ConfigurationName): string {
  return path.join("__tests__", "configurations", `${name}.yaml`);
}

export function configuration(name: ConfigurationName): Configuration {
  const loaded = loadConfiguration(configurationFile(name), (file) => readFileSync(file));
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.configuration;
}

/** The same, in which each standby may also start as another instance type. */
export function withFallbackType(given: Configuration, type: string): Configuration {
  const workloads = given.workloads.map((each) => ({
    ...each,
    standby: { ...each.standby, fallbackInstanceTypes: [type] },
  }));
  return { ...given, workloads };
}

/** A workload in which nothing is a default. */
export function workload(): Workload {
  return configuration("everything-set").workloads[0]!;
}

/** A site in which nothing is a default. */
export function managedSite(): ManagedSite {
  return workload().standby;
}
