import { type Project, projectIn, type Terminal } from "./project";
import { synthesizedApp } from "./synthesized-app";

const USAGE = "npm run plan [-- STACK...]";

/**
 * A plan takes half a minute, and a first one some more, for the provider's download (150 MB). Where a region's APIs take
 * calls and never answer, the provider waits for ever (measured with 5.100.0).
 */
const PLAN_WITHIN_SECONDS = 180;

/** Terraform's words where a stack reads the outputs of one that was never deployed. */
const NOT_DEPLOYED_YET = /Unable to find remote state/;

/**
 * Shows what a deployment would change, stack by stack, each after what it depends on: `cdktf diff` takes one stack only.
 * A stack that reads outputs of stacks which were never deployed cannot be planned yet; that is told, and is no failure.
 * @returns the exit code: 0 if all was planned, 1 if something failed
 */
export async function runPlan(args: string[], project: Project, terminal: Omit<Terminal, "input">): Promise<number> {
  const say = (text: string) => terminal.output.write(`${text}\n`);
  const refuse = (text: string) => {
    terminal.errors.write(`${text}\n`);
    return 1;
  };

  const option = args.find((argument) => argument.startsWith("-"));
  if (option !== undefined) return refuse(`Unknown option "${option}". Usage: ${USAGE}.`);
  if ((await project.synth()) !== 0) return refuse("The file has problems, so nothing was planned.");

  const { stacks, dependencies } = synthesizedApp(project.manifest());
  const unknown = args.find((name) => !stacks.includes(name));
  if (unknown !== undefined) return refuse(`There is no stack "${unknown}". There are ${stacks.join(", ")}.`);

  const failed: string[] = [];
  for (const stack of args.length === 0 ? stacks : stacks.filter((name) => args.includes(name))) {
    say(`Planning ${stack}`);
    const { exitCode, output } = await project.cdktfWithin(PLAN_WITHIN_SECONDS, diffCommand(stack));
    if (exitCode === 0) {
      say(output);
    } else if (exitCode === "out of time") {
      say(output);
      say(
        `The plan of ${stack} had not ended after ${PLAN_WITHIN_SECONDS} s and was stopped. Where a region's APIs do not ` +
          "answer, the AWS provider goes on asking; the other stacks can be planned all the same.",
      );
      failed.push(stack);
    } else if (NOT_DEPLOYED_YET.test(output)) {
      say(
        `${stack} cannot be planned yet: it reads outputs of ${(dependencies.get(stack) ?? []).join(" and ")}, ` +
          "which must have been deployed once. npm run deploy plans and deploys each in its turn.",
      );
    } else {
      say(output);
      failed.push(stack);
    }
  }
  return failed.length === 0 ? 0 : refuse(`Could not plan ${failed.join(", ")}: the reason is above.`);
}

function diffCommand(stack: string): string[] {
  // "terraform providers lock" asks the registry, also where a mirror has the provider.
  return ["diff", stack, "--skip-synth", "--skip-provider-lock", "--no-color"];
}

if (require.main === module) {
  const terminal = { output: process.stdout, errors: process.stderr };
  void runPlan(process.argv.slice(2), projectIn(process.cwd(), process.env), terminal).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
