import { COMMITTED, FAILED_BACK, IGNITING, LATE, SERVES } from "../../rehearsal/expectations/people";
import { planStacks } from "../../rehearsal/terraform-stacks";
import type { World } from "../../rehearsal/world/world";
import { configuration, withFallbackType } from "../configurations";
import { playCase } from "./named-case";
import { provenDeployment } from "./proven-deployment";

/** The deployment takes 80 s on two cores; a case, half an hour of AWS time, up to a minute. */
jest.setTimeout(400_000);

const FALLBACK_TYPE = "t3a.micro";

const deployment = provenDeployment(withFallbackType(configuration("smallest"), FALLBACK_TYPE));

/** A test that is a case; its name is the case's sentence. */
const inCase = (sentence: string, play: (world: World) => Promise<void>) =>
  test(sentence, () => playCase(deployment, play));

/** What Terraform would change in this world. */
async function planned({ aws }: World): Promise<readonly unknown[]> {
  const { terraform, stacks } = deployment;
  const environment = { ...terraform.environment, ...aws.environment };
  return [...(await planStacks({ ...terraform, environment }, stacks)).values()].flat();
}

inCase("an apply in the middle of a failover changes nothing, also on a fallback type", async (world) => {
  const wanted = await world.standbyType();
  world.noCapacity(wanted);
  await world.failOver();
  expect(await world.standbyType()).toBe(FALLBACK_TYPE);
  expect(await world.told()).toContain(`the standby runs as ${FALLBACK_TYPE}`);

  expect(await planned(world)).toEqual([]);
  expect(await world.terraformApply()).toEqual([]);
  const applied = world.aws.clock.now();
  await world.pass(5);
  expect(await world.standbyType()).toBe(FALLBACK_TYPE);
  expect(world.worstOutage(applied)).toBe(0);
  expect(world.isServedBy("standby")).toBe(true);
  expect(await world.isCommitted()).toBe(true);

  await world.bringBack();
  await world.pilotLight("failback", "www", "--yes", "--reason", "the primary is mended");
  await world.untilOver(10);
  expect((await world.told()).at(-1)).toBe(FAILED_BACK);
  expect(await world.standbyType()).toBe(wanted);
  expect(await planned(world)).toEqual([]);
});

inCase("the lock's write fails: people are told once, and it is written when S3 takes it", async (world) => {
  const { aws, stage } = world;
  const { key } = stage.workload.lock;
  const mend = aws.faults.onCalls({
    matches: ({ service, action }) => service === "s3" && action.startsWith("PUT ") && action.endsWith(`/${key}`),
    fault: { kind: "fail" },
  });
  await world.stopPrimary();
  await world.untilServedBy("standby", 5);
  await world.pass(10);
  expect(await world.isCommitted()).toBe(false);
  expect(world.isServedBy("standby")).toBe(true);
  expect(await world.told()).toEqual([IGNITING, SERVES, "the controller could not write the failover lock"]);
  expect(await world.alarmed()).toContain("pilot-light-www-not-handled");
  mend();
  await world.untilEffective();
  expect(world.commits()).toHaveLength(1);
  expect((await world.told()).at(-1)).toBe(COMMITTED);
});

inCase("the standby boots but does not serve: nothing is committed, and people are told", async (world) => {
  const { aws, stage } = world;
  const heal = aws.dataPlane.servers.misbehave(stage.workload.standby.instanceId, { kind: "answers", status: 500 });
  await world.stopPrimary();
  await world.pass(15);
  expect(world.standbyState()).toBe("running");
  expect(world.commits()).toEqual([]);
  expect(await world.told()).toEqual([IGNITING, LATE]);
  heal();
  await world.untilServedBy("standby", 3);
  await world.untilEffective();
  expect(await world.told()).toEqual([IGNITING, LATE, SERVES, COMMITTED]);
});

inCase("the primary returns a second after the commit: users stay at the standby", async (world) => {
  const works = world.applicationFails({ kind: "refuses" });
  await world.until("the lock is written", world.isCommitted, 5);
  works();
  const returned = world.aws.clock.now();
  await world.untilServedBy("standby", 3);
  await world.pass(15);
  expect(world.isServedBy("standby")).toBe(true);
  expect(world.standbyState()).toBe("running");
  expect(world.commits()).toHaveLength(1);
  expect(world.worstOutage(returned)).toBe(0);
});

inCase(
  "maintenance expires in the middle of an outage: users are served all the while, and then held",
  async (world) => {
    await world.pilotLight("maintenance", "on", "www", "--until", "30m", "--reason", "patching", "--yes");
    await world.stopPrimary();
    await world.untilServedBy("standby", 3);
    await world.pass(10);
    expect(await world.isCommitted()).toBe(false);
    expect(await world.told()).toContain("the primary is down, in maintenance");
    const served = world.aws.clock.now();
    await world.until("the lock is written", world.isCommitted, 30);
    expect(world.worstOutage(served)).toBe(0);
    await world.untilEffective();
    expect(await world.told()).toContain("maintenance is over, its time is up");
    expect((await world.told()).at(-1)).toBe(COMMITTED);
  },
);
