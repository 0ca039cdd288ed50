import { synthesize } from "../stacks/synthesize";
import { addWorkloadStacks } from "../stacks/workload-stacks";
import { manyWorkloads } from "./many-workloads";

/** What the process is asked for. */
export interface SynthesisOrder {
  readonly workloads: number;
  /** Absolute paths. */
  readonly folder: string;
  readonly zip: { readonly file: string; readonly sha256: string };
}

/** What it prints, as JSON. */
export interface SynthesisCost {
  readonly milliseconds: number;
  /** The most memory that the process ever held, in megabytes (10^6 bytes). */
  readonly peakMegabytes: number;
}

const BYTES_PER_KILOBYTE = 1_024;
const BYTES_PER_MEGABYTE = 1_000_000;

const order: SynthesisOrder = JSON.parse(process.argv[2]!);
const configuration = manyWorkloads(order.workloads);

const start = performance.now();
synthesize(order.folder, (app) => addWorkloadStacks(app, configuration, order.zip));
const milliseconds = performance.now() - start;

// Node gives kilobytes on every system: https://nodejs.org/docs/latest-v20.x/api/process.html#processresourceusage
const peakMegabytes = (process.resourceUsage().maxRSS * BYTES_PER_KILOBYTE) / BYTES_PER_MEGABYTE;
const cost: SynthesisCost = { milliseconds, peakMegabytes };
console.log(JSON.stringify(cost));
