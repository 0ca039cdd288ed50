import type { DrawClock } from "../../../estimate/distribution/draw-clock";
import type { Trigger } from "../../../estimate/distribution/lambda";
import { playTogether } from "../../../estimate/distribution/play-together";
import { watching } from "../../../estimate/distribution/watching";

type Watch = { tick: "looks once" | "watches its minute"; trigger: Trigger; from?: number; lookMs?: number };

/** When a tick that comes at 1,000 s looks, in seconds after it. */
async function looks({ tick, trigger, from = 0, lookMs = 500 }: Watch): Promise<number[]> {
  const seen: number[] = [];
  const BEGIN = 1_000_000;
  await playTogether({ from: 0, to: 1 }, async (_draw, begin) => {
    const clock: DrawClock = begin(BEGIN);
    await clock.sleep(0);
    await watching(clock, { tick }, { trigger, from: BEGIN + from }, async () => {
      seen.push((clock.now() - BEGIN) / 1_000);
      await clock.sleep(lookMs);
    });
  });
  return seen;
}

test("a tick that looks once looks once", async () => {
  expect(await looks({ tick: "looks once", trigger: "the schedule" })).toEqual([0]);
});

test("a tick that watches looks every ten seconds of its minute", async () => {
  expect(await looks({ tick: "watches its minute", trigger: "the schedule" })).toEqual([0, 10, 20, 30, 40, 50]);
});

test("a look that takes longer than ten seconds is followed by the next at once", async () => {
  const watch = { tick: "watches its minute", trigger: "the schedule", lookMs: 16_000 } as const;
  expect(await looks(watch)).toEqual([0, 16, 32, 48]);
});

test("only ticks watch: an alarm comes once and looks once", async () => {
  expect(await looks({ tick: "watches its minute", trigger: "the alarm" })).toEqual([0]);
});

test("looks that leave no trace are left out", async () => {
  expect(await looks({ tick: "watches its minute", trigger: "the schedule", from: 25_000 })).toEqual([30, 40, 50]);
});
