import fc from "fast-check";
import { good, MINUTE, refused, settings } from "../observed";
import { alarm, tick } from "../waking";
import { CrowdedWorld } from "./crowded-world";

/** One thing that happens, so many seconds after the one before. */
export interface Happening {
  after: number;
  what: (typeof WHAT)[number];
}

const WHAT = [
  "the primary dies",
  "the primary returns",
  "the path breaks",
  "the path heals",
  "the checkers are blocked",
  "the checkers are free",
  "the name servers are silent",
  "the name servers answer",
  "no capacity",
  "capacity",
  "the standby dies",
  "the standby stops serving",
  "the standby serves again",
  "S3 is ill",
  "S3 is well",
  "SNS is ill",
  "SNS is well",
  "all invocations crash",
  "an alarm",
  "an alarm, twice",
  "failover",
  "failback",
  "drill",
  "end-drill",
  "maintenance-on",
  "maintenance-off",
] as const;

/** Long histories: what happens, in an hour or more of ticks. */
export const histories = fc.record({
  happenings: fc.array(fc.record({ after: fc.integer({ min: 0, max: 400 }), what: fc.constantFrom(...WHAT) }), {
    minLength: 5,
    maxLength: 25,
  }),
  latencies: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 7, maxLength: 7 }),
});

export type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** Until whatever is under way has come to its end when nothing new goes wrong, in minutes. */
const AFTERMATH = 45;
const TICK_MS = MINUTE;

/** Lives through a history, and then through its aftermath, in which nothing new goes wrong. Answers what was broken. */
export async function lived({ happenings, latencies }: History): Promise<string[]> {
  let calls = 0;
  const world = new CrowdedWorld(settings, () => latencies[calls++ % latencies.length]!);
  const ticks = new Ticks(world);
  for (const [number, { after, what }] of happenings.entries()) {
    await ticks.until(world.time + after * 1_000);
    happens(world, what, number);
  }
  world.s3IsIll = false;
  world.nameServersAreSilent = false;
  world.hasCapacity = true;
  world.servesAfter = 20_000;
  await ticks.until(world.time + AFTERMATH * MINUTE);
  return [...world.judge.broken, ...endOf(world)];
}

/** The schedule, one tick a minute, while DNS follows Route 53's checkers. */
class Ticks {
  private next: number;

  constructor(private readonly world: CrowdedWorld) {
    this.next = world.time;
  }

  async until(end: number): Promise<void> {
    const { world } = this;
    while (this.next <= end) {
      await world.clock.until(this.next);
      world.followDns();
      void world.deliver(tick);
      this.next += TICK_MS;
    }
    await world.clock.until(end);
    world.followDns();
  }
}

function happens(world: CrowdedWorld, what: Happening["what"], number: number): void {
  const { type } = world.power as { type: string };
  const ask = (parts: object) =>
    void world.deliver({ version: 2, id: `request ${number}`, reason: "a test", ...parts });
  const does: Record<Happening["what"], () => void> = {
    "the primary dies": () => {
      world.primary = () => refused;
    },
    "the primary returns": () => {
      world.primary = () => good;
    },
    "the path breaks": () => {
      world.pathIsBroken = true;
    },
    "the path heals": () => {
      world.pathIsBroken = false;
    },
    "the checkers are blocked": () => {
      world.checkersAreBlocked = true;
    },
    "the checkers are free": () => {
      world.checkersAreBlocked = false;
    },
    "the name servers are silent": () => {
      world.nameServersAreSilent = true;
    },
    "the name servers answer": () => {
      world.nameServersAreSilent = false;
    },
    "no capacity": () => {
      world.hasCapacity = false;
    },
    capacity: () => {
      world.hasCapacity = true;
    },
    "the standby dies": () => {
      world.power = { state: "stopped", type, reason: "Server.InternalError" };
    },
    "the standby stops serving": () => {
      world.servesAfter = Number.POSITIVE_INFINITY;
    },
    "the standby serves again": () => {
      world.servesAfter = 20_000;
    },
    "S3 is ill": () => {
      world.s3IsIll = true;
    },
    "S3 is well": () => {
      world.s3IsIll = false;
    },
    "SNS is ill": () => {
      world.snsIsIll = true;
    },
    "SNS is well": () => {
      world.snsIsIll = false;
    },
    "all invocations crash": () => world.crashAll(),
    "an alarm": () => void world.deliver(alarm("ALARM")),
    "an alarm, twice": () => {
      for (const each of [alarm("ALARM"), alarm("ALARM")]) void world.deliver(each);
    },
    failover: () => ask({ command: "failover" }),
    failback: () => ask({ command: "failback" }),
    drill: () => ask({ command: "drill" }),
    "end-drill": () => ask({ command: "end-drill" }),
    "maintenance-on": () => ask({ command: "maintenance-on", until: new Date(world.time + 10 * MINUTE).toISOString() }),
    "maintenance-off": () => ask({ command: "maintenance-off" }),
  };
  does[what]();
}

/** Properties 3 and 7, when all is over. */
function endOf(world: CrowdedWorld): string[] {
  const primaryServes = world.primary().kind === "serves";
  const isServed = world.users === "standby" ? world.standbyServes : primaryServes;
  const { episode, order, outbox } = world.memory.stored!;
  const isWell = primaryServes && !world.pathIsBroken && !world.checkersAreBlocked;
  return [
    ...(!primaryServes && !world.standbyServes ? ["3: the standby does not serve in the end"] : []),
    ...(outbox && !world.s3IsIll && !world.snsIsIll ? [`a message is never sent: ${JSON.stringify(outbox)}`] : []),
    ...(isServed ? [] : [`7: users are at a ${world.users} that does not serve in the end`]),
    ...(isWell && order !== undefined ? [`an order never ends: ${JSON.stringify(order)}`] : []),
    ...(isWell && episode && !world.lock.stored ? [`an episode never ends: ${JSON.stringify(episode)}`] : []),
  ];
}
