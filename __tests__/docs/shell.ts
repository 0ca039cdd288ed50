import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";

/** What an operator's shell has: the AWS CLI, and credentials of the account. */
const environmentIn = (aws: EmbeddedAws) => ({
  PATH: process.env.PATH ?? "",
  HOME: "/nonexistent",
  ...aws.environment,
});

/** `aws lambda invoke` waits for a function, which needs AWS time; whatever else the AWS CLI does needs none. */
const WAITS_FOR_AWS = /\baws lambda invoke\b/;

/**
 * Runs a line with its output in a pipe, and ends as it does: `/dev/stdout` can be opened where that is a terminal, as in
 * CloudShell, or a pipe, and not where it is a socket, as Node's children have it.
 */
const IN_A_PIPE = (line: string) => `exec 3>&1
ended=$( { { ${line}
echo $? >&4; } | cat >&3; } 4>&1 )
exit "$ended"`;

/**
 * Types a line into a POSIX shell.
 * @returns what it printed
 * @throws Error with what it printed, where it ends with anything but 0
 */
export async function typed(aws: EmbeddedAws, line: string): Promise<string> {
  const run = async () =>
    (await promisify(execFile)("sh", ["-c", IN_A_PIPE(line)], { env: environmentIn(aws), cwd: process.cwd() })).stdout;
  if (WAITS_FOR_AWS.test(line)) return run();
  // While AWS time stands, as it does for Terraform, an instance would run at once.
  aws.clock.start();
  return aws.clock.hold(`typing ${line}`, run);
}

/** The words of a line, as a POSIX shell gives them to the program that it names. */
async function wordsOf(line: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)("sh", ["-c", `printf '%s\\n' ${line}`]);
  return stdout.trimEnd().split("\n");
}

/** `npx --no pilot-light status www` as the command line's own words: `["status", "www"]`. */
export async function pilotLightWords(line: string): Promise<readonly string[]> {
  const [npx, no, name, ...words] = await wordsOf(line);
  if (`${npx} ${no} ${name}` !== "npx --no pilot-light") throw new Error(`"${line}" is no command of pilot-light`);
  return words;
}
