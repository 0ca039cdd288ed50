import { callText, resultText, type WitnessedCall } from "../world/calls";
import type { PlayedWorkload } from "./played";
import type { CallReport, FailureReport, ScenarioReport } from "./report";
import { workloadReport } from "./workload-report";

/** Calls around a failure: enough to see what led to it, few enough to read. */
const CALLS_AROUND_FAILURE = 12;
const MS_PER_SECOND = 1_000;

/** What was not as it must be, at this AWS time in milliseconds. */
export interface Failure {
  readonly expectation: string;
  readonly seen: string;
  readonly at: number;
}

/** A scenario or a story that was played, whatever came of it. AWS time in milliseconds. */
export interface PlayedOnce
  extends Pick<ScenarioReport, "name" | "title" | "purpose" | "begunAt" | "endedAt" | "expectations"> {
  readonly failure: Failure | undefined;
  readonly workloads: readonly [PlayedWorkload, ...PlayedWorkload[]];
  /** The one command that plays it again. */
  readonly repeat: string;
}

/** What it has come to, as data. */
export async function scenarioReport(played: PlayedOnce): Promise<ScenarioReport> {
  const { name, title, purpose, begunAt, endedAt, expectations, failure, workloads } = played;
  // They live on one AWS, whose calls each of them has seen.
  const [{ witness }] = workloads;
  witness.calls.takeOver();
  const struck = workloads.flatMap(({ diary }) => diary.struckAt ?? []);
  const struckAt = struck.length === 0 ? undefined : Math.min(...struck);
  const reports = [];
  for (const workload of workloads) reports.push(await workloadReport(workload, { begunAt, endedAt }));
  return {
    ...{ name, title, purpose, begunAt, struckAt, endedAt, expectations },
    failure: failure && failureReport(played, failure, struckAt),
    workloads: reports,
    // The log has them in the order of their answers.
    calls: [...witness.calls.kept].sort((a, b) => a.at - b.at).map(callReport),
    callsLeftOut: witness.calls.leftOut,
  };
}

const callReport = ({ at, who, region, service, action, result }: WitnessedCall): CallReport => ({
  ...{ at, who, region, service, action },
  result: resultText(result),
});

function failureReport(
  { workloads: [{ witness }], begunAt, repeat }: PlayedOnce,
  { expectation, seen, at }: Failure,
  struckAt: number | undefined,
): FailureReport {
  const since = struckAt ?? begunAt;
  const seconds = ((at - since) / MS_PER_SECOND).toFixed(0);
  const until = witness.calls.kept.filter((call) => call.at <= at);
  return {
    expectation,
    seen: `${seen} (${seconds} s after ${struckAt === undefined ? "the beginning" : "the disaster"})`,
    calls: until.slice(-CALLS_AROUND_FAILURE).map((call) => callText(call, since)),
    repeat,
  };
}
