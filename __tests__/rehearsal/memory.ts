import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** What fits beside a person's other programs into the 8 GB of a small machine of today. */
export const MEMORY_LIMIT_MB = 4_096;
/**
 * Of that, all but Terraform and its providers, which are what they are. Measured: 700 MB for the seconds in which the types
 * are checked and the controller is bundled, 590 MB while the operator's command runs beside two functions.
 */
export const OUR_MEMORY_LIMIT_MB = 800;

const SAMPLE_EVERY_MS = 200;
const KIB_PER_MB = 1_024;

/** The most that was occupied at one moment, in MB (2^20 bytes). */
export interface MemoryPeaks {
  readonly all: number;
  /** All but Terraform and its providers. */
  readonly ours: number;
}

/**
 * Watches what a process and all that descend from it occupy. On Linux that is their proportional set size, in which a
 * page that several of them share counts once; elsewhere the resident set size, in which it counts for each.
 */
export function watchMemory(root: number): { stop(): MemoryPeaks } {
  let peaks: MemoryPeaks = { all: 0, ours: 0 };
  const timer = setInterval(() => {
    const tree = treeOf(root);
    const all = sumOf(tree);
    const ours = sumOf(tree.filter(({ name }) => !name.startsWith("terraform")));
    peaks = { all: Math.max(peaks.all, all), ours: Math.max(peaks.ours, ours) };
  }, SAMPLE_EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peaks;
    },
  };
}

/** Whether this machine tells proportional set sizes. */
export const countsSharedPagesOnce = process.platform === "linux";

interface Sample {
  readonly id: number;
  readonly parent: number;
  readonly residentKib: number;
  readonly name: string;
}

function treeOf(root: number): Sample[] {
  const all = execFileSync("ps", ["-axo", "pid=,ppid=,rss=,comm="], { encoding: "utf8" }).split("\n").flatMap(sampleIn);
  const below = (id: number): Sample[] => all.filter(({ parent }) => parent === id).flatMap((s) => [s, ...below(s.id)]);
  return [...all.filter(({ id }) => id === root), ...below(root)];
}

function sampleIn(line: string): Sample[] {
  const [, id, parent, residentKib, path] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
  if (path === undefined) return [];
  return [{ id: Number(id), parent: Number(parent), residentKib: Number(residentKib), name: basename(path) }];
}

const sumOf = (samples: readonly Sample[]) =>
  Math.round(samples.reduce((sum, sample) => sum + occupiedKib(sample), 0) / KIB_PER_MB);

/** https://docs.kernel.org/filesystems/proc.html: smaps_rollup, its lines in KiB. */
function occupiedKib({ id, residentKib }: Sample): number {
  if (!countsSharedPagesOnce) return residentKib;
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0; // It has ended meanwhile.
  }
}
