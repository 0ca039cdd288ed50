import { chosenDeployment } from "./deployment";
import { EXIT, type ExitCode } from "./failure";
import { judge } from "./preflight/judgement";
import { reportOf } from "./preflight/report";
import { screen } from "./preflight/screen";
import { checkRegion } from "./region";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import type { World } from "./world";

interface PreflightOptions extends CommonOptions {
  /** The primary's region. */
  readonly primary?: string;
  readonly strict?: boolean;
}

export const preflight: Registration = (cli, { world, end }) => {
  describedCommand(cli, "preflight", {
    summary: "Would it work tonight? Each line: what was found, why it matters, and how to mend it.",
    calls:
      "reads only, 3 s each: in the standby's region and in us-east-1, and the standby's page where it runs. The primary's region only with --primary; without it, both sites are not compared, and the dead-letter queue of its state changes is not read.",
    changes: "nothing.",
  })
    .argument(...WORKLOAD)
    .option("--primary <region>", "also look at the primary, in its region")
    .option("--strict", "fail (exit code 1) on warnings too, and on whatever is unknown")
    .action(async (workload: string | undefined, options: PreflightOptions) =>
      end(await runPreflight(world, workload, options)),
    );
};

/** @throws Failure where there is nothing to look at, or it may not be looked at */
export async function runPreflight(
  world: World,
  workload: string | undefined,
  { region, primary, strict = false, json = false }: PreflightOptions,
): Promise<ExitCode> {
  const primaryRegion = primary === undefined ? undefined : checkRegion(primary, "--primary");
  const deployment = await chosenDeployment(world, { region, workload });
  // Loaded here: no other command starts with EC2's client, or needs those of the topics, queues and quotas.
  const { readAll } = require("./preflight/read") as typeof import("./preflight/read");
  const readings = await readAll(world, deployment, primaryRegion);
  const report = reportOf(deployment, judge(deployment, readings), { at: readings.at, strict });
  world.terminal.output.write(json ? `${JSON.stringify(report, undefined, 2)}\n` : screen(report, world.colours));
  return report.passed ? EXIT.done : EXIT.failed;
}
