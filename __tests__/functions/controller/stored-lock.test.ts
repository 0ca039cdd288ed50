import { lockView, parseLock } from "../../../functions/controller/stored-lock";
import { lockDocument, NOW } from "./observed";

it("reads the lock that the controller has written", () => {
  expect(parseLock(JSON.stringify(lockDocument))).toEqual(lockDocument);
});

it.each(["", "null", "7", "{}", "by hand, at 3 a.m.", '{"writtenAt":"today","episode":"web/1"}', "[1"])(
  "takes whatever else lies there for a lock without content, as a person writes it: %s",
  (text) => {
    expect(parseLock(text)).toBeUndefined();
    expect(lockView({ kind: "known", value: parseLock(text), etag: '"1"', writtenAt: NOW })).toEqual({
      kind: "present",
      writtenAt: NOW,
    });
  },
);

it("is present since S3 took it, whatever time its content names", () => {
  const value = { ...lockDocument, writtenAt: 1 };
  expect(lockView({ kind: "known", value, etag: '"1"', writtenAt: NOW })).toEqual({
    kind: "present",
    writtenAt: NOW,
    lock: value,
  });
});

it.each([{ kind: "absent" } as const, { kind: "unknown", why: "SlowDown" } as const])(
  "is $kind where S3 says so, never one for the other",
  (view) => expect(lockView(view)).toEqual(view),
);
