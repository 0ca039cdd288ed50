import { chosenDeployment } from "./deployment";
import { EXIT, type ExitCode, Failure } from "./failure";
import { type Commanding, commanding } from "./order/commanding";
import { confirm } from "./order/confirmation";
import { endWithUsers } from "./order/ending";
import { follow } from "./order/follow";
import { give } from "./order/give";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import type { World } from "./world";

interface FailbackOptions extends CommonOptions {
  readonly reason: string;
  readonly force?: boolean;
  readonly yes?: boolean;
}

export const failback: Registration = (cli, { world, end }) => {
  describedCommand(cli, "failback", {
    summary: "Send users back to the primary, and follow until they are there and the standby is stopped.",
    calls: "the controller, in the standby's region; then reads as status does. Not the primary's region.",
    changes:
      "the failover lock is removed, and the standby is stopped two TTLs after every name server answers the primary; if they do not turn, the lock is written again.",
  })
    .argument(...WORKLOAD)
    .requiredOption("--reason <text>", "why, for whoever reads the record (at most 200 characters)")
    .option("--force", "skip the controller's own probes: for a primary that only Route 53 can reach")
    .option("--yes", "do not ask: for scripts")
    .action(async (workload: string | undefined, options: FailbackOptions) =>
      end(await runFailback(world, workload, options)),
    );
};

/** @throws Failure where it is refused, fails, or is interrupted */
async function runFailback(
  world: World,
  workload: string | undefined,
  { region, json, reason, force, yes }: FailbackOptions,
): Promise<ExitCode> {
  const deployment = await chosenDeployment(world, { region, workload });
  await confirm(world.terminal, {
    workload: deployment.workload,
    consequences: `Users of ${deployment.domain} are sent back to the primary, and then the standby is stopped. What they wrote on the standby stays on the standby.`,
    yes,
  });
  return commanding(world, deployment, json, (parts) => orderFailback(world, parts, reason, force === true));
}

async function orderFailback(world: World, parts: Commanding, reason: string, force: boolean): Promise<ExitCode> {
  const { deployment, narrator } = parts;
  const given = await give(world, parts, { command: "failback", reason, ...(force ? { force } : {}) });
  const { episode } = await follow(world, given, ({ memory }) => memory.order?.id !== given.id);
  const exitCode = await endWithUsers(world, deployment, narrator, "primary");
  if (episode?.outcome !== "failed back")
    throw new Failure(EXIT.failed, "The failback has failed. What happened stands above.");
  return exitCode;
}
