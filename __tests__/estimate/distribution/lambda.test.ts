import { lambda, type Trigger } from "../../../estimate/distribution/lambda";
import { Luck } from "../../../estimate/distribution/luck";
import { playTogether } from "../../../estimate/distribution/play-together";
import { RANGES } from "../../../estimate/ranges";

const RUNS_FOR = 10_000;
const coldest = RANGES.queueing.to + RANGES.coldStart.to;

/** Milliseconds until each of some events was run, of which the second comes a second after the first. */
async function startsOf(warm: number): Promise<number[]> {
  const [starts] = await playTogether({ from: 0, to: 1 }, async (draw, begin) => {
    const clock = begin(0);
    const began: number[] = [];
    const wake = lambda(clock, new Luck(1, draw), {
      warm,
      run: async () => {
        began.push(clock.now());
        await clock.sleep(RUNS_FOR);
      },
      onFailure: () => {},
    });
    const event = { trigger: "the schedule" as Trigger, event: {} };
    wake(event);
    await clock.sleep(1_000);
    wake(event);
    await clock.sleep(2 * RUNS_FOR);
    wake(event);
    await clock.sleep(2 * RUNS_FOR);
    return began.map((at, index) => at - [0, 1_000, 1_000 + 2 * RUNS_FOR][index]!);
  });
  return starts!;
}

test("an event waits for a cold start where no process is free, and for none where one is", async () => {
  const [first, meanwhile, afterwards] = await startsOf(1);
  expect(first).toBeLessThan(RANGES.queueing.to);
  expect(meanwhile).toBeGreaterThan(RANGES.coldStart.from);
  expect(meanwhile).toBeLessThan(coldest);
  expect(afterwards).toBeLessThan(RANGES.queueing.to);
});

test("the first event of a function that nothing has called before starts it cold", async () => {
  const [first] = await startsOf(0);
  expect(first).toBeGreaterThan(RANGES.coldStart.from);
});

test("what fails is told", async () => {
  const failures: unknown[] = [];
  await playTogether({ from: 0, to: 1 }, async (draw, begin) => {
    const clock = begin(0);
    const run = async () => {
      throw new Error("it stopped a standby that users need");
    };
    lambda(clock, new Luck(1, draw), { warm: 1, run, onFailure: (error) => failures.push(error) })({
      trigger: "the alarm",
      event: {},
    });
    await clock.sleep(5_000);
  });
  expect(failures).toEqual([new Error("it stopped a standby that users need")]);
});
