import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { commandByHand, commandLines, type ToldCommand } from "../../../functions/controller/operator-commands";
import { answer, isRequest } from "../../../functions/controller/request";
import { good, NOW, settings, TYPE, unlocked } from "./observed";

const lines = (command: ToldCommand) => commandLines("To do it:", command, settings).split("\n");
const fromCheckout = (command: ToldCommand) => lines(command).find((line) => line.startsWith("npx "))!;
const fromCloudShell = (command: ToldCommand) => lines(command).find((line) => line.includes("aws lambda invoke"))!;

const commands: ToldCommand[] = [
  { command: "failover", reason: "the standby is mended" },
  { command: "failback", reason: "the primary is mended" },
  { command: "drill" },
  { command: "maintenance-off" },
];

/** What a POSIX shell gives to a program in the place of `aws`: its standard input, and its arguments, one a line. */
async function givenToAws(line: string) {
  const script = `aws() { cat; echo; for each in "$@"; do echo "$each"; done; }\n${line}`;
  const { stdout } = await promisify(execFile)("sh", ["-c", script]);
  const [payload, ...words] = stdout.split("\n").filter((each) => each !== "");
  return { payload: JSON.parse(payload!), words };
}

it("says what the commands are for, and writes each on a line of its own", () => {
  expect(lines({ command: "failback", reason: "the primary is mended" })).toEqual([
    "To do it:",
    "",
    "- from a checkout of this project:",
    'npx --no pilot-light failback web --region us-east-1 --reason "the primary is mended"',
    "",
    "- or in CloudShell (the answer says whether it is accepted; it begins within a minute):",
    `echo '{"version":2,"id":"'$(date +%s)'","command":"failback","reason":"the primary is mended"}' | aws lambda invoke --region us-east-1 --function-name pilot-light-web --payload fileb:///dev/stdin /dev/stdout`,
  ]);
});

it("calls the commands as the command line does", () => {
  expect(commands.map(fromCheckout)).toEqual([
    'npx --no pilot-light failover web --region us-east-1 --reason "the standby is mended"',
    'npx --no pilot-light failback web --region us-east-1 --reason "the primary is mended"',
    "npx --no pilot-light drill web --region us-east-1",
    "npx --no pilot-light maintenance off web --region us-east-1",
  ]);
});

it.each(commands)("is a request that the controller understands once a shell has read it: %j", async (command) => {
  const { payload, words } = await givenToAws(fromCloudShell(command));
  expect(payload).toEqual({ version: 2, id: expect.stringMatching(/^\d{10}$/), ...command });
  expect(isRequest(payload)).toBe(true);
  const standby = { state: "stopped", type: TYPE, reason: "" } as const;
  const given = answer(payload, { at: NOW, memory: { kind: "absent" }, lock: unlocked, standby, primary: good });
  expect(given.answer).not.toMatchObject({ code: "not a request" });
  expect(words).toEqual([
    ...["lambda", "invoke", "--region", "us-east-1", "--function-name", "pilot-light-web"],
    ...["--payload", "fileb:///dev/stdin", "/dev/stdout"],
  ]);
});

it("goes round the controller with one line each", () => {
  expect((["start", "stop", "commit", "unlock"] as const).map((what) => commandByHand(what, settings))).toEqual([
    "aws ec2 start-instances --region us-east-1 --instance-ids i-0000000000000000b",
    "aws ec2 stop-instances --region us-east-1 --instance-ids i-0000000000000000b",
    "aws s3api put-object --region us-east-1 --bucket lock --key failover-lock",
    "aws s3api delete-object --region us-east-1 --bucket lock --key failover-lock",
  ]);
});
