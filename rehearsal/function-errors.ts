import type { RunOutcome } from "../embedded-aws/asynchronous/invocation-record";

/** What went wrong in one run of a function, in a line; undefined where nothing did. */
export function errorOf(run: RunOutcome): string | undefined {
  switch (run.kind) {
    case "result":
      return undefined;
    case "error": {
      const [firstLine] = run.error.errorMessage.trim().split("\n", 1);
      return `${run.error.errorType}: ${firstLine}`;
    }
    case "timeout":
      return `it ran out of its ${run.afterSeconds} s`;
    case "throttled":
      return "it was throttled: no concurrency was left";
  }
}
