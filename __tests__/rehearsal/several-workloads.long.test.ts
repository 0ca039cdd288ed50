import type { Some } from "../../rehearsal/disaster";
import { failAllBack, failAllOver } from "../../rehearsal/disaster-story";
import { silentProgress } from "../../rehearsal/progress";
import { allServedBy } from "../../rehearsal/service";
import type { Stage } from "../../rehearsal/stage";
import { configuration } from "../configurations";
import { playCase } from "./named-case";
import { onForkOfAll } from "./on-fork";
import { PRIMARY_REGION, provenDeployment } from "./proven-deployment";

/** The deployment takes three minutes on two cores; a story of two workloads, half a minute. */
jest.setTimeout(900_000);

const deployment = provenDeployment(configuration("two-workloads"));

/** Milliseconds of AWS time until users who have just come are served. */
const SERVED_WITHIN_MS = 60_000;

/** Milliseconds for which an application answers with an error: too short for any check. */
const BLIP_MS = 5_000;

const onBoth = (play: (stages: Some<Stage>) => Promise<void>) =>
  onForkOfAll(deployment, async (stages) => {
    await stages[0].aws.runUntil("users of both are served by the primaries", () => atHome(stages), SERVED_WITHIN_MS);
    await play(stages);
  });

const atHome = (stages: Some<Stage>) => stages.every((stage) => allServedBy(stage, stage.workload.primary.address));
const away = (stages: Some<Stage>) => stages.every((stage) => allServedBy(stage, stage.workload.standby.address));

/** Milliseconds, of the user who felt the longest since a moment. */
const worstOutage = ({ users }: Stage, since: number) => users.outages(since).worst?.milliseconds ?? 0;
const promised = ({ workload }: Stage) => workload.promisedRecoverySeconds * 1_000;

test("each dies alone, and is failed back alone, while the other's users see nothing", () =>
  onBoth(async (stages) => {
    const progress = silentProgress();
    const failedOver = await failAllOver(progress, stages, "instance");
    const [first, second] = failedOver;
    expect(failedOver.map(({ stage }) => stage.workload.name)).toEqual(["www", "shop"]);
    expect(second!.since).toBeGreaterThan(first.since);
    expect(away(stages)).toBe(true);
    for (const { stage, since } of failedOver) {
      expect(worstOutage(stage, since)).toBeGreaterThan(0);
      expect(worstOutage(stage, since)).toBeLessThan(promised(stage));
    }
    // The first one's users have seen one gap, their own; the second one's, none before theirs.
    expect(worstOutage(first.stage, second!.since)).toBe(0);
    expect(second!.stage.users.failures(first.since, second!.since - 1)).toEqual([]);

    await failAllBack(progress, failedOver, "instance");
    expect(atHome(stages)).toBe(true);
    expect(progress.titles.filter((title) => title.endsWith("nobody has noticed it"))).toEqual(
      ["shop", "www", "shop", "www"].map((name) => `${name}: nobody has noticed it`),
    );
  }));

test("all at once they die with their region, and each is failed back", () =>
  onBoth(async (stages) => {
    const progress = silentProgress();
    const failedOver = await failAllOver(progress, stages, "region");
    expect(progress.titles).toContain(`www and shop: ${PRIMARY_REGION} goes dark`);
    expect(new Set(failedOver.map(({ since }) => since)).size).toBe(1);
    expect(away(stages)).toBe(true);
    for (const { stage, since } of failedOver) expect(worstOutage(stage, since)).toBeGreaterThan(0);

    await failAllBack(progress, failedOver, "region");
    expect(progress.titles).toContain(`www and shop: ${PRIMARY_REGION} is back`);
    expect(atHome(stages)).toBe(true);
  }));

test("where one's disaster reaches the other's users, the story fails, and says whose", () =>
  onBoth(async (stages) => {
    const [www, shop] = stages;
    const { servers } = www.aws.dataPlane;
    const striking = failAllOver(silentProgress(), stages, "instance", ([struck]) => {
      if (struck !== www) return;
      const mend = servers.misbehave(shop!.workload.primary.instanceId!, { kind: "answers", status: 500 });
      www.aws.clock.after(BLIP_MS, mend);
    });
    await expect(striking).rejects.toThrow(
      /^Step "shop: nobody has noticed it" failed: shop: user \d saw a failure, at /,
    );
  }));

test("a scenario on one of them is that one's: the other fails over beside it from a dark region, and is not counted", () => {
  const [www, shop] = deployment.workloads;
  return playCase({ ...deployment, clean: deployment.clean, workload: shop! }, async (world) => {
    expect(world.stage.workload.name).toBe("shop");
    await world.primaryRegionGoesDark();
    await world.untilServedBy("standby", 5);
    await world.untilEffective();
    expect(world.aws.power.stateOf(www!.standby.instanceId)).toBe("running");
    expect(world.commits().map(({ who }) => who)).toEqual([shop!.controller]);
  });
});
