import { LOCK_BUCKET_KEY } from "../../contract/lock";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Settings } from "./environment";

/** A request's id, as the reader's shell makes it: a new one each second. */
const OWN_ID = "$(date +%s)";

/** The commands that messages ask for. */
export type ToldCommand =
  | { command: "failover" | "failback"; reason: string }
  | { command: "drill" }
  | { command: "maintenance-off" };

/** How the command line calls them. */
const WORDS: Readonly<Record<ToldCommand["command"], string>> = {
  failover: "failover",
  failback: "failback",
  drill: "drill",
  "maintenance-off": "maintenance off",
};

/**
 * One of the operator's commands, twice, each on a line of its own that works as it stands: from a checkout of this
 * project, and for any POSIX shell with the AWS CLI, as a browser's CloudShell is. `purpose` ends with a colon.
 *
 * The payload goes through standard input, because `fileb://` is taken as it is by both versions of the AWS CLI, while
 * version 2 wants `--cli-binary-format raw-in-base64-out` for a payload in the line, which version 1 refuses
 * (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html#parameter-type-blobs).
 */
export function commandLines(
  purpose: string,
  command: ToldCommand,
  { workload, functionName, standby: { region } }: Settings,
): string {
  const reason = "reason" in command ? ` --reason "${command.reason}"` : "";
  // The payload stands in single quotes, which are left for the shell to make the id.
  const payload = JSON.stringify({ version: CONTRACT_VERSION, id: "ID", ...command }).replace('"ID"', `"'${OWN_ID}'"`);
  return [
    purpose,
    "",
    "- from a checkout of this project:",
    `npx --no pilot-light ${WORDS[command.command]} ${workload} --region ${region}${reason}`,
    "",
    "- or in CloudShell (the answer says whether it is accepted; it begins within a minute):",
    `echo '${payload}' | aws lambda invoke --region ${region} --function-name ${functionName} --payload fileb:///dev/stdin /dev/stdout`,
  ].join("\n");
}

/** What goes round the controller, for when it cannot: one line for the AWS CLI. */
export function commandByHand(
  what: "start" | "stop" | "commit" | "unlock",
  { standby: { region, instanceId }, lockBucket }: Settings,
): string {
  switch (what) {
    case "start":
    case "stop":
      return `aws ec2 ${what}-instances --region ${region} --instance-ids ${instanceId}`;
    case "commit":
    case "unlock":
      return `aws s3api ${what === "commit" ? "put" : "delete"}-object --region ${region} --bucket ${lockBucket} --key ${LOCK_BUCKET_KEY.lock}`;
  }
}
