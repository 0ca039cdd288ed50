import { Argument } from "commander";
import { drainMs, serveWithinMs } from "../contract/patience";
import { chosenDeployment } from "./deployment";
import { EXIT, type ExitCode, Failure } from "./failure";
import { type Commanding, commanding } from "./order/commanding";
import { confirm } from "./order/confirmation";
import { wake } from "./order/controller";
import { follow } from "./order/follow";
import { give } from "./order/give";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import { clockTime, duration } from "./wording";
import type { World } from "./world";

interface MaintenanceOptions extends CommonOptions {
  readonly until?: string;
  readonly reason?: string;
  readonly standby?: boolean;
  readonly yes?: boolean;
}

export const maintenance: Registration = (cli, { world, end }) => {
  describedCommand(cli, "maintenance", {
    summary:
      "While it is on, the controller commits nothing and stops nothing; the standby is kept running. It ends by itself.",
    calls: "the controller, in the standby's region; then reads as status does. Not the primary's region.",
    changes:
      "on: the standby is started and runs until it is over (with --no-standby: nothing is started either). off: the controller protects again.",
  })
    .addArgument(new Argument("<switch>").choices(["on", "off"]))
    .argument(...WORKLOAD)
    .option(
      "--until <time>",
      "on: when it ends: a time such as 2026-01-02T04:00Z, or from now 90m, 2h, 1d; a week at most",
    )
    .option("--reason <text>", "on: why, for whoever reads the record (at most 200 characters)")
    .option("--standby", "on: ignite the standby and hold it, since DNS still turns by itself (this is the default)")
    .option("--no-standby", "on: start nothing either, for who means it")
    .option("--yes", "do not ask: for scripts")
    .action(async (to: "on" | "off", workload: string | undefined, options: MaintenanceOptions) =>
      end(await runMaintenance(world, to, workload, options)),
    );
};

/** @throws Failure where it is refused, fails, or is interrupted */
async function runMaintenance(
  world: World,
  to: "on" | "off",
  workload: string | undefined,
  { region, json, until, reason, standby = true, yes }: MaintenanceOptions,
): Promise<ExitCode> {
  if (to === "off") {
    if (until !== undefined || reason !== undefined)
      throw new Failure(EXIT.usage, "`maintenance off` takes neither --until nor --reason.");
    const deployment = await chosenDeployment(world, { region, workload });
    return commanding(world, deployment, json, (parts) => switchOff(world, parts));
  }
  if (until === undefined || reason === undefined)
    throw new Failure(
      EXIT.usage,
      "`maintenance on` needs --until and --reason, such as: --until 2h --reason patching.",
    );
  const end = timeOf(until, world.now());
  const deployment = await chosenDeployment(world, { region, workload });
  await confirm(world.terminal, {
    workload: deployment.workload,
    consequences: `Until ${clockTime(end)} nothing is committed and nothing is stopped${standby ? ", and the standby is kept running" : ", and nothing is started: nobody protects users"}.`,
    yes,
  });
  return commanding(world, deployment, json, (parts) => switchOn(world, parts, { end, reason, standby }));
}

async function switchOn(
  world: World,
  parts: Commanding,
  { end, reason, standby }: { end: number; reason: string; standby: boolean },
): Promise<ExitCode> {
  const { deployment } = parts;
  const given = await give(world, parts, {
    command: "maintenance-on",
    reason,
    until: new Date(end).toISOString(),
    standby: standby ? "running" : "left alone",
  });
  if (!standby) return EXIT.done;
  const patienceMs = serveWithinMs(deployment);
  const lateAt = world.now() + patienceMs;
  const { episode, memory } = await follow(
    world,
    given,
    (now) => now.episode?.servingAt !== undefined || now.memory.maintenance === undefined || world.now() > lateAt,
  );
  if (memory.maintenance === undefined)
    throw new Failure(EXIT.failed, "The maintenance is over: somebody has ended it.");
  if (episode?.servingAt === undefined)
    throw new Failure(
      EXIT.failed,
      `Maintenance is on, and the standby does not serve after ${duration(patienceMs)}: look at \`npx --no pilot-light status ${deployment.workload}\`.`,
    );
  return EXIT.done;
}

async function switchOff(world: World, parts: Commanding): Promise<ExitCode> {
  const { deployment, narrator } = parts;
  await give(world, parts, { command: "maintenance-off" });
  await wake(world, deployment);
  // Resolvers may have been sent to the standby until then.
  const seconds = Math.max(deployment.graceSeconds, drainMs(deployment) / 1_000);
  const text = `A standby that it had started is stopped once both witnesses have seen the primary for ${seconds} s.`;
  narrator.say(text, { kind: "note", text });
  return EXIT.done;
}

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** When a maintenance ends, in milliseconds since 1970-01-01 UTC; whether that is allowed is the controller's to say. */
function timeOf(until: string, now: number): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(until) ?? [];
  const end = count !== undefined && unit !== undefined ? now + Number(count) * UNIT_MS[unit]! : Date.parse(until);
  if (Number.isNaN(end) || Math.abs(end) > LATEST_MS)
    throw new Failure(
      EXIT.usage,
      `--until is ${JSON.stringify(until)}; it must be a time such as ${new Date(now + 2 * UNIT_MS.h!).toISOString()}, or 90m, 2h, 1d from now.`,
    );
  return end;
}

/** The last moment that a Date can hold (ECMA-262, "Time Values and Time Range"). */
const LATEST_MS = 8.64e15;
