import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { type Project, projectIn, type Terminal } from "./project";
import { stacksOf, synthesizedApp } from "./synthesized-app";

const USAGE = "npm run destroy [-- WORKLOAD [--yes]]";

/** Stacks that come down side by side: each takes 0.76 GB, measured. */
const STACKS_AT_ONCE = 2;

/**
 * Destroys one workload's three stacks, after a person has typed its name, or with `--yes`.
 * @returns the exit code: 0 if it is destroyed, 1 if not
 */
export async function runDestroy(args: string[], project: Project, terminal: Terminal): Promise<number> {
  const say = (text: string) => terminal.output.write(`${text}\n`);
  const refuse = (text: string) => {
    terminal.errors.write(`${text}\n`);
    return 1;
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
    const typed = await ask(terminal, question);
    const expected = workload === undefined ? workloads : [workload];
    if (!expected.includes(typed)) {
      return refuse(`"${typed}" is not ${expected.map((name) => `"${name}"`).join(" or ")}. Nothing was destroyed.`);
    }
    workload = typed;
  }

  const exitCode = await project.cdktf(destroyCommand(workload!));
  if (exitCode !== 0) {
    return refuse(
      `cdktf destroy failed with exit code ${exitCode}. What is gone is gone, and the same command goes on with the rest.`,
    );
  }
  say(`${workload} is destroyed.`);
  return 0;
}

function readArguments(args: string[]): { workload?: string; yes: boolean } | string {
  try {
    const { values, positionals } = parseArgs({ args, options: { yes: { type: "boolean" } }, allowPositionals: true });
    if (positionals.length > 1) return `One workload at a time, not ${positionals.join(" and ")}. Usage: ${USAGE}.`;
    const [workload] = positionals;
    const yes = values.yes === true;
    if (yes && workload === undefined) return `--yes needs the workload's name. Usage: ${USAGE}.`;
    return workload === undefined ? { yes } : { workload, yes };
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

async function ask({ input, output }: Terminal, question: string): Promise<string> {
  const lines = createInterface({ input, output });
  try {
    // Ctrl-D closes the input, and the question would wait for ever.
    const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    return (await Promise.race([lines.question(question), closed])).trim();
  } finally {
    lines.close();
  }
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
  void runDestroy(process.argv.slice(2), projectIn(process.cwd(), process.env), terminal).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
