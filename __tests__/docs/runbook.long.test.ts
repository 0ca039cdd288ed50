import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { World } from "../../rehearsal/world/world";
import { deployCodeThatThrows } from "../rehearsal/hand-made-breaks";
import { playCase } from "../rehearsal/named-case";
import { provenDeployment } from "../rehearsal/proven-deployment";
import { markedBlock, readPage } from "./pages";
import { pilotLightWords, typed } from "./shell";

/** The deployment takes 80 s on two cores; a story, half an hour of AWS time, up to a minute. */
jest.setTimeout(400_000);

const RUNBOOK = readPage("docs/runbook.md");

const deployment = provenDeployment();

/** The lines of one of the runbook's blocks, with this deployment's values in the place of the runbook's. */
function linesOf(name: string): string[] {
  const { standby, lock } = deployment.workload;
  return markedBlock(RUNBOOK, `run: ${name}`)
    .trimEnd()
    .split("\n")
    .map((line) => line.replaceAll("INSTANCE", standby.instanceId).replaceAll("BUCKET", lock.bucket));
}

/** The one line of a block. */
function lineOf(name: string): string {
  const [line, ...others] = linesOf(name);
  expect(others).toEqual([]);
  return line!;
}

/** A command of this project's, typed; where it asks for the workload's name, somebody types it. */
const operated = async (given: World, line: string, ...yes: string[]) =>
  given.pilotLight(...(await pilotLightWords(line)), ...yes);

const inCase = (sentence: string, play: (given: World) => Promise<void>) =>
  test(sentence, () => playCase(deployment, play));

inCase("the runbook's commands show a failover, and the one to act ends it without a gap", async (given) => {
  const { aws, stage } = given;
  const { standby, lock } = stage.workload;
  await given.failOver();

  expect(await operated(given, lineOf("status"))).toMatch(/failed over/);
  expect((await typed(aws, lineOf("standby"))).trim().split(/\s+/)).toEqual([
    standby.instanceId,
    "running",
    standby.address,
  ]);
  expect((await typed(aws, lineOf("bucket"))).trim()).toBe(`arn:aws:s3:::${lock.bucket}`);
  const inWords = [...RUNBOOK.text.matchAll(/`(aws s3 [^`]+)`/g)].map(([, line]) => line!);
  expect(inWords).toHaveLength(2);
  const [list, memory] = inWords.map((line) => line.replaceAll("BUCKET", lock.bucket)) as [string, string];
  expect(await typed(aws, list)).toContain(lock.key);
  expect(JSON.parse(await typed(aws, memory))).toMatchObject({ episode: { kind: "failover" } });

  await given.bringBack();
  const asked = aws.clock.now();
  await operated(given, lineOf("failback"), "--yes");
  await given.untilServedBy("primary", 2);
  expect(given.standbyState()).toBe("stopped");
  expect(await given.isCommitted()).toBe(false);
  expect(given.worstOutage(asked)).toBe(0);
});

inCase("the runbook's failover takes users from a primary that answers", async (given) => {
  await operated(given, lineOf("failover"), "--yes");
  await given.untilServedBy("standby", 3);
  expect(await given.isCommitted()).toBe(true);
  expect(given.worstOutage()).toBe(0);
});

inCase("the way round a broken controller starts the standby, holds users there, and lets them go", async (given) => {
  const { aws } = given;
  const [start, writeLock, deleteLock, ...others] = linesOf("by hand") as [string, string, string];
  expect(others).toEqual([]);
  await deployCodeThatThrows(aws, deployment.workload);
  await given.stopPrimary();
  await given.pass(3);
  expect(given.isServedBy("standby")).toBe(false);

  await typed(aws, start);
  await given.untilServedBy("standby", 5);
  await typed(aws, writeLock);
  await given.bringBack();
  await given.pass(5);
  expect(given.isServedBy("standby")).toBe(true);

  const unlocked = aws.clock.now();
  await typed(aws, deleteLock);
  await given.untilServedBy("primary", 3);
  expect(given.worstOutage(unlocked)).toBe(0);
});

inCase(
  "status prints the way round a broken controller with the deployed values, as the runbook has it",
  async (given) => {
    const printed = await operated(given, lineOf("status"));
    for (const line of linesOf("by hand")) expect(printed).toContain(line);
  },
);

inCase("the controller understands a lock that was written by hand, and one that was removed", async (given) => {
  const { aws } = given;
  const [, writeLock, deleteLock] = linesOf("by hand") as [string, string, string];
  await typed(aws, writeLock);
  await given.untilServedBy("standby", 5);
  await given.untilEffective();
  await typed(aws, deleteLock);
  await given.untilServedBy("primary", 3);
  await given.until("the standby is stopped", () => given.standbyState() === "stopped", 20);
});

test("npx finds this project's command line in a checkout", async () => {
  const { stdout } = await promisify(execFile)("npx", ["--no", "pilot-light", "status", "--help"]);
  expect(stdout).toContain("Usage: pilot-light status");
});

/** The text of the message with this subject, as a person received it. */
async function received({ aws, stage }: World, subject: string): Promise<string> {
  await aws.clock.runDuring(() => aws.dataPlane.messages.settled());
  const texts = readdirSync(stage.messagesFolder).map((file) => readFileSync(join(stage.messagesFolder, file), "utf8"));
  const found = texts.filter((text) => text.includes(`\nSubject: ${stage.workload.name}: ${subject}\n`));
  expect(found).toHaveLength(1);
  return found[0]!;
}

const COMMITTED = "failed over: users stay on the standby";
const lineWith = (message: string, start: string) => {
  const lines = message.split("\n").filter((line) => line.startsWith(start));
  expect(lines).toHaveLength(1);
  return lines[0]!;
};

inCase("the line for a checkout in the message of a failover sends users back", async (given) => {
  await given.failOver();
  await given.bringBack();
  await operated(given, lineWith(await received(given, COMMITTED), "npx --no pilot-light failback"), "--yes");
  await given.untilServedBy("primary", 2);
});

inCase("the line for CloudShell in the message of a failover is accepted, and sends users back", async (given) => {
  const { aws } = given;
  await given.failOver();
  await given.bringBack();
  const asked = aws.clock.now();
  const answer = await typed(aws, lineWith(await received(given, COMMITTED), "echo "));
  expect(answer).toMatch(/"accepted":true/);
  await given.untilServedBy("primary", 10);
  await given.until("the standby is stopped", () => given.standbyState() === "stopped", 10);
  expect(given.worstOutage(asked)).toBe(0);
});

test("the line for CloudShell in the message that the standby serves takes users there, and holds them", async () => {
  let line = "";
  await playCase(deployment, async (given) => {
    await given.failOver();
    line = lineWith(await received(given, "the standby serves"), "echo ");
  });
  // There the failover was committed meanwhile: here nothing has happened yet.
  await playCase(deployment, async (given) => {
    expect(await typed(given.aws, line)).toMatch(/"accepted":true/);
    await given.untilServedBy("standby", 5);
    expect(await given.isCommitted()).toBe(true);
  });
});
