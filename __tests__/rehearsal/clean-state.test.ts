import type { LoggedCall } from "../../embedded-aws/call-log";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { cleanStateOf, requireClean, requireUntouched } from "../../rehearsal/clean-state";

const logged = { at: 1, call: { who: "pilot-light-www", service: "ec2", action: "StartInstances" } } as LoggedCall;

const awsWith = (things: readonly string[], calls: readonly LoggedCall[] = []) =>
  ({ callLog: { calls }, inventory: async () => things }) as unknown as EmbeddedAws;

const queueAt = (port: number) => `us-east-1 sqs queue http://127.0.0.1:${port}/123456789012/not-handled`;

test("a copy that holds the same, at an endpoint of its own, and was not called, is clean", async () => {
  const clean = await cleanStateOf(awsWith(["a thing", queueAt(1)], [logged]));
  await expect(requireClean(awsWith(["a thing", queueAt(2)]), clean)).resolves.toBeUndefined();
});

test("a copy that was called, or holds something else, is not", async () => {
  const clean = await cleanStateOf(awsWith(["a thing"]));
  await expect(requireClean(awsWith(["a thing"], [logged]), clean)).rejects.toThrow(
    "the scenario does not begin in a clean state: 1 calls were made already",
  );
  await expect(requireClean(awsWith(["another"]), clean)).rejects.toThrow(
    "the scenario does not begin in a clean state:\nadded: another\nmissing: a thing",
  );
});

test("a deployment is untouched until somebody calls it or changes it", async () => {
  const calls = [logged];
  const deployment = awsWith(["a thing"], calls);
  const clean = await cleanStateOf(deployment);
  await expect(requireUntouched(deployment, clean)).resolves.toBeUndefined();
  calls.push({ ...logged });
  await expect(requireUntouched(deployment, clean)).rejects.toThrow(
    "a scenario has leaked into the deployment: pilot-light-www called ec2 StartInstances",
  );
});
