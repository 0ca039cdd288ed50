import { DeleteBucketPolicyCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { mostAtWork } from "../../rehearsal/at-work";
import { COMMITTED, IGNITING, LATE, NO_CAPACITY, SERVES } from "../../rehearsal/expectations/people";
import type { World } from "../../rehearsal/world/world";
import { playCase } from "./named-case";
import { provenDeployment, STANDBY_REGION } from "./proven-deployment";

/** The deployment takes 80 s on two cores; a case, half an hour of AWS time, up to a minute. */
jest.setTimeout(400_000);

const MINUTE_MS = 60_000;

/** The holder of the lease, and a tick for the length of one look (ADR 13). */
const MOST_AT_WORK = 2;

const deployment = provenDeployment();

/** A test that is a case; its name is the case's sentence. */
const inCase = (sentence: string, play: (given: World) => Promise<void>, seed?: number) =>
  test(sentence, () => playCase(deployment, play, seed));

/** Versions of the lock: one a commit. */
async function timesLocked({ aws, stage }: World): Promise<number> {
  const { bucket: Bucket, key: Prefix } = stage.workload.lock;
  const { Versions } = await aws.clients.s3(STANDBY_REGION).send(new ListObjectVersionsCommand({ Bucket, Prefix }));
  return Versions?.length ?? 0;
}

inCase("all three triggers come at once, and the failover is the same as by one", async (given) => {
  const { aws, since, stage } = given;
  // By now the alarm has turned.
  const together = since + 4 * MINUTE_MS;
  aws.faults.disturbDeliveries(() => {
    const milliseconds = together - aws.clock.now();
    return milliseconds > 0 ? { kind: "late", milliseconds } : undefined;
  });
  await given.stopPrimary();
  await given.untilServedBy("standby", 10);
  await given.untilEffective();
  const kinds = stage.timeline
    .deliveries(since)
    .filter(({ endedAt }) => endedAt >= together && endedAt <= together + 1_000)
    .map(({ source }) => source.kind);
  expect(new Set(kinds)).toEqual(new Set(["alarm", "event", "schedule"]));
  expect(await given.told()).toEqual([IGNITING, SERVES, COMMITTED]);
  expect(await timesLocked(given)).toBe(1);
});

inCase("the lock bucket is unreadable for Route 53's checkers: users are served all the same", async (given) => {
  const { aws, stage } = given;
  const { bucket: Bucket } = stage.workload.lock;
  await aws.clients.s3(STANDBY_REGION).send(new DeleteBucketPolicyCommand({ Bucket }));
  await given.failOver();
  const saved = aws.clock.now();
  await given.bringBack();
  await given.untilServedBy("primary", 5);
  await given.pass(5);
  // Nothing is stopped while the lock exists: whichever site Route 53 answers serves.
  expect(await given.isCommitted()).toBe(true);
  expect(given.worstOutage(saved)).toBe(0);
  expect(given.standbyState()).toBe("running");
});

inCase(
  "the checkers are blocked while the controller reaches the primary: the standby serves, nothing is committed, people are told",
  async (given) => {
    const { aws, stage } = given;
    const unblock = given.checkersAreBlocked();
    await given.untilServedBy("standby", 6);
    await given.pass(10);
    expect(await given.isCommitted()).toBe(false);
    expect(given.isServedBy("standby")).toBe(true);
    expect(await given.told()).toEqual([IGNITING, SERVES]);
    const served = aws.clock.now();
    unblock();
    await given.untilServedBy("primary", 5);
    await given.untilOver(20);
    await given.pass(1);
    expect(given.worstOutage(served)).toBe(0);
    expect(await given.told()).toEqual([IGNITING, SERVES, "the primary is back"]);
    expect((await given.episodes()).map(({ outcome }) => outcome)).toEqual(["the primary recovered by itself"]);
    expect(stage.workload.promisedRecoverySeconds * 1_000).toBeGreaterThan(given.worstOutage());
  },
);

inCase(
  "the path between the two regions breaks while users everywhere else reach the primary: ignited, never committed",
  async (given) => {
    const mend = given.pathBetweenRegionsBreaks();
    await given.until("the standby is ignited", () => given.standbyState() === "running", 4);
    await given.pass(15);
    expect(await given.isCommitted()).toBe(false);
    expect(given.isServedBy("primary")).toBe(true);
    expect(given.standbyState()).toBe("running");
    mend();
    await given.untilOver(20);
    expect(given.worstOutage()).toBe(0);
    expect(await timesLocked(given)).toBe(0);
    expect(await given.told()).toEqual([IGNITING, SERVES, "the primary is back"]);
  },
);

describe("a failback", () => {
  test.each([1, 2, 3])("leaves no gap for any user's resolver (phases of seed %i)", (seed) =>
    playCase(
      deployment,
      async (given) => {
        await given.failOver();
        await given.bringBack();
        const asked = given.aws.clock.now();
        const printed = await given.pilotLight("failback", "www", "--yes", "--reason", "the primary is mended");
        await given.pass(3);
        expect(printed).toContain("every name server answers the primary");
        expect(given.worstOutage(asked)).toBe(0);
        expect(given.isServedBy("primary")).toBe(true);
        expect(given.standbyState()).toBe("stopped");
        expect((await given.episodes()).map(({ outcome }) => outcome)).toEqual(["failed back"]);
        const atWork = await mostAtWork(given.aws, STANDBY_REGION, given.stage.workload.controller);
        expect(atWork).toBeLessThanOrEqual(MOST_AT_WORK);
      },
      seed,
    ),
  );

  inCase("is refused while the primary is down, and users stay", async (given) => {
    await given.failOver();
    const asked = given.aws.clock.now();
    const refused = given.pilotLight("failback", "www", "--yes", "--reason", "too early");
    await expect(refused).rejects.toThrow(/ended with exit code 3:\n.*The primary does not serve/);
    await given.pass(3);
    expect(await given.isCommitted()).toBe(true);
    expect(given.isServedBy("standby")).toBe(true);
    expect(given.worstOutage(asked)).toBe(0);
  });
});

inCase("capacity arrives after 20 minutes: the standby serves then, and people were told at once", async (given) => {
  const { aws } = given;
  const capacityArrives = given.noCapacity();
  await given.stopPrimary();
  await given.pass(20);
  expect(given.standbyState()).toBe("stopped");
  expect(await given.told()).toEqual([NO_CAPACITY]);
  expect(await given.alarmed()).toContain("pilot-light-www-not-handled");
  capacityArrives();
  const arrived = aws.clock.now();
  await given.untilServedBy("standby", 5);
  await given.untilEffective();
  expect(aws.clock.now() - arrived).toBeLessThan(5 * MINUTE_MS);
  expect(await given.isCommitted()).toBe(true);
  expect(await given.told()).toEqual([NO_CAPACITY, IGNITING, LATE, SERVES, COMMITTED]);
});

inCase("the function dies between StartInstances and the lock: the next tick picks it up", async (given) => {
  const { stage } = given;
  await given.stopPrimary();
  await given.until("the standby is starting", () => given.standbyState() === "pending", 3);
  given.functionDies();
  await given.untilServedBy("standby", 5);
  await given.untilEffective();
  expect(await timesLocked(given)).toBe(1);
  expect(given.worstOutage()).toBeLessThan(stage.workload.promisedRecoverySeconds * 1_000);
  expect(await given.told()).toEqual([IGNITING, SERVES, COMMITTED]);
  expect(await given.alarmed()).toContain("pilot-light-www-not-handled");
});

inCase("a 20-second blip ignites at most, and never commits", async (given) => {
  const heal = given.applicationFails({ kind: "refuses" });
  await given.passSeconds(20);
  heal();
  await given.pass(20);
  expect(await timesLocked(given)).toBe(0);
  expect(given.isServedBy("primary")).toBe(true);
  expect(given.standbyState()).toBe("stopped");
  expect((await given.memory()).episode).toBeUndefined();
});

inCase("an apply in the middle of a failover changes nothing", async (given) => {
  await given.failOver();
  expect(await given.terraformApply()).toEqual([]);
  const applied = given.aws.clock.now();
  await given.pass(5);
  expect(given.worstOutage(applied)).toBe(0);
  expect(given.isServedBy("standby")).toBe(true);
  expect(await given.isCommitted()).toBe(true);
});
