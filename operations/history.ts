import { InvalidArgumentError } from "commander";
import type { Episode } from "../contract/episode";
import { chosenDeployment } from "./deployment";
import { EXIT, type ExitCode, failureOf } from "./failure";
import { lockBucketOf, readEpisodes, readMemory } from "./look/lock-bucket";
import { within } from "./reading";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import { clockTime, duration, printable } from "./wording";
import type { World } from "./world";

const USUAL_LIMIT = 20;
const HIGHEST_LIMIT = 1_000;

interface HistoryOptions extends CommonOptions {
  readonly limit?: number;
}

export const history: Registration = (cli, { world, end }) => {
  describedCommand(cli, "history", {
    summary: "What has happened: failovers, drills and maintenances, with their recovery times.",
    calls: "reads only: tags, the controller's configuration and its bucket, in the standby's region.",
    changes: "nothing.",
  })
    .argument(...WORKLOAD)
    .option("--limit <number>", `how many, the latest first (default: ${USUAL_LIMIT})`, parseLimit)
    .action(async (workload: string | undefined, options: HistoryOptions) =>
      end(await runHistory(world, workload, options)),
    );
};

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > HIGHEST_LIMIT)
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${HIGHEST_LIMIT}.`);
  return limit;
}

/** @throws Failure where it cannot be read */
async function runHistory(
  world: World,
  workload: string | undefined,
  { region, json, limit = USUAL_LIMIT }: HistoryOptions,
): Promise<ExitCode> {
  const deployment = await chosenDeployment(world, { region, workload });
  const bucket = lockBucketOf(world, deployment);
  let episodes: Episode[];
  try {
    const [memory, recorded] = await Promise.all([
      within((signal) => readMemory(bucket, signal)),
      within((signal) => readEpisodes(bucket, limit, signal)),
    ]);
    episodes = latestFirst(memory, recorded).slice(0, limit);
  } catch (error) {
    throw failureOf(error, `Reading the episodes of ${deployment.workload}`);
  }
  const { output } = world.terminal;
  output.write(json ? `${JSON.stringify(episodes, undefined, 2)}\n` : historyText(episodes, deployment));
  return EXIT.done;
}

/** An episode that has ended stays in the memory until its document is written: for a moment it is in both. */
function latestFirst(memory: Awaited<ReturnType<typeof readMemory>>, recorded: readonly Episode[]): Episode[] {
  const { episode, finished = [] } = memory ?? {};
  const all = [...recorded, ...finished, ...(episode ? [episode] : [])];
  const byId = new Map(all.map((each) => [each.id, each]));
  return [...byId.values()].sort((one, other) => other.startedAt - one.startedAt);
}

/** Pure. */
function historyText(
  episodes: readonly Episode[],
  { workload, promisedRecoverySeconds }: { workload: string; promisedRecoverySeconds: number },
): string {
  if (episodes.length === 0) return `${workload}: nothing has happened yet, not even a drill.\n`;
  const heading = ["when", "what", "woken by", "outcome", "lasted", "recovered in"];
  const rows = [heading, ...episodes.map(rowOf)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n\n${workload} promises recovery within ${promisedRecoverySeconds} s.\n`;
}

function rowOf({ startedAt, kind, trigger, outcome, endedAt, recoverySeconds }: Episode): string[] {
  return [
    clockTime(startedAt),
    kind,
    printable(trigger),
    outcome ?? "under way",
    endedAt === undefined ? "" : duration(endedAt - startedAt),
    recoverySeconds === undefined ? "" : `${recoverySeconds} s`,
  ];
}
