import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { Broken } from "./broken";
import type { ProvenDeployment } from "./proven-deployment";
import type { ScenarioReport } from "./report/report";
import { scenarioReport } from "./report/scenario-report";
import type { Scenario } from "./scenario";
import { type BreakIt, type Copy, copyOf } from "./scenario-copy";
import { allServedBy } from "./service";
import type { Stage } from "./stage";
import type { Timeline } from "./timeline";
import { Diary } from "./world/diary";
import { Overseer } from "./world/overseer";
import type { DeployedByTerraform } from "./world/terraform-here";
import { Witness } from "./world/witness";
import { worldOf } from "./world/world";

/**
 * Milliseconds of AWS time before anything happens: two TTLs of the smallest file, after which every user's cache has its own
 * phase. Of a longer TTL that is drawn from the beginning (`User.takePhase`), so that nobody has to wait for it.
 */
const CALM_MS = 60_000;
const SERVED_WITHIN_MS = 3 * 60_000;

export interface PlayOptions {
  /** Of all phases and jitters; the same number, the same scenario. 1 if not given. */
  readonly seed?: number;
  /** The one command that plays it again. */
  readonly repeat?: string;
  /** Breaks something that was deployed, before anything happens. */
  readonly breakIt?: BreakIt;
  readonly follower?: Follower;
}

/** Seconds of AWS time: since the disaster or, before it, since the scenario's beginning. */
export interface Elapsed {
  readonly seconds: number;
  readonly since: "the disaster" | "the beginning";
}

/** Who follows a scenario while it is played. */
export interface Follower {
  /** Something was done, or waited for and came. */
  step(elapsed: Elapsed, text: string): void;
  /** Each second: what users get. */
  users(elapsed: Elapsed, stage: Stage): void;
}

const NOBODY: Follower = { step: () => {}, users: () => {} };

/** A scenario that was played, and its world, in which nothing is disturbed any more. */
export interface Played {
  readonly report: ScenarioReport;
  readonly broken: Broken | undefined;
  readonly timeline: Timeline;
  readonly aws: EmbeddedAws;
  /** For plans of this world. */
  readonly terraformHere: () => DeployedByTerraform;
}

/** Plays a scenario on a copy of a proven deployment, which is gone afterwards. */
export async function playScenario(
  scenario: Scenario,
  deployment: ProvenDeployment,
  options: PlayOptions = {},
): Promise<ScenarioReport> {
  const { report, aws } = await playAndKeep(scenario, deployment, options);
  await aws.stop();
  return report;
}

/** Plays a scenario on a copy of a proven deployment. The caller stops the copy; it is stopped with the deployment at the latest. */
export async function playAndKeep(
  scenario: Scenario,
  deployment: ProvenDeployment,
  { seed = 1, repeat = "", breakIt, follower = NOBODY }: PlayOptions = {},
): Promise<Played> {
  const copy = await copyOf(deployment, { name: scenario.name, seed, breakIt });
  const { stage, terraformHere } = copy;
  const { aws, timeline } = stage;
  try {
    const begunAt = aws.clock.now();
    const { diary, witness, looked, broken } = await actOut(scenario, copy, follower);
    const endedAt = aws.clock.now();
    const { name, title, purpose, expectations } = scenario;
    const report = await scenarioReport({
      ...{ name, title, purpose, begunAt, endedAt, repeat },
      expectations: expectations.map((expectation) => ({
        sentence: expectation.sentence,
        when: expectation.when,
        held: looked.has(expectation) ? expectation.sentence !== broken?.expectation : undefined,
      })),
      failure: broken,
      workloads: [{ stage, witness, diary }],
    });
    diary.undoAll();
    // Nothing happens in it any more: it is only planned.
    aws.dataPlane.functions.stop();
    return { report, broken, timeline, aws, terraformHere };
  } catch (error) {
    await aws.stop();
    throw error;
  }
}

/** From the calm before it to its end, or to the first thing that is not as it must be. */
async function actOut(scenario: Scenario, { stage, terraformHere }: Copy, follower: Follower) {
  const { aws, users, workload } = stage;
  const { clock, dataPlane } = aws;
  const begunAt = clock.now();
  const elapsed = (): Elapsed => ({
    seconds: (clock.now() - (diary.struckAt ?? begunAt)) / 1_000,
    since: diary.struckAt === undefined ? "the beginning" : "the disaster",
  });
  const diary = new Diary(
    () => clock.now(),
    ({ text }) => follower.step(elapsed(), text),
  );
  const witness = new Witness(stage);
  const overseer = new Overseer(clock, witness, scenario.expectations, () => follower.users(elapsed(), stage));
  let thrown: Broken | undefined;
  try {
    users.start();
    const isCalm = () => clock.now() - begunAt >= CALM_MS && allServedBy(stage, workload.primary.address);
    await aws.runUntil("all users are served by the primary", isCalm, SERVED_WITHIN_MS);
    const world = worldOf({ stage, witness, diary, broken: () => overseer.broken, terraformHere });
    overseer.begin(world);
    await scenario.play(world);
    await clock.runDuring(() => dataPlane.messages.settled());
    await overseer.lookAtTheEnd();
  } catch (error) {
    thrown = error instanceof Broken ? error : notPlayed(error as Error, clock.now());
    await overseer.look();
  } finally {
    overseer.stop();
    users.stop();
  }
  return { diary, witness, looked: overseer.looked, broken: earlier(overseer.broken, thrown) };
}

const notPlayed = (error: Error, at: number) =>
  new Broken("the scenario can be played to its end", error.message, at, error);

/** What was broken first; of two at one moment, what the play stumbled over. */
function earlier(seen: Broken | undefined, thrown: Broken | undefined): Broken | undefined {
  return seen && (!thrown || seen.at < thrown.at) ? seen : thrown;
}
