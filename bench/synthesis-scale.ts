import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildSync } from "esbuild";
import { type ControllerZip, writeControllerZip } from "../constructs/controller-zip";
import { type Comparison, median } from "./comparison";
import type { SynthesisCost, SynthesisOrder } from "./synthesis-process";

const RUNS = 3;

const COUNTS = [1, 10, 100, 300] as const;
type Count = (typeof COUNTS)[number];

/** The counts that the limit compares: below ten, Node is still compiling what it runs. */
const FEW: Count = 10;
const MANY: Count = 300;

/**
 * How time and memory grow with the number of workloads. Each synthesis has a process of its own, so that its peak
 * memory is its own. The clock covers the stacks and their files, not the start of Node and not the zip.
 *
 * @param project folder of this project
 */
export async function synthesisScale(project: string): Promise<Comparison> {
  const folder = mkdtempSync(path.join(tmpdir(), "pilot-light-bench-"));
  try {
    const zip = await writeControllerZip(project);
    const program = synthesisProgram(project);
    const costs = new Map<Count, SynthesisCost[]>(COUNTS.map((count) => [count, []]));
    for (let run = 0; run < RUNS; run += 1) {
      for (const count of COUNTS) costs.get(count)!.push(synthesisCost(program, project, folder, count, zip));
    }
    return comparison(costs);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where `node_modules` is in reach. */
function synthesisProgram(project: string): string {
  const outfile = path.join(project, ".build", "bench-synthesis.js");
  buildSync({
    absWorkingDir: project,
    entryPoints: [path.join("bench", "synthesis-process.ts")],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    logLevel: "silent",
  });
  return outfile;
}

function synthesisCost(
  program: string,
  project: string,
  folder: string,
  workloads: Count,
  zip: ControllerZip,
): SynthesisCost {
  const output = path.join(folder, "cdktf.out");
  const order: SynthesisOrder = { workloads, folder: output, zip };
  const text = execFileSync(process.execPath, [program, JSON.stringify(order)], { cwd: project, encoding: "utf8" });
  rmSync(output, { recursive: true });
  return JSON.parse(text);
}

function comparison(costs: Map<Count, SynthesisCost[]>): Comparison {
  const each = (count: Count) => median(costs.get(count)!.map(({ milliseconds }) => milliseconds / count));
  const peak = (count: Count) => median(costs.get(count)!.map(({ peakMegabytes }) => peakMegabytes));
  return {
    title: "Synthesis of many workloads, in one process",
    measurements: [
      ...COUNTS.map((count) => ({ what: workloadsText(count), value: each(count), unit: "ms per workload" }) as const),
      { what: `${MANY} against ${FEW}`, value: each(MANY) / each(FEW), unit: "times", limit: 1.2 },
      ...COUNTS.map(
        (count) =>
          ({ what: `peak memory, ${workloadsText(count)}`, value: peak(count), unit: "MB", limit: 600 }) as const,
      ),
    ],
  };
}

function workloadsText(count: number): string {
  return count === 1 ? "1 workload" : `${count} workloads`;
}
