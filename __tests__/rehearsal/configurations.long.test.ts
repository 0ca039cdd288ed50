import type { Configuration, Workload } from "../../config/configuration";
import { comeBack, failBack } from "../../rehearsal/failback-story";
import { failOver } from "../../rehearsal/failover-story";
import { playScenario } from "../../rehearsal/play-scenario";
import { silentProgress } from "../../rehearsal/progress";
import { blip } from "../../rehearsal/scenarios/blip";
import { failback } from "../../rehearsal/scenarios/failback";
import { flapping } from "../../rehearsal/scenarios/flapping";
import { maintenance } from "../../rehearsal/scenarios/maintenance";
import { allServedBy } from "../../rehearsal/service";
import { configuration } from "../configurations";
import { onFork } from "./on-fork";
import { provenDeployment } from "./proven-deployment";

/** A deployment takes 80 s on two cores; the longest play, an hour and a half of AWS time, three minutes. */
jest.setTimeout(900_000);

/** Milliseconds of AWS time before the disaster. */
const CALM_MS = 60_000;

/** The smallest file, and what its workload says beside. */
function smallestBut(changes: Partial<Workload>): Configuration {
  const given = configuration("smallest");
  return { ...given, workloads: given.workloads.map((each) => ({ ...each, ...changes })) };
}

/** Whose sense depends on the file more than the others'. */
const PRESUPPOSING = [blip, flapping, failback, maintenance];

const { healthCheck } = configuration("smallest").workloads[0]!;

describe.each([
  [
    "everything is slow: TTL, boot, check and grace period",
    smallestBut({
      ...{ ttl: 300, bootSeconds: 600, graceSeconds: 3_600 },
      healthCheck: { ...healthCheck, interval: 30, threshold: 10 },
    }),
  ],
  [
    "everything is as quick as a file may say",
    smallestBut({ ttl: 1, bootSeconds: 1, graceSeconds: 0, healthCheck: { ...healthCheck, threshold: 1 } }),
  ],
  ["users return by themselves", smallestBut({ failback: "automatic" })],
] as const)("where %s", (_, given) => {
  const deployment = provenDeployment(given);

  test("the story is told to its end: users are saved within the promise, held if they are to be, and come back", async () => {
    await onFork(deployment, {}, async (stage) => {
      const { aws, workload } = stage;
      const begun = aws.clock.now();
      const isCalm = () => aws.clock.now() - begun >= CALM_MS && allServedBy(stage, workload.primary.address);
      await aws.runUntil("all users have been served by the primary for a while", isCalm, 2 * CALM_MS);
      const since = await failOver(silentProgress(), stage, "instance");
      await comeBack(silentProgress(), [{ stage, since }], "instance");
      await failBack(silentProgress(), { stage, since });
    });
  });

  test.each(PRESUPPOSING)("$name passes", async (scenario) => {
    expect((await playScenario(scenario, deployment)).failure).toBeUndefined();
  });
});
