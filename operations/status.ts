import { chosenDeployment, type Deployment } from "./deployment";
import { EXIT, type ExitCode } from "./failure";
import { checkResolver } from "./look/name-servers";
import { Interrupted, onCtrlC } from "./order/interrupt";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import { reportOf, type StatusReport } from "./status/report";
import { screen } from "./status/screen";
import type { World } from "./world";

/** Milliseconds between two screens. */
const EVERY_MS = 5_000;
/** ECMA-48: erase the display, cursor to its beginning. */
const CLEAR = "\u001b[2J\u001b[H";

interface StatusOptions extends CommonOptions {
  readonly watch?: boolean;
  /** HOST or HOST:PORT. */
  readonly resolver?: string;
}

export const status: Registration = (cli, { world, end }) => {
  describedCommand(cli, "status", {
    summary: "What users get now, both sites, the lock, the controller's mode, and the way round a broken controller.",
    calls:
      "reads only, 3 s each: tags, the controller's configuration and its bucket, the standby's instance, the alarm in us-east-1; asks DNS and both sites. Not the primary's region.",
    changes: "nothing.",
  })
    .argument(...WORKLOAD)
    .option("--watch", "again every 5 s, until Ctrl-C; without a terminal whenever something has changed")
    .option("--resolver <host:port>", "ask this DNS server instead of the zone's own name servers")
    .action(async (workload: string | undefined, options: StatusOptions) =>
      end(await runStatus(world, workload, options)),
    );
};

/** @throws Failure where there is nothing to look at, or it may not be looked at */
async function runStatus(
  world: World,
  workload: string | undefined,
  { region, resolver, watch, json }: StatusOptions,
): Promise<ExitCode> {
  const server = resolver === undefined ? undefined : checkResolver(resolver);
  const deployment = await chosenDeployment(world, { region, workload });
  // Loaded here: most commands never look around, or only at their end.
  const { lookAround } = require("./look/situation") as typeof import("./look/situation");
  const look = async () => reportOf(await lookAround(world, deployment, server), deployment);
  const text = (report: StatusReport, pretty: boolean) =>
    json ? `${JSON.stringify(report, undefined, pretty ? 2 : 0)}\n` : screen(report, world.colours);
  if (!watch) {
    world.terminal.output.write(text(await look(), true));
    return EXIT.done;
  }
  return watching(world, deployment, look, (report) => text(report, false), json !== true);
}

async function watching(
  world: World,
  { workload }: Deployment,
  look: () => Promise<StatusReport>,
  text: (report: StatusReport) => string,
  isScreen: boolean,
): Promise<ExitCode> {
  const { output } = world.terminal;
  const redraws = isScreen && output.isTTY === true;
  const interrupt = onCtrlC(world);
  let shown: string | undefined;
  try {
    for (;;) {
      const report = await interrupt.orElse(look());
      if (redraws) output.write(`${CLEAR}${text(report)}\nAgain every ${EVERY_MS / 1_000} s, until Ctrl-C.\n`);
      else if (essence(report) !== shown) output.write(text(report));
      shown = essence(report);
      await interrupt.orElse(world.sleep(EVERY_MS));
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    world.terminal.errors.write(`No longer watching ${workload}.\n`);
    return EXIT.interrupted;
  } finally {
    interrupt.release();
  }
}

/** What may differ at every look although nothing has changed: also AWS's words for a refusal. */
const ALWAYS_NEW: ReadonlySet<string> = new Set(["at", "ms", "ttl", "excerpt", "why"]);

const essence = (report: StatusReport): string =>
  JSON.stringify(report, (key, value) => (ALWAYS_NEW.has(key) ? undefined : value));
