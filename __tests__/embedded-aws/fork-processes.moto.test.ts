import { execFileSync } from "node:child_process";
import { appendFileSync, statSync } from "node:fs";
import { AllocateAddressCommand } from "@aws-sdk/client-ec2";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { LONGEST_LOG_BYTES } from "../../embedded-aws/bounded-log";
import { type EmbeddedAws, startEmbeddedAws } from "../../embedded-aws/embedded-aws";
import { bytesOf, forking, instancesOf, REGION } from "./forking";
import { deployInstance } from "./small-deployment";

const BYTES = Buffer.from([0, 1, 254, 255]);
const { newFolder, fork, accountOptions } = forking();
let parent: EmbeddedAws;

beforeAll(async () => {
  parent = await startEmbeddedAws(accountOptions());
  for (const port of [80, 443]) await deployInstance(parent.clients, REGION, { port });
}, 60_000);
afterAll(() => parent?.stop());

const allocate = async (aws: EmbeddedAws) =>
  (await aws.clients.ec2(REGION).send(new AllocateAddressCommand({ Domain: "vpc" }))).AllocationId!;

/** moto's processes below this one, forks included, zombies too. */
function motos(): number[] {
  const lines = execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" }).trim().split("\n").slice(1);
  const all = lines.map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)!);
  const below = new Set([process.pid]);
  for (let before = 0; before !== below.size; ) {
    before = below.size;
    for (const [, pid, ppid] of all) if (below.has(Number(ppid))) below.add(Number(pid));
  }
  return all
    .filter(([, pid, , args]) => below.has(Number(pid)) && /moto_server/.test(args!))
    .map(([, pid]) => Number(pid))
    .sort((a, b) => a - b);
}

test("a stopped fork leaves no process, and its parent and siblings alive", async () => {
  const before = motos();
  const [made, sibling] = [await fork(parent), await fork(parent)];
  expect(motos().length).toBe(before.length + 2);
  await made.stop();
  await made.stop();
  expect(motos().length).toBe(before.length + 1);
  await sibling.stop();
  expect(motos()).toEqual(before);
  expect(await instancesOf(parent)).toHaveLength(2);
});

test("a fork that is killed is told of by itself alone, and leaves no zombie", async () => {
  const before = motos();
  const made = await fork(parent);
  const [pid] = motos().filter((moto) => !before.includes(moto));
  process.kill(pid!, "SIGKILL");
  await expect(made.failure).rejects.toThrow(/^A fork of moto.* ended in the middle/);
  await made.stop();
  expect(motos()).toEqual(before);
  const parentFailed = parent.failure.catch(() => "failed");
  expect(await Promise.race([parentFailed, new Promise((done) => setTimeout(() => done("lives"), 50))])).toBe("lives");
});

test("what a fork prints does not fill the disk", async () => {
  const { motoLogFile } = await fork(parent);
  appendFileSync(motoLogFile, "INFO a request\n".repeat(LONGEST_LOG_BYTES / 10));
  while (statSync(motoLogFile).size > LONGEST_LOG_BYTES) await new Promise((done) => setTimeout(done, 20));
});

test("parent and forks each draw ids of their own", async () => {
  const all = [parent, await fork(parent), await fork(parent)];
  expect(new Set(await Promise.all(all.map(allocate))).size).toBe(3);
});

test("a folder that is another's is refused", async () => {
  const mine = newFolder();
  await fork(parent, { folder: mine });
  await expect(parent.fork({ folder: mine })).rejects.toThrow(/is another embedded AWS's folder: it holds moto.log/);
});

test("a parent's stop ends its forks and theirs", async () => {
  const before = motos();
  const grandparent = await startEmbeddedAws({ ...accountOptions(), hostedZones: [], buckets: [] });
  const child = await fork(await fork(grandparent));
  expect(motos().length).toBe(before.length + 3);
  await grandparent.stop();
  expect(motos()).toEqual(before);
  await expect(fetch(child.endpoint)).rejects.toThrow();
  await expect(grandparent.fork({ folder: newFolder() })).rejects.toThrow("it has ended");
}, 30_000);

test("in real time a fork works the same, at life's pace", async () => {
  const live = await startEmbeddedAws({ ...accountOptions(), hostedZones: [], realTime: true });
  try {
    await live.clients.s3(REGION).send(new PutObjectCommand({ Bucket: "objects", Key: "key", Body: BYTES }));
    const made = await fork(live);
    expect(await bytesOf(made, "key")).toEqual([...BYTES]);
    expect(Math.abs(made.clock.now() - Date.now())).toBeLessThan(1_000);
  } finally {
    await live.stop();
  }
}, 30_000);
