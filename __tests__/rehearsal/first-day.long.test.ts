import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { messagesAfter } from "../../rehearsal/received-messages";
import { controllerMemory, exists } from "../../rehearsal/record";
import { allServedBy } from "../../rehearsal/service";
import { recordOf, type Stage } from "../../rehearsal/stage";
import { onFork } from "./on-fork";
import { newDeployment } from "./proven-deployment";

/** The deployment takes 80 s on two cores; a first day, half an hour of AWS time, up to a minute. */
jest.setTimeout(400_000);

const MINUTE_MS = 60_000;
const LONG_BOOT_MS = 20 * MINUTE_MS;
/** From the long boot's end until the controller is armed and the standby stopped: checks, DNS, TTLs and three ticks. */
const PROTECTED_WITHIN_MS = 10 * MINUTE_MS;

const deployment = newDeployment();

/** Plays on a copy of what Terraform has just left. */
const onFirstDay = (play: (stage: Stage) => Promise<void>, seed = 1) => onFork(deployment, { seed }, play);

/** Nothing listens on a site for twenty minutes, and then it serves. @param meanwhile what is waited for before */
async function bootSlowly({ aws }: Stage, instanceId: string, meanwhile = async () => {}): Promise<void> {
  const end = aws.clock.now() + LONG_BOOT_MS;
  const serve = aws.dataPlane.servers.misbehave(instanceId, { kind: "refuses" });
  await meanwhile();
  await aws.runUntil("a long boot is over", () => aws.clock.now() >= end, 2 * LONG_BOOT_MS);
  serve();
}

const untilProtected = (stage: Stage) =>
  stage.aws.runUntil(
    "the controller is armed and the standby is stopped",
    async () =>
      stage.aws.power.stateOf(stage.workload.standby.instanceId) === "stopped" &&
      (await controllerMemory(stage.aws, recordOf(stage))).armedAt !== undefined,
    PROTECTED_WITHIN_MS,
  );

const untilServedByPrimary = (stage: Stage) =>
  stage.aws.runUntil(
    "all users are served by the primary",
    () => allServedBy(stage, stage.workload.primary.address),
    PROTECTED_WITHIN_MS,
  );

/** What somebody has done to instances. */
const powerCalls = ({ callLog }: EmbeddedAws) =>
  callLog.calls
    .map(({ call }) => call.action)
    .filter((action) => /^(Start|Stop|Reboot|Terminate)Instances$/.test(action));

const worstSince = ({ users }: Stage, from: number) => users.outages(from).worst?.milliseconds ?? 0;

const told = async ({ aws, workload, messagesFolder }: Stage) =>
  (await messagesAfter(aws, messagesFolder, 0)).filter((message) => message.startsWith(`"${workload.name}: `));

test.each([1, 2, 3])(
  "a first boot of twenty minutes of the primary ignites nothing, and stops nothing that serves users (phases of seed %i)",
  (seed) =>
    onFirstDay(async (stage) => {
      const { aws, workload } = stage;
      await bootSlowly(stage, workload.primary.instanceId!);
      expect(powerCalls(aws)).toEqual([]);
      expect(allServedBy(stage, workload.standby.address)).toBe(true);
      expect(await exists(aws, recordOf(stage), workload.lock.key)).toBe(false);

      const booted = aws.clock.now();
      await untilProtected(stage);
      await untilServedByPrimary(stage);
      expect(powerCalls(aws)).toEqual(["StopInstances"]);
      expect(worstSince(stage, booted)).toBe(0);
      expect(await told(stage)).toEqual([]);
    }, seed),
);

test("a first boot of twenty minutes of the standby is not cut off: people are told that it is late, and then it is proven", () =>
  onFirstDay(async (stage) => {
    const { aws, workload } = stage;
    let served = 0;
    await bootSlowly(stage, workload.standby.instanceId, async () => {
      await untilServedByPrimary(stage);
      served = aws.clock.now();
    });
    expect(powerCalls(aws)).toEqual([]);
    expect(await told(stage)).toEqual([expect.stringContaining("the new standby has never served")]);

    await untilProtected(stage);
    expect(powerCalls(aws)).toEqual(["StopInstances"]);
    expect(worstSince(stage, served)).toBe(0);
  }));
