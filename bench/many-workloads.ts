import { readFileSync } from "node:fs";
import type { Configuration } from "../config/configuration";
import { loadConfiguration } from "../config/load";
import { formatProblem } from "../config/problem-text";

const FILE = "many-workloads.yaml";

/** A file of this many workloads, each with nothing but what has no default, loaded as a user's file is. */
export function manyWorkloads(count: number): Configuration {
  const workloads = Array.from({ length: count }, (_, index) => [
    `  - name: workload-${index + 1}`,
    `    domain: workload-${index + 1}.example.com`,
    "    hostedZone: example.com",
  ]);
  const text = ["alerts: [ops@example.com]", "workloads:", ...workloads.flat(), ""].join("\n");
  const loaded = loadConfiguration(FILE, (path) => (path === FILE ? Buffer.from(text) : readFileSync(path)));
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.configuration;
}
