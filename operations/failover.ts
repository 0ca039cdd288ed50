import type { Episode } from "../contract/episode";
import { chosenDeployment } from "./deployment";
import { EXIT, type ExitCode, Failure } from "./failure";
import { lockBucketOf, readLock } from "./look/lock-bucket";
import { type Commanding, commanding } from "./order/commanding";
import { confirm } from "./order/confirmation";
import { endWithUsers } from "./order/ending";
import { follow } from "./order/follow";
import { give } from "./order/give";
import { reading } from "./reading";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import type { World } from "./world";

/**
 * Milliseconds for every name server to answer the standby once the lock is written: Route 53 asks for it every 10 s, one
 * answer is enough, and its checkers tell the name servers within seconds.
 */
const TURN_WITHIN_MS = 3 * 60_000;

interface FailoverOptions extends CommonOptions {
  readonly reason: string;
  readonly yes?: boolean;
}

export const failover: Registration = (cli, { world, end }) => {
  describedCommand(cli, "failover", {
    summary: "Send users to the standby now, even if the primary is up, and follow until they are there.",
    calls: "the controller, in the standby's region; then reads as status does. Not the primary's region.",
    changes:
      "the standby is started, and the failover lock is written once it serves: users stay there until a failback.",
  })
    .argument(...WORKLOAD)
    .requiredOption("--reason <text>", "why, for whoever reads the record (at most 200 characters)")
    .option("--yes", "do not ask: for scripts")
    .action(async (workload: string | undefined, options: FailoverOptions) =>
      end(await runFailover(world, workload, options)),
    );
};

/** @throws Failure where it is refused, fails, or is interrupted */
async function runFailover(
  world: World,
  workload: string | undefined,
  { region, json, reason, yes }: FailoverOptions,
): Promise<ExitCode> {
  const deployment = await chosenDeployment(world, { region, workload });
  await confirm(world.terminal, {
    workload: deployment.workload,
    consequences: `Users of ${deployment.domain} are sent to the standby in ${deployment.region} and stay there until a failback.`,
    yes,
  });
  return commanding(world, deployment, json, (parts) => orderFailover(world, parts, reason));
}

async function orderFailover(world: World, parts: Commanding, reason: string): Promise<ExitCode> {
  const { deployment, narrator } = parts;
  const given = await give(world, parts, { command: "failover", reason });
  await follow(world, given, ({ memory }) => memory.order?.id !== given.id);

  const lock = await reading((signal) => readLock(lockBucketOf(world, deployment), signal));
  if (lock.known && !lock.value.exists)
    throw new Failure(
      EXIT.failed,
      "The failover has failed: there is no lock, and the controller has given up. What happened stands above.",
    );

  const until = world.now() + TURN_WITHIN_MS;
  await follow(world, given, ({ episode: now }) => hasTurned(now) || world.now() > until);
  return endWithUsers(world, deployment, narrator, "standby");
}

const hasTurned = (episode: Episode | undefined) =>
  episode?.committedAt !== undefined && episode.turnedAt !== undefined;
