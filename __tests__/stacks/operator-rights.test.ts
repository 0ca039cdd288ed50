import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { statements } from "../policy";
import { stacksOf } from "../stacks-of";

/** Calls whose right has another name. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const RIGHT_OF_CALL: Record<string, string> = { Invoke: "InvokeFunction", ListObjectsV2: "ListBucket" };

/** What the operator's commands call, by their source: `DescribeInstances` of `new DescribeInstancesCommand(…)`. */
function rightsThatOperationsNeed(): string[] {
  const files = readdirSync("operations", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const calls = files.flatMap((file) => {
    const text = readFileSync(path.join("operations", file), "utf8");
    return [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, call]) => call!);
  });
  return [...new Set(calls.map((call) => RIGHT_OF_CALL[call] ?? call))].sort();
}

test("the operator's policies hold the rights that the commands' calls need, each and no other", () => {
  const { resource } = stacksOf("smallest")["www-failover"]!;
  const command = Object.values(resource.aws_iam_policy!).find(({ name }) => name.endsWith("-command"))!;
  const held = statements(command.policy).flatMap(({ Action }) => Action.map((action: string) => action.split(":")[1]));
  expect([...new Set(held)].sort()).toEqual(rightsThatOperationsNeed());
});
