import { DEFAULTS, designWith, outagesOf, secondsAt } from "./played";

/** Few, since all tests of this kind share some seconds; what they show does not hang on chance. */
const FEW = { seed: 1, from: 0, to: 20 };

/** A controller's own look at a site that is silent: four time-outs, or one where the name servers have turned. */
const SEES_FOR_ITSELF = 16_000;
const TOLD_BY_NAME_SERVERS = 4_000;
/** Milliseconds of all calls between waking and starting. */
const CALLS = 1_500;

let black: Awaited<ReturnType<typeof outagesOf>>;
beforeAll(async () => {
  black = await outagesOf(designWith(), "region black", FEW);
});

test("the same draws are the same outages, in one piece or in two", async () => {
  const first = await outagesOf(designWith(), "region black", { ...FEW, to: 8 });
  const rest = await outagesOf(designWith(), "region black", { ...FEW, from: 8 });
  expect([...first, ...rest]).toEqual(black);
  expect(new Set(black.map((outage) => outage!.over)).size).toBe(black.length);
});

test("another seed is other outages", async () => {
  const other = await outagesOf(designWith(), "region black", { seed: 2, from: 0, to: 5 });
  expect(black.slice(0, 5).map((outage) => outage!.over)).not.toEqual(other.map((outage) => outage!.over));
});

test("the check turns after three time-outs and two intervals, and at the latest an interval and two delays after that", async () => {
  for (const outage of black) {
    expect(outage!.checked).toBeGreaterThan(32_000 + 1_000);
    expect(outage!.checked).toBeLessThan(32_000 + 10_000 + 5_000);
    expect(outage!.nameServersTurned - outage!.checked).toBeGreaterThan(1_000);
    expect(outage!.nameServersTurned - outage!.checked).toBeLessThan(5_000);
  }
});

test("a client follows the first name servers at the earliest, and the last one's turn by a TTL at the latest", async () => {
  for (const outage of black) {
    expect(outage!.clientTurned).toBeGreaterThan(outage!.checked + 1_000);
    expect(outage!.clientTurned).toBeLessThan(outage!.nameServersTurned + DEFAULTS.ttl * 1_000 + 500);
  }
});

test("users are served when the standby serves and the client has its address", async () => {
  for (const outage of await outagesOf(designWith(), "instance stopped", FEW))
    expect(outage!.over).toBe(Math.max(outage!.serves, outage!.clientTurned) + 80);
});

test("the controller sees a dark primary for itself before the name servers turn, and believes them at once after", async () => {
  const tick = designWith({ triggers: ["the schedule"] });
  const outages = await outagesOf(tick, "region black", FEW);
  expect(outages.some((outage) => outage!.started < outage!.checked)).toBe(true);
  for (const outage of outages) {
    const { woken, started, checked, nameServersTurned } = outage!;
    const took = started - woken;
    expect(took).toBeLessThan(SEES_FOR_ITSELF + CALLS);
    if (woken < checked - TOLD_BY_NAME_SERVERS) expect(took).toBeGreaterThan(SEES_FOR_ITSELF);
    if (woken > nameServersTurned) expect(took).toBeLessThan(TOLD_BY_NAME_SERVERS + CALLS);
  }
});

test("EC2's event wakes the controller within seconds of a stop, and never from a dark region", async () => {
  const event = designWith({ triggers: ["EC2's event"] });
  for (const outage of await outagesOf(event, "instance stopped", FEW)) {
    expect(outage!.woken).toBeLessThan(4_000);
    expect(outage!.wokenBy).toBe("EC2's event");
  }
  const dark = await outagesOf(event, "region black", { ...FEW, to: 3 });
  expect(dark).toEqual([undefined, undefined, undefined]);
});

test("nobody tells of the stop of a server that is not on EC2: the next tick finds it", async () => {
  const outside = designWith({ workload: { ...DEFAULTS, primaryIsInstance: false } });
  for (const outage of await outagesOf(outside, "instance stopped", { ...FEW, to: 10 }))
    expect(outage!.wokenBy).not.toBe("EC2's event");
});

test("the alarm comes a minute's end, its delay and its evaluation after the check's turn", async () => {
  const alarm = designWith({ triggers: ["the alarm"] });
  for (const outage of await outagesOf(alarm, "region black", FEW)) {
    const waited = outage!.woken - outage!.checked;
    expect(waited).toBeGreaterThan(15_000);
    expect(waited).toBeLessThan(60_000 + 45_000 + 60_000 + 3_000);
  }
});

test("an alarm in the dark region is never heard", async () => {
  const design = designWith({ triggers: ["the alarm"], workload: { ...DEFAULTS, alarmOutlivesPrimary: false } });
  expect(await outagesOf(design, "region black", { ...FEW, to: 2 })).toEqual([undefined, undefined]);
});

test("the classic recipe starts the standby as soon as it is called", async () => {
  const classic = designWith({ triggers: ["the alarm"], reaction: "start at once" });
  for (const outage of await outagesOf(classic, "region black", { ...FEW, to: 10 }))
    expect(outage!.started - outage!.woken).toBeLessThan(200);
});

test("a tick that watches sees the disaster sooner than one that looks once", async () => {
  const median = async (design: Parameters<typeof outagesOf>[0]) =>
    secondsAt(0.5, await outagesOf(design, "region black", FEW));
  const once = designWith({ schedules: 1 });
  expect(await median({ ...once, tick: "watches its minute" })).toBeLessThan((await median(once)) - 5);
});

test("the second schedule shortens the wait", async () => {
  const longest = async (design: Parameters<typeof outagesOf>[0]) =>
    secondsAt(0.9, await outagesOf(design, "region black", FEW));
  expect(secondsAt(0.9, black)).toBeLessThan(await longest(designWith({ schedules: 1 })));
});

test("a standby that boots for longer serves later by as much", async () => {
  const slow = designWith({ workload: { ...DEFAULTS, bootSeconds: 300 } });
  for (const outage of await outagesOf(slow, "region black", { ...FEW, to: 10 })) {
    const boot = outage!.serves - outage!.running;
    expect(boot).toBeGreaterThanOrEqual(210_000);
    expect(boot).toBeLessThan(300_000);
  }
});

test("a resolver's answer is of any age, also where the TTL is longer than anything else", async () => {
  const hour = designWith({ workload: { ...DEFAULTS, ttl: 3_600 } });
  const outages = await outagesOf(hour, "region black", { ...FEW, to: 30 });
  const waits = outages.map((outage) => outage!.clientTurned - outage!.checked);
  expect(Math.min(...waits)).toBeLessThan(600_000);
  expect(Math.max(...waits)).toBeGreaterThan(3_000_000);
  expect(Math.max(...waits)).toBeLessThan(3_620_000);
});
