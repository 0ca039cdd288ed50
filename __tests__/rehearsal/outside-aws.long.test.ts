import { playAndKeep } from "../../rehearsal/play-scenario";
import { usEast1Black } from "../../rehearsal/scenarios/us-east-1-black";
import { configuration } from "../configurations";
import { playCase } from "./named-case";
import { provenDeployment, STANDBY_REGION } from "./proven-deployment";

/** The deployment takes 60 s on two cores; the case, a quarter of an hour of AWS time, half a minute. */
jest.setTimeout(400_000);

/** Milliseconds: users are saved, the failover is in effect, and two minutes more. */
const DARK_AT_LEAST_MS = 3 * 60_000;

/** RFC 5737's TEST-NET-3, which is nobody's. */
const ADDRESS = "203.0.113.11";

function withPrimaryOutside(name: "smallest" | "primary-in-us-east-1") {
  const given = configuration(name);
  const primary = { kind: "existing", address: ADDRESS } as const;
  return { ...given, workloads: given.workloads.map((workload) => ({ ...workload, primary })) };
}

describe("where the standby is in us-east-1", () => {
  const deployment = provenDeployment(withPrimaryOutside("smallest"));

  test("an existing primary outside AWS is failed over from, and back to, like any other", () =>
    playCase(deployment, async (world) => {
      const { aws, stage } = world;
      expect(stage.workload.primary).toEqual({ address: ADDRESS });
      await world.failOver();
      expect(world.worstOutage()).toBeLessThan(stage.workload.promisedRecoverySeconds * 1_000);
      expect(world.commits()).toHaveLength(1);

      await world.bringBack();
      const back = aws.clock.now();
      await world.pass(5);
      expect(world.isServedBy("standby")).toBe(true);
      await world.pilotLight("failback", "www", "--yes", "--reason", "the primary is mended");
      await world.untilServedBy("primary", 3);
      await world.untilOver(10);
      expect(world.worstOutage(back)).toBe(0);
      // By the controller and the operator; whoever tells the story looks wherever a deployment may be.
      const ofRoles = aws.callLog.calls.filter(({ call }) => aws.whoIs(call.who).kind === "role session");
      expect(new Set(ofRoles.map(({ call }) => call.region))).toEqual(new Set([STANDBY_REGION]));
    }));
});

describe("where the standby is not in us-east-1", () => {
  const deployment = provenDeployment(withPrimaryOutside("primary-in-us-east-1"));

  test("us-east-1 goes dark beside the primary: its alarm comes too late, and users are saved all the same", async () => {
    const { report, timeline, aws } = await playAndKeep(usEast1Black, deployment);
    await aws.stop();
    expect(report.failure).toBeUndefined();
    // Lit again it tells of a primary that was down; the usual alarm comes two minutes after the disaster.
    const alarms = timeline.since(0).filter(({ text }) => text.startsWith("the alarm reached"));
    for (const { at } of alarms) expect(at - report.struckAt!).toBeGreaterThan(DARK_AT_LEAST_MS);
  });
});
