import { Option } from "commander";
import type { Memory } from "../contract/memory";
import { chosenDeployment } from "./deployment";
import { type Finding, judge } from "./drill/judgement";
import { bootSecondsToSet, timesOf, timesText } from "./drill/times";
import { EXIT, type ExitCode, Failure } from "./failure";
import { pageOf } from "./look/users";
import { type Commanding, commanding } from "./order/commanding";
import { confirm } from "./order/confirmation";
import { ask, wake } from "./order/controller";
import { type Followable, follow } from "./order/follow";
import { type Given, give } from "./order/give";
import { type CommonOptions, describedCommand, type Registration, WORKLOAD } from "./registration";
import type { World } from "./world";

/** Milliseconds for the standby's page, asked from here: as long as a person waits before a browser. */
const JUDGE_WITHIN_MS = 10_000;

interface DrillOptions extends CommonOptions {
  readonly keep?: boolean;
  readonly end?: boolean;
  readonly yes?: boolean;
}

export const drill: Registration = (cli, { world, end }) => {
  describedCommand(cli, "drill", {
    summary: "Ignite the standby, judge it at its own address, time it, and stop it again. DNS is not touched.",
    calls:
      "the controller, in the standby's region, and the standby's own address; then reads as status does. Not the primary's region.",
    changes: "the standby runs for some minutes; its cron jobs and queue consumers too.",
  })
    .argument(...WORKLOAD)
    .addOption(new Option("--keep", "leave the standby running, for a day at most").conflicts("end"))
    .option("--end", "end a drill that was kept, or whose command has died")
    .option("--yes", "do not ask: for scripts")
    .action(async (workload: string | undefined, options: DrillOptions) =>
      end(await runDrill(world, workload, options)),
    );
};

/** @throws Failure where it is refused, fails, or is interrupted */
async function runDrill(
  world: World,
  workload: string | undefined,
  { region, json, keep = false, end, yes }: DrillOptions,
): Promise<ExitCode> {
  const deployment = await chosenDeployment(world, { region, workload });
  if (end) {
    return commanding(world, deployment, json, async (parts) => {
      const given = await give(world, parts, { command: "end-drill" });
      return ended(given, await follow(world, given, ({ memory }) => memory.order?.do !== "drill"));
    });
  }
  await confirm(world.terminal, {
    workload: deployment.workload,
    consequences: `The standby in ${deployment.region} is started for a drill, with its cron jobs and queue consumers. Users and DNS are not touched.`,
    yes,
  });
  return commanding(world, deployment, json, (parts) => orderDrill(world, parts, keep));
}

async function orderDrill(world: World, parts: Commanding, keep: boolean): Promise<ExitCode> {
  const { deployment, narrator } = parts;
  const given = await give(world, parts, { command: "drill", keep });
  let findings: Finding[];
  try {
    const up = await follow(
      world,
      given,
      ({ memory, episode }) => isOver(given, memory) || episode?.servingAt !== undefined,
    );
    if (up.episode?.servingAt === undefined || up.memory.order?.id !== given.id) findings = [];
    else {
      const { address } = deployment.standby;
      const page = await parts.interrupt.orElse(
        world.network.fetchPage({ ...pageOf(deployment), address }, JUDGE_WITHIN_MS, world.now),
      );
      findings = judge(page, world.now());
    }
    for (const { good, text } of findings)
      narrator.say(`${good ? "ok  " : "BAD "} ${text}`, { kind: "finding", good, text });
    if (keep && findings.length > 0) return kept(parts, findings);
    if (findings.length > 0) await ask(world, deployment, { command: "end-drill" });
  } catch (error) {
    await endAnyway(world, parts);
    throw error;
  }
  const passed = ended(given, await follow(world, given, ({ memory }) => memory.order?.id !== given.id));
  return findings.every(({ good }) => good) ? passed : EXIT.failed;
}

/** Ended by somebody else, or by the controller, which takes over where the primary dies. */
const isOver = ({ id }: Given, { order }: Memory) => order?.id !== id || order.do !== "drill" || order.ending;

function kept({ deployment: { workload, standby }, narrator }: Commanding, findings: readonly Finding[]): ExitCode {
  const text = `The standby at ${standby.address} is kept running, for a day at most. End it with \`npx --no pilot-light drill ${workload} --end\`.`;
  narrator.say(text, { kind: "kept" });
  return findings.every(({ good }) => good) ? EXIT.done : EXIT.failed;
}

/** Whatever went wrong here, the standby is not left running; the controller ends a drill by itself after five minutes. */
async function endAnyway(world: World, { deployment, narrator }: Commanding): Promise<void> {
  try {
    const { text } = await ask(world, deployment, { command: "end-drill" });
    narrator.say(text, { kind: "end" });
    await wake(world, deployment);
  } catch (error) {
    const why = (error as Error).message;
    narrator.say(`The drill could not be ended (${why}). The controller ends it by itself within minutes.`, {
      kind: "end",
      why,
    });
  }
}

/** Says what became of it. */
function ended({ deployment, narrator }: Commanding, { episode }: Followable): ExitCode {
  if (episode === undefined) throw new Failure(EXIT.failed, "The record says nothing of the drill.");
  if (episode.kind !== "drill")
    throw new Failure(
      EXIT.failed,
      `The drill has become a ${episode.kind}: the controller has taken over. Follow it with \`npx --no pilot-light status ${deployment.workload} --watch\`.`,
    );
  const times = timesOf(episode);
  const toSet = times.bootSeconds === undefined ? {} : { bootSecondsToSet: bootSecondsToSet(times.bootSeconds) };
  const { outcome = "the drill is not recorded to the end" } = episode;
  const { bootSeconds: promisedBootSeconds, promisedRecoverySeconds } = deployment;
  narrator.say([outcome, ...timesText(times, deployment)].join("\n  "), {
    kind: "drill",
    outcome,
    ...times,
    promisedBootSeconds,
    promisedRecoverySeconds,
    ...toSet,
  });
  return outcome === "the drill passed" ? EXIT.done : EXIT.failed;
}
