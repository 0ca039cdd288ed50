import { readFileSync } from "node:fs";
import { program, run } from "../../operations/command-line";
import { EXIT } from "../../operations/failure";
import { error, OperatorWorld } from "./operator-world";

const commands = program(new OperatorWorld(), () => {}).commands.map((command) => command.name());

async function helpOf(...args: string[]): Promise<string> {
  const world = new OperatorWorld();
  expect(await run(world, [...args, "--help"])).toBe(0);
  expect(world.calls).toEqual([]);
  return world.said();
}

test("the help lists every command, and every exit code", async () => {
  const help = await helpOf();
  for (const name of commands) expect(help).toMatch(new RegExp(`^ +${name} `, "m"));
  for (const code of Object.values(EXIT)) expect(help).toMatch(new RegExp(`(^| ) +${code}  \\S`, "m"));
});

test.each(commands)("the help of %s says what it calls and what it changes", async (name) => {
  const help = await helpOf(name);
  expect(help).toMatch(/^Calls: {3}\S/m);
  expect(help).toMatch(/^Changes: \S/m);
  // What destroys is Terraform, by the file.
  if (name !== "destroy") expect(help).toMatch(/--region <region>[\s\S]*--json/);
});

test.each([
  ["nothing at all", []],
  ["a command that there is not", ["stauts"]],
  ["an option that there is not", ["status", "--wacth"]],
  ["two workloads", ["status", "web", "api"]],
  ["a failover without a reason", ["failover", "web"]],
  ["a limit that is no number", ["history", "--limit", "all"]],
  ["a resolver that is none", ["status", "--resolver", "a:b"]],
])("%s is a wrong command line, and calls nobody", async (_, args) => {
  const world = new OperatorWorld();
  expect(await run(world, args)).toBe(EXIT.usage);
  expect(world.wrong()).not.toBe("");
  expect(world.said()).toBe("");
  expect(world.calls).toEqual([]);
});

test("a failure is its message and its exit code, without a stack", async () => {
  const world = new OperatorWorld();
  world.instead.GetResources = () => {
    throw error("ExpiredToken");
  };
  expect(await run(world, ["status"])).toBe(EXIT.credentials);
  expect(world.wrong()).toBe(
    "Looking for a workload in us-east-1: your AWS session has expired (ExpiredToken). Log in again, e.g. with `aws sso login`.\n",
  );
});

test("what nobody expected comes with its stack", async () => {
  const world = new OperatorWorld();
  world.now = () => {
    throw new Error("no clock");
  };
  expect(await run(world, ["status"])).toBe(EXIT.failed);
  expect(world.wrong()).toMatch(/^Error: no clock\n +at /);
});

test("every command is an npm script, and in the help page", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
  const page = readFileSync("help", "utf8");
  for (const name of commands) {
    expect(scripts[name]).toContain(name);
    expect(page).toContain(`npm run ${name}`);
  }
});
