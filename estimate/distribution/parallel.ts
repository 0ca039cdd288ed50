import { availableParallelism } from "node:os";
import { parentPort, Worker, workerData } from "node:worker_threads";
import type { Design } from "./designs";
import { type Draws, type Played, playDraws } from "./draws";

interface Task {
  readonly designs: readonly Design[];
  readonly draws: Draws;
}

/** Megabytes for what is young: what a draw leaves behind dies there, and is never moved. */
const YOUNG_MEGABYTES = 64;

/**
 * Plays the draws on all cores.
 * @param program the file that runs `playTask` when it is a worker
 * @returns in the order of the draws
 * @throws what a draw throws
 */
export async function playInParallel(program: string, designs: readonly Design[], draws: Draws): Promise<Played[]> {
  const { seed, from, to } = draws;
  const workers = Math.min(availableParallelism(), to - from);
  const at = (worker: number) => from + Math.floor(((to - from) * worker) / workers);
  const shares = await Promise.all(
    Array.from({ length: workers }, (_, worker) =>
      inWorker(program, { designs, draws: { seed, from: at(worker), to: at(worker + 1) } }),
    ),
  );
  return shares[0]!.map(({ design, disaster }, row) => ({
    design,
    disaster,
    outages: shares.flatMap((share) => share[row]!.outages),
  }));
}

function inWorker(program: string, task: Task): Promise<Played[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(program, {
      workerData: task,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => reject(new Error(`a worker ended with ${code} before its draws were played`)));
  });
}

/** In a worker: plays its task and hands the results over. */
export async function playTask(): Promise<void> {
  const { designs, draws } = workerData as Task;
  parentPort!.postMessage(await playDraws(designs, draws));
}
