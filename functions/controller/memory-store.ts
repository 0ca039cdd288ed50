import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { LOCK_BUCKET_KEY } from "../../contract/lock";
import type { Memory } from "../../contract/memory";
import { CONTRACT_VERSION } from "../../contract/version";

/** What was read. Only S3's own word that there is no object counts as `absent`; every other failure is `unknown`. */
export type MemoryView =
  | { kind: "known"; memory: Memory; etag: string }
  | { kind: "absent" }
  | { kind: "unknown"; why: string };

/** Whether a conditional write won. `lost`: another invocation wrote since the view was read. */
export type WriteOutcome = { kind: "won"; etag: string } | { kind: "lost" } | { kind: "failed"; why: string };

/** The controller's memory: one S3 object, replaced as a whole and only by who has read its latest version. */
export interface MemoryStore {
  read(): Promise<MemoryView>;
  /** `etag` is that of the version that was read; absent where there was none. */
  write(memory: Memory, etag: string | undefined): Promise<WriteOutcome>;
}

export function s3MemoryStore(s3: Pick<S3Client, "send">, bucket: string): MemoryStore {
  const object = { Bucket: bucket, Key: LOCK_BUCKET_KEY.memory };
  return {
    async read() {
      try {
        const { Body, ETag } = await s3.send(new GetObjectCommand(object));
        if (Body === undefined || ETag === undefined)
          return { kind: "unknown", why: "S3 answered without a body or ETag" };
        return { kind: "known", memory: parseMemory(await Body.transformToString()), etag: ETag };
      } catch (error) {
        // NoSuchKey needs s3:ListBucket: without it S3 answers 403 for an object that is not there.
        if (nameOf(error) === "NoSuchKey") return { kind: "absent" };
        return { kind: "unknown", why: String(error) };
      }
    },

    async write(memory, etag) {
      const condition = etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag };
      try {
        const { ETag } = await s3.send(
          new PutObjectCommand({
            ...object,
            ...condition,
            Body: JSON.stringify(memory),
            ContentType: "application/json",
          }),
        );
        return ETag === undefined
          ? { kind: "failed", why: "S3 answered without an ETag" }
          : { kind: "won", etag: ETag };
      } catch (error) {
        return LOST.has(nameOf(error)) ? { kind: "lost" } : { kind: "failed", why: String(error) };
      }
    },
  };
}

/**
 * 412: the object is not the one that was read. 409: another conditional write is under way. 404: it was deleted since
 * (S3 User Guide, "Conditional writes").
 */
const LOST: ReadonlySet<string> = new Set(["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"]);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** Throws where the text is not a memory of this contract version, or an older one. */
function parseMemory(text: string): Memory {
  const value: Partial<Memory> | null = JSON.parse(text);
  if (typeof value?.version !== "number" || value.version > CONTRACT_VERSION) {
    throw new Error(`memory of contract version ${value?.version}; this code reads up to ${CONTRACT_VERSION}`);
  }
  if (typeof value.firstSeenAt !== "number" || !Array.isArray(value.told)) {
    throw new Error("memory without firstSeenAt or told: something else wrote this object");
  }
  return value as Memory;
}
