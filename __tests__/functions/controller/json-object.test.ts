import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { jsonObject, putJson, versioned } from "../../../functions/controller/json-object";
import { failing, fakeClient } from "./fake-client";
import { NOW } from "./observed";

const KEY = { Bucket: "lock", Key: "a/b.json" };

function object(answer: unknown, parse: (text: string) => unknown = JSON.parse) {
  const { client, sent } = fakeClient<S3Client>(answer);
  return { object: jsonObject(client, KEY.Bucket, KEY.Key, parse), sent };
}
const stored = (text: string) => ({
  ETag: '"7"',
  LastModified: new Date(NOW),
  Body: { transformToString: async () => text },
});

it("reads the value with its ETag and the time at which S3 took it", async () => {
  const { object: read, sent } = object(stored('{"a":1}'));
  expect(await read.read()).toEqual({ kind: "known", value: { a: 1 }, etag: '"7"', writtenAt: NOW });
  expect(sent[0]).toBeInstanceOf(GetObjectCommand);
  expect(sent[0]?.input).toEqual(KEY);
});

it("calls the object absent only by S3's own word", async () => {
  expect(await object(failing("NoSuchKey")).object.read()).toEqual({ kind: "absent" });
});

it.each(["AccessDenied", "NoSuchBucket", "SlowDown", "TimeoutError"])("does not know after %s", async (name) => {
  expect(await object(failing(name)).object.read()).toEqual({ kind: "unknown", why: `${name}: no` });
});

it("does not know what it cannot parse", async () => {
  const view = await object(stored("not JSON")).object.read();
  expect(view).toEqual({ kind: "unknown", why: expect.stringMatching(/^SyntaxError/) });
});

it.each(["ETag", "LastModified", "Body"])("does not know after an answer without %s", async (part) => {
  const view = await object({ ...stored("{}"), [part]: undefined }).object.read();
  expect(view).toEqual({ kind: "unknown", why: "S3 answered without a body, ETag or LastModified" });
});

it.each([
  ["nothing was there", undefined, { IfNoneMatch: "*" }],
  ["this version was read", '"7"', { IfMatch: '"7"' }],
])("writes under the condition that %s still", async (_when, etag, condition) => {
  const { object: write, sent } = object({ ETag: '"8"' });
  expect(await write.write({ a: 1 }, etag)).toEqual({ kind: "won", etag: '"8"' });
  expect(sent[0]).toBeInstanceOf(PutObjectCommand);
  expect(sent[0]?.input).toEqual({
    ...KEY,
    ...condition,
    Body: '{\n  "a": 1\n}',
    ContentType: "application/json",
  });
});

it.each(["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"])("has lost the claim by %s", async (name) => {
  expect(await object(failing(name)).object.write({}, '"7"')).toEqual({ kind: "lost" });
});

it("has failed to write by any other error", async () => {
  const denied = await object(failing("AccessDenied")).object.write({}, '"7"');
  expect(denied).toEqual({ kind: "failed", why: "AccessDenied: no" });
  expect(await object({}).object.write({}, '"7"')).toEqual({ kind: "failed", why: "S3 answered without an ETag" });
});

it("deletes the object, or says why it could not", async () => {
  const { object: gone, sent } = object({});
  expect(await gone.delete()).toBeUndefined();
  expect(sent[0]).toBeInstanceOf(DeleteObjectCommand);
  expect(sent[0]?.input).toEqual(KEY);
  expect(await object(failing("AccessDenied")).object.delete()).toBe("AccessDenied: no");
});

it("puts a document of its own key whatever was there, or says why it could not", async () => {
  const { client, sent } = fakeClient<S3Client>({});
  expect(await putJson(client, KEY.Bucket, KEY.Key, { a: 1 })).toBeUndefined();
  expect(sent[0]?.input).toEqual({ ...KEY, Body: '{\n  "a": 1\n}', ContentType: "application/json" });
  expect(await putJson(fakeClient<S3Client>(failing("SlowDown")).client, KEY.Bucket, KEY.Key, {})).toBe("SlowDown: no");
});

it.each([1, 2])("takes contract version %d", (version) => {
  expect(versioned(JSON.stringify({ version }), "lease")).toEqual({ version });
});

it.each([
  ["null", "null"],
  ["a bare text", '"lease"'],
  ["an object without a version", "{}"],
])("refuses %s", (_what, text) => {
  expect(() => versioned(text, "lease")).toThrow("lease of contract version undefined; this code reads up to 2");
});

it("refuses what a newer version has written", () => {
  expect(() => versioned('{"version":3}', "lease")).toThrow("lease of contract version 3; this code reads up to 2");
});
