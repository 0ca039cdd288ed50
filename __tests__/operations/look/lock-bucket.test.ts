import { readEpisode, readEpisodes, readLease, readLock, readMemory } from "../../../operations/look/lock-bucket";
import { body, error } from "../operator-world";

/** A bucket with these objects; keys are listed two a page. */
function bucket(objects: Record<string, unknown>, failure?: Error) {
  const keys = Object.keys(objects);
  const send = async (command: { constructor: { name: string }; input: Record<string, string> }) => {
    const { input } = command;
    if (failure) throw failure;
    if (command.constructor.name === "GetObjectCommand") {
      if (!(input.Key! in objects)) throw error("NoSuchKey");
      return body(objects[input.Key!], 1_000);
    }
    const from = Number(input.ContinuationToken ?? 0);
    const listed = keys.filter((key) => key.startsWith(input.Prefix!));
    return {
      Contents: listed.slice(from, from + 2).map((Key) => ({ Key })),
      NextContinuationToken: from + 2 < listed.length ? String(from + 2) : undefined,
    };
  };
  return { s3: { send } as never, name: "lock" };
}

test("a lock is a lock whatever it holds", async () => {
  expect(await readLock(bucket({}))).toEqual({ exists: false });
  for (const held of ["", "not JSON", "null", '{"version":9}'])
    expect(await readLock(bucket({ "failover-lock": held }))).toEqual({ exists: true, writtenAt: 1_000 });
  const lock = { version: 2, writtenBy: "operator", why: "evacuated" };
  expect(await readLock(bucket({ "failover-lock": lock }))).toEqual({ exists: true, writtenAt: 1_000, lock });
});

test("what S3 refuses is never taken for absent", async () => {
  const denied = bucket({}, error("AccessDenied"));
  await expect(readLock(denied)).rejects.toThrow("it said so");
  await expect(readMemory(denied)).rejects.toThrow("it said so");
});

test("a memory of version 1 is read, and a newer one is refused", async () => {
  expect(await readMemory(bucket({}))).toBeUndefined();
  const first = { version: 1, firstSeenAt: 1, told: [], episode: { id: "web/1", startedAt: 1, events: [] } };
  expect((await readMemory(bucket({ "controller/memory.json": first })))?.episode).toMatchObject({
    kind: "failover",
    trigger: "not recorded by version 1",
  });
  await expect(readMemory(bucket({ "controller/memory.json": { version: 99 } }))).rejects.toThrow(
    "the controller's memory has contract version 99; this version of Pilot Light reads up to 2",
  );
  await expect(readLease(bucket({ "controller/lease.json": {} }))).rejects.toThrow("the lease has contract version");
});

test("the latest episodes are read, newest first, from all pages", async () => {
  const days = ["01", "02", "03", "04", "05"];
  const objects = Object.fromEntries(
    days.map((day) => [
      `episodes/2026-01-${day}T00:00:00.000Z.json`,
      { version: 2, id: day, kind: "drill", events: [] },
    ]),
  );
  expect((await readEpisodes(bucket(objects), 3)).map(({ id }) => id)).toEqual(["05", "04", "03"]);
  expect(await readEpisode(bucket(objects), { startedAt: Date.UTC(2026, 0, 2) })).toMatchObject({ id: "02" });
  expect(await readEpisode(bucket(objects), { startedAt: 0 })).toBeUndefined();
});
