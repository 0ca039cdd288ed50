import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { Command, CommanderError } from "commander";
import { destroy } from "./destroy";
import { drill } from "./drill";
import { failback } from "./failback";
import { failover } from "./failover";
import { EXIT, type ExitCode, Failure } from "./failure";
import { history } from "./history";
import { maintenance } from "./maintenance";
import { preflight } from "./preflight";
import type { Registration } from "./registration";
import { status } from "./status";
import { connectAws, NETWORK, type World } from "./world";

/** The commands, in the order of the help. */
const COMMANDS: readonly Registration[] = [status, preflight, history, drill, failover, failback, maintenance, destroy];

const EXIT_CODES = `
Exit codes:
  0  done                            4  no credentials, or expired ones
  1  failed; the message says why    5  AWS does not let you
  2  the command line is wrong       6  nothing is deployed there
  3  refused                         7  AWS did not answer
                                   130  interrupted
`;

/** The operator's command line. */
export function program(world: World, end: (exitCode: ExitCode) => void): Command {
  const { output, errors } = world.terminal;
  const cli = new Command("pilot-light")
    .description(
      "Look at a deployed Pilot Light, drill it, command it. Nothing is decided here: the controller in AWS decides.\nNo Terraform, state or configuration file is needed: everything is found by its tags.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void errors.write(text),
      getOutHasColors: () => world.colours,
      getErrHasColors: () => world.colours,
    })
    .showHelpAfterError("(--help shows what there is)")
    .addHelpText("after", EXIT_CODES);
  for (const register of COMMANDS) register(cli, { world, end });
  return cli;
}

/** Runs one command line, e.g. `["status", "web"]`. Its errors are said on the terminal, and never thrown. */
export async function run(world: World, args: readonly string[]): Promise<ExitCode> {
  const { errors } = world.terminal;
  let exitCode: ExitCode = EXIT.done;
  try {
    await program(world, (code) => {
      exitCode = code;
    }).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    // commander has said it.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    errors.write(`${error instanceof Failure ? error.message : (error as Error).stack}\n`);
    return error instanceof Failure ? error.exitCode : EXIT.failed;
  }
}

/** What ends a command: Ctrl-C, whoever stops it, and a terminal that is closed. */
const INTERRUPTS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Whoever read what is printed has gone (`… | head`): to a command this is a terminal that is closed. */
function endWithItsReader(): void {
  process.stdout.once("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    // What it still prints on its way out goes nowhere.
    process.stdout.on("error", () => {});
    // A signal's own end would have the shell say "Hangup".
    if (!process.emit("SIGHUP")) process.exit(EXIT.interrupted);
  });
}

async function thisProcess(): Promise<World> {
  const { stdin, stdout, stderr, env } = process;
  return {
    aws: connectAws(),
    network: NETWORK,
    terminal: { input: stdin, output: stdout, errors: stderr },
    defaultRegion: env.AWS_REGION || env.AWS_DEFAULT_REGION || (await profileRegion()),
    colours: stdout.isTTY === true && !env.NO_COLOR,
    now: () => Date.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onInterrupt: (listener) => {
      for (const signal of INTERRUPTS) process.on(signal, listener);
      return () => {
        for (const signal of INTERRUPTS) process.off(signal, listener);
      };
    },
  };
}

/** The region of the profile that AWS_PROFILE names, as any client of the SDK finds it. */
async function profileRegion(): Promise<string | undefined> {
  try {
    return await new CloudWatchClient({}).config.region();
  } catch {
    return undefined;
  }
}

/** Runs this process's command line. */
export async function main(): Promise<void> {
  endWithItsReader();
  process.exitCode = await run(await thisProcess(), process.argv.slice(2));
}
