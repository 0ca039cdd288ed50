import { every } from "../embedded-aws/time/every";
import { disasterText, type Some, storyText } from "./disaster";
import { StepFailure } from "./progress";
import type { RehearsalOptions } from "./rehearsal-options";
import type { PlayedWorkload } from "./report/played";
import type { ScenarioReport } from "./report/report";
import { type Failure, scenarioReport } from "./report/scenario-report";
import type { Stage } from "./stage";
import { Diary } from "./world/diary";
import { LOOK_EVERY_MS, Witness } from "./world/witness";

const PURPOSE =
  "The whole life of a deployment: users are saved by what was deployed alone, are held there, return by one command, and nothing is left behind.";

/** Looks at a story while it is told, and tells what came of it as data. */
export class StoryRecord {
  private readonly workloads: readonly [PlayedWorkload, ...PlayedWorkload[]];
  private readonly begunAt: number;
  private readonly stepsBefore: number;
  private readonly cancel: () => void;
  private seen: ScenarioReport | undefined;

  /** From now on it looks. */
  constructor(
    private readonly options: Pick<RehearsalOptions, "progress" | "disaster" | "repeat">,
    private readonly stages: Some<Stage>,
  ) {
    const [first, ...others] = stages;
    this.workloads = [watched(first), ...others.map(watched)];
    const { clock } = first.aws;
    this.begunAt = clock.now();
    this.stepsBefore = options.progress.titles.length;
    const look = async () => {
      for (const { witness } of this.workloads) await witness.look();
    };
    // What cannot be looked at now, e.g. while moto dies, is looked at again, or the story fails by itself.
    this.cancel = every(clock, LOOK_EVERY_MS, () => void clock.hold("looking at the story", look).catch(() => {}));
  }

  /** The disaster comes over these workloads now. */
  struck(stages: readonly Stage[]): void {
    for (const { stage, diary } of this.workloads)
      if (stages.includes(stage)) diary.strike(disasterText([stage], this.options.disaster));
  }

  /** Users have stopped, and what was deployed is still there to be read: what comes now is Terraform's. */
  async end(): Promise<void> {
    this.cancel();
    this.seen = await this.see(undefined);
  }

  /** @param error with which the story ended, if it did */
  async report(error?: unknown): Promise<ScenarioReport> {
    this.cancel();
    const steps = this.options.progress.titles.slice(this.stepsBefore);
    const held = steps.map((sentence) => ({ sentence, when: "at the end", held: true }) as const);
    if (!(error instanceof StepFailure)) return { ...(this.seen ?? (await this.see(undefined))), expectations: held };
    const { step, cause } = error;
    const failed = await this.see({ expectation: step, seen: causeText(cause), at: this.now });
    const expectations = [...held, { sentence: step, when: "at the end", held: false } as const];
    return { ...(this.seen ?? failed), failure: failed.failure, expectations };
  }

  private see(failure: Failure | undefined): Promise<ScenarioReport> {
    const { begunAt, workloads, stages, options } = this;
    const { disaster, repeat } = options;
    return scenarioReport({
      name: `story-${disaster}`,
      title: `The whole story: ${storyText(stages, disaster)}`,
      purpose: PURPOSE,
      ...{ begunAt, repeat, failure, workloads },
      endedAt: this.now,
      expectations: [],
    });
  }

  private get now(): number {
    return this.workloads[0].stage.aws.clock.now();
  }
}

function watched(stage: Stage): PlayedWorkload {
  const { aws } = stage;
  const diary = new Diary(
    () => aws.clock.now(),
    () => {},
  );
  return { stage, diary, witness: new Witness(stage) };
}

const causeText = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
