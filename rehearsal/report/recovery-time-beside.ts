import { constants, setPriority } from "node:os";
import { runScript } from "../npm-script";
import type { RehearsalMeans } from "../rehearsal-options";

export interface RecoveryTimeBeside
  extends Pick<RehearsalMeans, "processes" | "progress" | "environment" | "configurationFile" | "seed"> {
  /** The file's first where it is absent. */
  readonly workload: string | undefined;
}

/**
 * Has `npm run recovery-time` draw the distribution that the report's page shows, of the workload that is rehearsed, and with
 * the same seed. Half a minute of two cores' work: it goes on beside the rehearsal and lets everything else
 * go first.
 * @returns a step that waits until it is there, which throws Error with all that the command said if it fails
 */
export function recoveryTimeBeside({
  processes,
  progress,
  environment,
  configurationFile,
  seed,
  workload,
}: RecoveryTimeBeside): () => Promise<void> {
  const chosen = workload === undefined ? [] : ["--workload", workload];
  const args = ["--config", configurationFile, "--seed", String(seed), ...chosen];
  const drawn = runScript({ processes, environment, script: "recovery-time", args }, ({ pid }) => {
    // What npm starts inherits it. No process, no number: the step says why.
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  });
  // Heard by whoever waits for it; until then it is no unhandled rejection.
  drawn.catch(() => {});
  return () =>
    progress.step("The recovery time is drawn ten thousand times for the report", async () => {
      await drawn;
    });
}
