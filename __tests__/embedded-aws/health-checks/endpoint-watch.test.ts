import { definitionOf, type EndpointDefinition } from "../../../embedded-aws/health-checks/definition";
import { AGGREGATION_MS, EndpointWatch } from "../../../embedded-aws/health-checks/endpoint-watch";
import type { Probe } from "../../../embedded-aws/health-checks/probe";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

const DEFINITION = definitionOf({
  Id: "check",
  CallerReference: "test",
  HealthCheckVersion: 1,
  HealthCheckConfig: { Type: "HTTP", IPAddress: "203.0.113.1", RequestInterval: 10 },
}) as EndpointDefinition;
const CONNECT_TIMEOUT_MS = 4_000;
const ROUND_TRIP_MS = 80;

let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
afterEach(() => clock.stop());

/** Random numbers in [0, 1) by a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A watch over an endpoint that answers after `takes` ms of AWS time, until `fails` says otherwise. */
function watchOver(options: { seed?: number; random?: () => number; takes: number; definition?: EndpointDefinition }) {
  const looks: { at: number; region: string; address: string }[] = [];
  const changes: { at: number; healthy: boolean; percentage: number }[] = [];
  const world = { fails: (_: { region: string; address: string }) => false, broken: false };
  const probe: Probe = async (_, checker) => {
    looks.push({ at: clock.now(), ...checker });
    if (world.broken) throw new Error("moto did not answer");
    await clock.sleep(options.takes);
    const success = !world.fails(checker);
    return { success, text: success ? "Success" : "Failure" };
  };
  const watch = new EndpointWatch(options.definition ?? DEFINITION, {
    clock,
    probe,
    random: options.random ?? seeded(options.seed ?? 1),
    onChange: () => {
      const { healthy } = watch.health;
      if (healthy !== (changes.at(-1)?.healthy ?? true)) {
        changes.push({ at: clock.now(), healthy, percentage: watch.percentage });
      }
    },
  });
  return { watch, looks, changes, world };
}

test("checkers that believe something already go on with that, and change their minds by results", async () => {
  const probe: Probe = async () => ({ success: true, text: "Success" });
  const watch = new EndpointWatch(DEFINITION, { clock, probe, random: seeded(1), onChange: () => {}, believed: false });
  expect(watch.health.healthy).toBe(false);
  await clock.sleep(3 * 10_000 + AGGREGATION_MS + 1);
  expect(watch.health.healthy).toBe(true);
});

test("a change of mind counts after another delay where one is given", async () => {
  const probe: Probe = async () => ({ success: true, text: "Success" });
  let changedAt: number | undefined;
  const onChange = () => {
    changedAt ??= clock.now();
  };
  const definition = { ...DEFINITION, failureThreshold: 1 };
  new EndpointWatch(definition, { clock, probe, random: () => 0.5, onChange, believed: false, aggregationMs: 4_500 });
  await clock.sleep(10_000);
  expect(changedAt).toBe(5_000 + 4_500);
});

test("every checker begins on its own phase, and asks again an interval after the answer", async () => {
  const phases = Array.from({ length: 16 }, (_, n) => n / 16);
  const { looks } = watchOver({ random: () => phases.shift()!, takes: 500 });
  await clock.sleep(22_000);
  expect(looks.slice(0, 16).map(({ at }) => at)).toEqual(Array.from({ length: 16 }, (_, n) => n * 625));
  const one = looks.filter(({ address }) => address === looks[1]!.address);
  expect(one.map(({ at }) => at)).toEqual([625, 11_125, 21_625]);
});

test("a new check is healthy, before any look and until enough of them failed", async () => {
  const { watch, world } = watchOver({ takes: ROUND_TRIP_MS });
  world.fails = () => true;
  expect(watch.health).toEqual({ healthy: true, reason: "16 of 16 checkers find 203.0.113.1:80/ healthy" });
  await clock.sleep(19_000);
  expect(watch.health.healthy).toBe(true);
  expect(watch.observations).toHaveLength(16);
});

/** How long one checker, and all of them together, take to see an endpoint fail. */
async function detection(seed: number, takes: number) {
  const { changes, world, watch } = watchOver({ seed, takes });
  await clock.sleep(60_000);
  const failedAt = clock.now();
  world.fails = () => true;
  await clock.sleep(60_000);
  watch.stop();
  return changes[0]!.at - failedAt - AGGREGATION_MS;
}

test.each([
  ["a black hole's checkers turn within 32 to 42 s", CONNECT_TIMEOUT_MS, 32_000, 42_000],
  ["refused connections' checkers turn within 20 to 30 s", ROUND_TRIP_MS, 20_000, 30_500],
])("%s of the failure", async (_, takes, least, most) => {
  const fast = { ...DEFINITION, regions: ["us-east-1"] };
  for (const phase of [0, 0.5, 0.999]) {
    // Before the failure the endpoint answers at once.
    const duration = { ms: 0 };
    let down = false;
    const began = clock.now();
    const turned = await new Promise<number>((resolve) => {
      const watch = new EndpointWatch(fast, {
        clock,
        probe: async () => {
          await clock.sleep(duration.ms);
          return { success: !down, text: "" };
        },
        random: () => phase,
        onChange: () => {
          if (watch.health.healthy) return;
          watch.stop();
          resolve(clock.now());
        },
      });
      clock.after(20_001, () => {
        down = true;
        duration.ms = takes;
      });
    });
    const detectedAfter = turned - began - 20_001 - AGGREGATION_MS;
    expect(detectedAfter).toBeGreaterThanOrEqual(least);
    expect(detectedAfter).toBeLessThanOrEqual(most);
  }
});

test("ten seeds of phases detect at ten times, within one interval of each other", async () => {
  const times: number[] = [];
  for (let seed = 1; seed <= 10; seed++) times.push(await detection(seed, ROUND_TRIP_MS));
  expect(new Set(times).size).toBe(10);
  for (const time of times) {
    expect(time).toBeGreaterThanOrEqual(20_000);
    expect(time).toBeLessThanOrEqual(30_500);
  }
  // 14 of 16 must have turned: the phases' differences are seconds, not rounding.
  expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(500);
});

test("the same seed detects at the same time", async () => {
  expect(await detection(7, ROUND_TRIP_MS)).toBe(await detection(7, ROUND_TRIP_MS));
});

test("an endpoint that only two of sixteen checkers reach is unhealthy, and one that three reach is healthy", async () => {
  const { watch, changes, world, looks } = watchOver({ takes: ROUND_TRIP_MS });
  const reaching = (n: number) => {
    const addresses = [...new Set(looks.map(({ address }) => address))].slice(0, n);
    world.fails = ({ address }) => !addresses.includes(address);
  };
  await clock.sleep(20_000);
  reaching(3);
  await clock.sleep(60_000);
  expect(watch.percentage).toBe(18.75);
  expect(changes).toEqual([]);
  reaching(2);
  await clock.sleep(60_000);
  expect(changes).toMatchObject([{ healthy: false, percentage: 12.5 }]);
  expect(watch.lastFailures).toHaveLength(14);
  world.fails = () => false;
  await clock.sleep(60_000);
  expect(changes).toMatchObject([{ healthy: false }, { healthy: true, percentage: 18.75 }]);
});

test("a question that could not be put counts neither way, and is put again", async () => {
  const { watch, world, looks } = watchOver({ takes: ROUND_TRIP_MS });
  world.broken = true;
  await clock.sleep(100_000);
  expect(watch.health.healthy).toBe(true);
  expect(looks.length).toBeGreaterThan(16 * 9);
  world.broken = false;
  world.fails = () => true;
  await clock.sleep(40_000);
  expect(watch.health.healthy).toBe(false);
});

test("the lowest percentage of a minute is told once", async () => {
  const { watch, world } = watchOver({ takes: ROUND_TRIP_MS });
  world.fails = ({ region }) => region === "us-east-1";
  await clock.sleep(40_000);
  world.fails = () => false;
  await clock.sleep(40_000);
  expect([watch.takeLowestPercentage(), watch.takeLowestPercentage()]).toEqual([87.5, 100]);
});

test("a changed target is asked from the next look on, and what was thought stays", async () => {
  const asked: string[] = [];
  const watch = new EndpointWatch(
    { ...DEFINITION, regions: ["us-east-1"] },
    {
      clock,
      random: () => 0,
      onChange: () => {},
      probe: async (target) => {
        asked.push(target.path);
        return { success: target.path === "/new", text: "" };
      },
    },
  );
  await clock.sleep(30_000);
  watch.follow({ ...DEFINITION, target: { ...DEFINITION.target, path: "/new" } });
  await clock.sleep(15_000);
  expect(watch.health.healthy).toBe(false);
  await clock.sleep(15_000);
  expect(watch.health.healthy).toBe(true);
  expect(asked.indexOf("/new")).toBe(6);
});

test("a stopped watch looks no more", async () => {
  const { watch, looks } = watchOver({ takes: CONNECT_TIMEOUT_MS });
  await clock.sleep(12_000);
  watch.stop();
  const soFar = looks.length;
  await clock.sleep(60_000);
  expect(looks).toHaveLength(soFar);
});
