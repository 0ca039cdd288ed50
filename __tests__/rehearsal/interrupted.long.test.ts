import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { temporaryFolder } from "../temporary-folder";
import { bundledStart, bundleStart, endAt, type RunningStart } from "./running-start";

/** A whole story takes about three minutes on two cores, more on a busy machine. */
jest.setTimeout(600_000);
/** Until what a step is about is under way: Terraform's providers are up, the clock runs. */
const UNDER_WAY_MS = 3_000;

const folder = temporaryFolder();
beforeAll(() => bundleStart(folder));

/** Moments that come only with a real deployment: the step that is waited for, and the disaster that brings it. */
const MOMENTS = [
  ["Terraform deploys", "Deploying 3 stacks", "instance"],
  ["time runs and the function's processes live", "hands off: users are served by the standby", "instance"],
  ["Terraform plans", "Terraform plans no changes while failed over", "instance"],
  ["Terraform waits for a region that is dark", "does not answer", "region"],
  ["the operator's command fails back", "the primary answers: failing back", "instance"],
  ["Terraform destroys", "Destroying everything", "instance"],
] as const;

/** Runs until the moment is well under way, and does it. */
async function endInTheMiddle(words: string, disaster: string, deed: (run: RunningStart) => void) {
  const configuration = join("__tests__", "configurations", "state-in-s3.yaml");
  const start = () => bundledStart(folder, ["--config", configuration, "--disaster", disaster]);
  return endAt(start, words, async (run) => {
    await sleep(UNDER_WAY_MS);
    expect(run.child.exitCode).toBeNull();
    deed(run);
  });
}

test.each(MOMENTS)("Ctrl-C while %s ends everything and leaves nothing", async (_, words, disaster) => {
  const { code } = await endInTheMiddle(words, disaster, ({ child }) => process.kill(-child.pid!, "SIGINT"));
  expect(code).toBe(130);
});

test.each(MOMENTS)("a moto that dies while %s is told of at once, and nothing is left", async (_, words, disaster) => {
  const { code, printed } = await endInTheMiddle(words, disaster, (run) => run.killMoto());
  expect(code).toBe(1);
  expect(printed).toMatch(/Step ".+" failed: moto_server, which stands in for AWS .* ended by SIGKILL in the middle/);
});
