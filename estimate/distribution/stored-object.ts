import type { JsonObject } from "../../functions/controller/json-object";
import type { DrawClock } from "./draw-clock";

/** An object in S3 that is replaced as a whole under its ETag, each call of which takes its time. */
export function storedObject<T>(clock: DrawClock, callMs: number, first?: T): JsonObject<T> {
  let writes = 0;
  let stored: { value: T; etag: string; writtenAt: number } | undefined;
  if (first !== undefined) stored = { value: first, etag: etagOf(writes), writtenAt: clock.now() };
  return {
    async read() {
      await clock.sleep(callMs);
      return stored === undefined ? { kind: "absent" } : { kind: "known", ...stored };
    },
    async write(value, etag) {
      await clock.sleep(callMs);
      if (stored?.etag !== etag) return { kind: "lost" };
      stored = { value, etag: etagOf(++writes), writtenAt: clock.now() };
      return { kind: "won", etag: stored.etag };
    },
    async delete() {
      await clock.sleep(callMs);
      stored = undefined;
      return undefined;
    },
  };
}

const etagOf = (writes: number) => `"${writes}"`;
