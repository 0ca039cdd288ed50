import { failAllBack, failAllOver } from "../../rehearsal/disaster-story";
import { silentProgress } from "../../rehearsal/progress";
import { allServedBy } from "../../rehearsal/service";
import { configuration } from "../configurations";
import { onForkOfAll } from "./on-fork";
import { provenDeployment } from "./proven-deployment";

/** The deployment of two workloads takes two minutes on two cores; the story, half a minute. */
jest.setTimeout(600_000);

/** Milliseconds of AWS time until users who have just come are served. */
const SERVED_WITHIN_MS = 60_000;

/** An instance that exists already serves a wildcard over HTTP, and the zone's own name over HTTPS. */
const deployment = provenDeployment(configuration("shared-server"));

test("two workloads on one instance that exists already die with it, and both are saved and failed back", () =>
  onForkOfAll(deployment, async (stages) => {
    const [{ aws }] = stages;
    expect(stages.map(({ parts }) => parts.site)).toEqual([
      { domain: "pilot-light.example.com", protocol: "HTTP", port: 80 },
      { domain: "example.com", protocol: "HTTPS", port: 443 },
    ]);
    const atHome = () => stages.every((stage) => allServedBy(stage, "203.0.113.10"));
    await aws.runUntil("users of both are served by the one server", atHome, SERVED_WITHIN_MS);

    const progress = silentProgress();
    const failedOver = await failAllOver(progress, stages, "instance");
    expect(progress.titles).toContain("everything and apex: i-0123456789abcdef0 is stopped");
    expect(new Set(failedOver.map(({ since }) => since)).size).toBe(1);
    for (const { stage, since } of failedOver) {
      expect(allServedBy(stage, stage.workload.standby.address)).toBe(true);
      expect(stage.users.outages(since).worst!.milliseconds).toBeLessThan(
        stage.workload.promisedRecoverySeconds * 1_000,
      );
    }
    expect(aws.callLog.calls.filter(({ call }) => call.action === "StopInstances")).toHaveLength(1);

    await failAllBack(progress, failedOver, "instance");
    expect(atHome()).toBe(true);
  }));
