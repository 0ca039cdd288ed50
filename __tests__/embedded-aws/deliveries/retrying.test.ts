import { retrying, retryPolicyOf } from "../../../embedded-aws/deliveries/retrying";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

const clocks: VirtualClock[] = [];
afterEach(() => {
  for (const clock of clocks.splice(0)) clock.stop();
});

function runningClock(): VirtualClock {
  const clock = new VirtualClock(0);
  clocks.push(clock);
  clock.start();
  return clock;
}

const passing = { code: "INTERNAL_ERROR", reason: "dark", isPassing: true };

async function timesOf(policy: Parameters<typeof retryPolicyOf>[0]) {
  const clock = runningClock();
  const times: number[] = [];
  const tried = await retrying({ clock, random: () => 1, policy: retryPolicyOf(policy) }, async () => {
    times.push(clock.now());
    return passing;
  });
  return { times, tried, endedAt: clock.now() };
}

test("waits double from one second until the attempts are used up", async () => {
  const { times, tried } = await timesOf({ MaximumRetryAttempts: 4 });
  expect(times).toEqual([0, 1_000, 3_000, 7_000, 15_000]);
  expect(tried).toMatchObject({ kind: "failed", retries: 4, exhausted: "MaximumRetryAttempts" });
});

test("an event is given up when it is too old", async () => {
  const { times, tried, endedAt } = await timesOf({ MaximumEventAgeInSeconds: 60 });
  expect(times.at(-1)).toBe(31_000);
  expect(endedAt).toBe(60_000);
  expect(tried).toMatchObject({ kind: "failed", exhausted: "MaximumEventAgeInSeconds" });
});

test("AWS's own limits are 185 attempts within 24 hours", async () => {
  const { tried, endedAt } = await timesOf(undefined);
  expect(endedAt).toBeLessThanOrEqual(24 * 3_600_000);
  expect(tried).toMatchObject({ kind: "failed", exhausted: "MaximumEventAgeInSeconds" });
});

test("what can never succeed is not tried again, and what succeeds ends it", async () => {
  const clock = runningClock();
  const options = { clock, random: () => 1, policy: retryPolicyOf(undefined) };
  const forGood = { ...passing, isPassing: false };
  expect(await retrying(options, async () => forGood)).toMatchObject({
    kind: "failed",
    retries: 0,
    exhausted: undefined,
  });
  const answers = [passing, undefined];
  expect(await retrying(options, async () => answers.shift())).toEqual({ kind: "delivered" });
});
