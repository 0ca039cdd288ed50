import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { type ForkedStory, tellForkedStory } from "./forked-story";
import { provenDeployment } from "./proven-deployment";
import {
  ALARM_ARRIVES_AFTER_TURN,
  CHECK_TURNS,
  OUTAGE,
  STANDBY_IGNITES,
  TICK_ARRIVES,
  TICK_IS_LATE_BY,
  type Window,
} from "./windows";

/** A deployment takes a minute and a half; a story some ten seconds, and three times that on a busy machine. */
jest.setTimeout(600_000);

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const IDLE_RUNS = 10;
const LOADED_RUNS = 4;
/** Milliseconds of AWS time by which the same story may differ. */
const TOLERANCE = 2_000;

const CHECK_TURNED = /^health check \S+ is unhealthy \(\d+ of 16/;
const STANDBY_STARTED = /^instance \S+ in us-east-1 is pending/;

const deployment = provenDeployment();

async function tell(seeds: readonly number[]): Promise<ForkedStory[]> {
  const stories: ForkedStory[] = [];
  for (const seed of seeds) stories.push(await tellForkedStory(deployment, seed));
  return stories;
}

const worstOf = ({ outages }: ForkedStory) => Math.max(...outages);
const spreadOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

function expectWithin(values: readonly number[], { from, to }: Window): void {
  expect(values.length).toBeGreaterThan(0);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(from);
  expect(Math.max(...values)).toBeLessThanOrEqual(to);
}

describe("ten seeds of phases", () => {
  let stories: ForkedStory[];
  beforeAll(async () => {
    stories = await tell(SEEDS);
  });

  test("give outages that differ, each as long as the intervals say", () => {
    expectWithin(
      stories.flatMap(({ outages }) => outages),
      OUTAGE,
    );
    expect(new Set(stories.map(({ outages }) => outages.join())).size).toBe(SEEDS.length);
    expect(spreadOf(stories.map(worstOf))).toBeGreaterThan(TOLERANCE);
  });

  test("turn the check at different times, and ignite the standby, each in its window", () => {
    const turns = stories.map(({ timeOf }) => timeOf(CHECK_TURNED));
    const starts = stories.map(({ timeOf }) => timeOf(STANDBY_STARTED));
    expectWithin(turns, CHECK_TURNS);
    expectWithin(starts, STANDBY_IGNITES);
    expect(new Set(turns).size).toBe(SEEDS.length);
  });

  test("bring the alarm's message and the schedule's ticks at different times, each in its window", () => {
    const alarms = stories.map(({ alarmAt, timeOf }) => alarmAt - timeOf(CHECK_TURNED));
    const ticks = stories.map(({ tickAt }) => tickAt);
    expectWithin(alarms, ALARM_ARRIVES_AFTER_TURN);
    expectWithin(ticks, TICK_ARRIVES);
    expectWithin(
      stories.flatMap(({ ticksLateBy }) => ticksLateBy),
      TICK_IS_LATE_BY,
    );
    for (const times of [alarms, ticks]) {
      expect(new Set(times).size).toBe(SEEDS.length);
      expect(spreadOf(times)).toBeGreaterThan(10_000);
    }
  });
});

describe("one seed", () => {
  const SEED = 1;
  let idle: ForkedStory[];
  beforeAll(async () => {
    idle = await tell(Array.from({ length: IDLE_RUNS }, () => SEED));
  });

  /** The same things in the same order, each at the same time, but for the tolerance. */
  function expectSame(one: ForkedStory, other: ForkedStory): void {
    expect(other.entries.map(({ text }) => text)).toEqual(one.entries.map(({ text }) => text));
    const differences = one.entries.map(({ at }, index) => Math.abs(other.entries[index]!.at - at));
    expect(Math.max(...differences)).toBeLessThanOrEqual(TOLERANCE);
    expect(other.outages.length).toBe(one.outages.length);
    one.outages.forEach((outage, user) => {
      expect(Math.abs(other.outages[user]! - outage)).toBeLessThanOrEqual(TOLERANCE);
    });
  }

  test("tells the same story ten times on an idle machine", () => {
    for (const story of idle) expectSame(idle[0]!, story);
  });

  test("tells the same story while something else keeps every core busy", async () => {
    const busy: ChildProcess[] = [];
    try {
      for (let core = 0; core < availableParallelism(); core++)
        busy.push(spawn(process.execPath, ["-e", "for(;;);"], { stdio: "ignore" }));
      for (const story of await tell(Array.from({ length: LOADED_RUNS }, () => SEED))) expectSame(idle[0]!, story);
    } finally {
      for (const child of busy) child.kill("SIGKILL");
    }
  });
});
