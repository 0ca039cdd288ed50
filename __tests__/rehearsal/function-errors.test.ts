import type { RunOutcome } from "../../embedded-aws/asynchronous/invocation-record";
import { errorOf } from "../../rehearsal/function-errors";

test.each<[RunOutcome, string | undefined]>([
  [{ kind: "result" }, undefined],
  [{ kind: "error", error: { errorType: "TypeError", errorMessage: "first\nsecond", trace: [] } }, "TypeError: first"],
  [{ kind: "timeout", afterSeconds: 90 }, "it ran out of its 90 s"],
  [{ kind: "throttled" }, "it was throttled: no concurrency was left"],
])("%j is said in one line: %s", (run, line) => {
  expect(errorOf(run)).toBe(line);
});
