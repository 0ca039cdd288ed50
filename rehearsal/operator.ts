import { join } from "node:path";
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { longer } from "./patience";
import { refusedCalls } from "./refused-calls";
import type { Stage } from "./stage";

/** As an operator types it in a checkout. */
const COMMAND = "npx --no pilot-light";
/** What that runs, in the project's folder. */
const PROGRAM = join("operations", "pilot-light.js");

/** Milliseconds of AWS time on the smallest file; longer than any command follows its order. */
const ENDS_WITHIN_MS = 50 * 60_000;

export const commandText = (args: readonly string[]) =>
  [COMMAND, ...args.map((arg) => (/^[\w./:@=-]+$/.test(arg) ? arg : `"${arg}"`))].join(" ");

/** Somebody who has the deployed policy for operators, and no other right. */
export interface Operator {
  /**
   * Runs the operator's command line, as a process of its own that lives in AWS time, outside AWS.
   * @param detail told of each line that it prints
   * @returns all that it printed
   * @throws Error where it does not end well, or where the policy refused it something
   */
  run(args: readonly string[], detail?: (line: string) => void): Promise<string>;
}

/** Gives somebody an operator's role for the length of some work. */
export async function withOperator<Result>(
  stage: Pick<Stage, "aws" | "workload" | "parts">,
  work: (operator: Operator) => Promise<Result>,
): Promise<Result> {
  const { name, commandPolicy: PolicyArn } = stage.workload;
  const iam = stage.aws.clients.iam();
  const RoleName = `operator-of-${name}`;
  const creating = new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trustIn(PolicyArn)) });
  const { Role } = await iam.send(creating);
  try {
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    return await work({ run: (args, detail = () => {}) => runAs(stage, Role!.Arn!, args, detail) });
  } finally {
    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  }
}

/** Trusts the account's own people. */
const trustIn = (policyArn: string) => ({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${policyArn.split(":")[4]}:root` },
      Action: "sts:AssumeRole",
    },
  ],
});

async function runAs(
  { aws, parts }: Pick<Stage, "aws" | "parts">,
  roleArn: string,
  args: readonly string[],
  detail: (line: string) => void,
): Promise<string> {
  const begun = aws.clock.now();
  const text = commandText(args);
  const lines: string[] = [];
  const program = aws.startProgram({
    file: join(process.cwd(), PROGRAM),
    arguments: args,
    folder: process.cwd(),
    environment: { PATH: process.env.PATH ?? "", ...aws.assumeRole(roleArn, "operator") },
    onLine: (line) => {
      lines.push(line);
      detail(line);
    },
  });
  let ended: string | undefined;
  void program.ended.then((how) => {
    ended = how;
  });
  try {
    await aws.runUntil(`${text} has ended`, () => ended !== undefined, ENDS_WITHIN_MS + longer(parts.pace));
  } finally {
    program.stop();
  }
  const printed = lines.join("\n");
  if (ended !== "exit code 0") throw new Error(`${text} ended with ${ended}:\n${printed}`);
  const refused = refusedCalls(aws.callLog.calls, roleArn, begun);
  if (refused.length > 0)
    throw new Error(refused.map(({ action, because }) => `the operator may not ${action}: ${because}`).join("\n"));
  return printed;
}
