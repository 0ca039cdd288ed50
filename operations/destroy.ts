import { parseArgs } from "node:util";
import { type DestructionGuard, lockGuard, OVERRIDE } from "./destruction-guard";
import { EXIT, type ExitCode } from "./failure";
import { typedLine } from "./order/confirmation";
import { type Project, projectIn, type Terminal } from "./project";
import type { Registration } from "./registration";
import { stacksOf, standbyRegionOf, synthesizedApp } from "./synthesized-app";
import { connectAws } from "./world";

const USAGE = `npm run destroy [-- WORKLOAD [--yes] [${OVERRIDE}]]`;

/** Stacks that come down side by side: each takes 0.76 GB, measured. */
const STACKS_AT_ONCE = 2;

interface DestroyOptions {
  readonly yes?: boolean;
  readonly althoughFailedOver?: boolean;
}

/** The same as `npm run destroy`, among the operator's commands. */
export const destroy: Registration = (cli, { world, end }) => {
  const summary = "Destroys a workload; refuses while it is failed over.";
  cli
    .command("destroy")
    .summary(summary)
    .description(summary)
    .argument("[workload]", "its name in pilot-light.yaml; without it you are asked which")
    .option("--yes", "do not ask: for scripts")
    .option(OVERRIDE, "do not look whether users are at the standby: for when nobody needs either site any more")
    .addHelpText(
      "after",
      "\nCalls:   the lock, in the standby's region; then Terraform, in the project's folder, with pilot-light.yaml and the\n         state: it calls both regions.\nChanges: all that the workload's three stacks hold is gone. What is printed is Terraform's.",
    )
    .action(async (workload: string | undefined, { yes, althoughFailedOver }: DestroyOptions) => {
      const args = [
        ...(workload === undefined ? [] : [workload]),
        ...(yes ? ["--yes"] : []),
        ...(althoughFailedOver ? [OVERRIDE] : []),
      ];
      end(await runDestroy(args, projectIn(process.cwd(), process.env), world.terminal, lockGuard(world.aws)));
    });
};

/**
 * Destroys one workload's three stacks, after a person has typed its name, or with `--yes`; not while it is failed over.
 * @returns the exit code: 0 if it is destroyed; the guard's, where that refuses; otherwise 1
 */
export async function runDestroy(
  args: string[],
  project: Project,
  terminal: Terminal,
  guard: DestructionGuard,
): Promise<ExitCode> {
  const say = (text: string) => terminal.output.write(`${text}\n`);
  const refuse = (text: string, exitCode: ExitCode = EXIT.failed) => {
    terminal.errors.write(`${text}\n`);
    return exitCode;
  };

  const request = readArguments(args);
  if (typeof request === "string") return refuse(request);
  if (!request.yes && !terminal.input.isTTY) {
    return refuse(
      `Nobody can be asked here: this is no terminal. In a script, say which and that you mean it: ${USAGE}.`,
    );
  }
  if ((await project.synth()) !== 0) return refuse("The file has problems, so nothing was destroyed.");

  const { workloads } = synthesizedApp(project.manifest());
  if (request.workload !== undefined && !workloads.includes(request.workload)) {
    return refuse(
      `There is no workload "${request.workload}" in pilot-light.yaml: it has ${workloads.join(", ")}. ` +
        "To destroy one that was taken out of the file, put it back in first.",
    );
  }

  let workload = request.workload;
  if (!request.yes) {
    say(workload === undefined ? `Workloads: ${workloads.join(", ")}` : consequences(workload));
    const question = workload === undefined ? "Type the name of the one to destroy: " : "Type its name to destroy it: ";
    const typed = await typedLine(terminal.input, terminal.output, question);
    const expected = workload === undefined ? workloads : [workload];
    if (!expected.includes(typed)) {
      return refuse(`"${typed}" is not ${expected.map((name) => `"${name}"`).join(" or ")}. Nothing was destroyed.`);
    }
    workload = typed;
  }

  // Here and not before the question: whoever is asked may take an hour to answer.
  if (!request.althoughFailedOver) {
    const [failoverStack] = stacksOf(workload!);
    const refusal = await guard(workload!, standbyRegionOf(project.stack(failoverStack)));
    if (refusal !== undefined) return refuse(refusal.message, refusal.exitCode);
  }

  const exitCode = await project.cdktf(destroyCommand(workload!));
  if (exitCode !== 0) {
    return refuse(
      `cdktf destroy failed with exit code ${exitCode}. What is gone is gone, and the same command goes on with the rest.`,
    );
  }
  say(`${workload} is destroyed.`);
  return EXIT.done;
}

interface Request {
  readonly workload?: string;
  readonly yes: boolean;
  readonly althoughFailedOver: boolean;
}

function readArguments(args: string[]): Request | string {
  const options = { yes: { type: "boolean" }, "although-failed-over": { type: "boolean" } } as const;
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    if (positionals.length > 1) return `One workload at a time, not ${positionals.join(" and ")}. Usage: ${USAGE}.`;
    const [workload] = positionals;
    const yes = values.yes === true;
    const althoughFailedOver = values["although-failed-over"] === true;
    if (yes && workload === undefined) return `--yes needs the workload's name. Usage: ${USAGE}.`;
    return { yes, althoughFailedOver, ...(workload === undefined ? {} : { workload }) };
  } catch (error) {
    return `${(error as Error).message.split(".")[0]}. Usage: ${USAGE}.`;
  }
}

function consequences(workload: string): string {
  return [
    `This destroys ${stacksOf(workload).join(", ")}:`,
    "the servers that they manage with their disks and addresses, the DNS records, the lock and what is in its bucket.",
    "Whichever site serves now stops serving. There is no way back.",
  ].join("\n");
}

function destroyCommand(workload: string): string[] {
  return [
    "destroy",
    ...stacksOf(workload),
    "--auto-approve",
    "--skip-synth",
    // "terraform providers lock" asks the registry, also where a mirror has the provider.
    "--skip-provider-lock",
    `--parallelism=${STACKS_AT_ONCE}`,
  ];
}

if (require.main === module) {
  const terminal = { input: process.stdin, output: process.stdout, errors: process.stderr };
  const project = projectIn(process.cwd(), process.env);
  void runDestroy(process.argv.slice(2), project, terminal, lockGuard(connectAws())).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
