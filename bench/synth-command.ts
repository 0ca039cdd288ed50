import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Comparison, median } from "./comparison";
import { secondsOf } from "./timed-command";

const RUNS = 5;

const SMALLEST_FILE = path.join("__tests__", "configurations", "smallest.yaml");

/**
 * `npm run synth` against cdktf's own command around the very same app, types checked on both sides. Each run writes
 * into a new folder, and neither tsc nor esbuild is told to keep anything, so that no run has a cache.
 *
 * @param project folder of this project
 */
export function synthCommand(project: string): Comparison {
  const folder = mkdtempSync(path.join(tmpdir(), "pilot-light-bench-"));
  try {
    const ours: number[] = [];
    const cdktf: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const file = { PILOT_LIGHT_CONFIG: SMALLEST_FILE };
      const output = path.join(folder, `npm-${run}`);
      ours.push(secondsOf(["npm", "run", "--silent", "synth"], project, { ...file, CDKTF_OUTDIR: output }));
      // Without the variable, cdktf asks HashiCorp's server for news, and the network would be measured.
      const environment = { ...file, CHECKPOINT_DISABLE: "1" };
      const command = ["synth", "--output", path.join(folder, `cdktf-${run}`)];
      cdktf.push(secondsOf(["npx", "--no", "--", "cdktf", ...command], project, environment));
    }
    return {
      title: "Synthesis of the smallest file, types checked, no cache",
      measurements: [
        { what: "npm run synth", value: median(ours), unit: "s" },
        { what: "npx cdktf synth", value: median(cdktf), unit: "s" },
        { what: "ratio", value: median(ours) / median(cdktf), unit: "times", limit: 0.5 },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
