import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { s3MemoryStore } from "../../../functions/controller/memory-store";
import { memory } from "./observed";

/** A client whose every call answers, or fails, like this; and what it was asked. */
function client(answer: unknown) {
  const sent: (GetObjectCommand | PutObjectCommand)[] = [];
  const send = async (command: GetObjectCommand | PutObjectCommand) => {
    sent.push(command);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { store: s3MemoryStore({ send } as unknown as S3Client, "lock"), sent };
}

const failing = (name: string) => Object.assign(new Error(`${name} happened`), { name });
const stored = (text: string) => ({ ETag: '"7"', Body: { transformToString: async () => text } });

it("reads the memory with its ETag", async () => {
  const { store, sent } = client(stored(JSON.stringify(memory())));
  expect(await store.read()).toEqual({ kind: "known", memory: memory(), etag: '"7"' });
  expect(sent[0]).toBeInstanceOf(GetObjectCommand);
  expect(sent[0]?.input).toEqual({ Bucket: "lock", Key: "controller/memory.json" });
});

it("calls the memory absent only by S3's own word", async () => {
  expect(await client(failing("NoSuchKey")).store.read()).toEqual({ kind: "absent" });
});

it.each(["AccessDenied", "NoSuchBucket", "SlowDown", "TimeoutError"])("does not know after %s", async (name) => {
  expect(await client(failing(name)).store.read()).toEqual({ kind: "unknown", why: `${name}: ${name} happened` });
});

it.each([
  ["not JSON", "not JSON", /SyntaxError/],
  ["null", "null", "Error: memory of contract version undefined; this code reads up to 1"],
  ["of a newer contract", '{"version":2}', "Error: memory of contract version 2; this code reads up to 1"],
  ["somebody else's", '{"version":1}', "Error: memory without firstSeenAt or told: something else wrote this object"],
])("does not believe an object that is %s", async (_what, text, why) => {
  const view = await client(stored(text)).store.read();
  expect(view).toEqual({ kind: "unknown", why: typeof why === "string" ? why : expect.stringMatching(why) });
});

it("does not know after an answer without a body", async () => {
  const view = await client({ ETag: '"7"' }).store.read();
  expect(view).toEqual({ kind: "unknown", why: "S3 answered without a body or ETag" });
});

it.each([
  ["nothing was there", undefined, { IfNoneMatch: "*" }],
  ["this version was read", '"7"', { IfMatch: '"7"' }],
])("writes under the condition that %s still", async (_when, etag, condition) => {
  const { store, sent } = client({ ETag: '"8"' });
  expect(await store.write(memory(), etag)).toEqual({ kind: "won", etag: '"8"' });
  expect(sent[0]).toBeInstanceOf(PutObjectCommand);
  expect(sent[0]?.input).toMatchObject({ Bucket: "lock", Key: "controller/memory.json", ...condition });
  expect(JSON.parse(String((sent[0] as PutObjectCommand).input.Body))).toEqual(memory());
});

it.each(["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"])("has lost the claim by %s", async (name) => {
  expect(await client(failing(name)).store.write(memory(), '"7"')).toEqual({ kind: "lost" });
});

it("has failed to write by any other error", async () => {
  const written = await client(failing("AccessDenied")).store.write(memory(), '"7"');
  expect(written).toEqual({ kind: "failed", why: "AccessDenied: AccessDenied happened" });
  expect(await client({}).store.write(memory(), '"7"')).toEqual({ kind: "failed", why: "S3 answered without an ETag" });
});
