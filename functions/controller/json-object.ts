import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { CONTRACT_VERSION } from "../../contract/version";
import { whyNot } from "./why-not";

/** What was read. Only S3's own word that there is no object counts as `absent`; every other failure is `unknown`. */
export type View<T> =
  | { kind: "known"; value: T; etag: string /** S3's LastModified. */; writtenAt: number }
  | { kind: "absent" }
  | { kind: "unknown"; why: string };

/** The version that was read, for the write that goes by it. */
export const etagOf = (view: View<unknown>): string | undefined => (view.kind === "known" ? view.etag : undefined);

/** Whether a conditional write won. `lost`: somebody else wrote since the view was read. */
export type WriteOutcome = { kind: "won"; etag: string } | { kind: "lost" } | { kind: "failed"; why: string };

/** One S3 object that holds JSON and is replaced as a whole. None of these rejects. */
export interface JsonObject<T> {
  read(): Promise<View<T>>;
  /** `etag` is that of the version that was read; absent where there must be none. */
  write(value: T, etag: string | undefined): Promise<WriteOutcome>;
  /** Undefined, or why it could not be deleted. An object that is already gone is deleted. */
  delete(): Promise<string | undefined>;
}

/** @param parse of the object's text; what it throws makes the view `unknown` */
export function jsonObject<T>(
  s3: Pick<S3Client, "send">,
  bucket: string,
  key: string,
  parse: (text: string) => T,
): JsonObject<T> {
  const object = { Bucket: bucket, Key: key };
  return {
    async read() {
      try {
        const { Body, ETag, LastModified } = await s3.send(new GetObjectCommand(object));
        if (Body === undefined || ETag === undefined || LastModified === undefined)
          return { kind: "unknown", why: "S3 answered without a body, ETag or LastModified" };
        return {
          kind: "known",
          value: parse(await Body.transformToString()),
          etag: ETag,
          writtenAt: LastModified.getTime(),
        };
      } catch (error) {
        // NoSuchKey needs s3:ListBucket: without it S3 answers 403 for an object that is not there.
        if (nameOf(error) === "NoSuchKey") return { kind: "absent" };
        return { kind: "unknown", why: String(error) };
      }
    },

    async write(value, etag) {
      const condition = etag === undefined ? { IfNoneMatch: "*" } : { IfMatch: etag };
      try {
        const { ETag } = await s3.send(new PutObjectCommand({ ...object, ...condition, ...asJson(value) }));
        return ETag === undefined
          ? { kind: "failed", why: "S3 answered without an ETag" }
          : { kind: "won", etag: ETag };
      } catch (error) {
        return LOST.has(nameOf(error)) ? { kind: "lost" } : { kind: "failed", why: String(error) };
      }
    },

    delete: () => whyNot(s3.send(new DeleteObjectCommand(object))),
  };
}

/** Puts a document of its own key, whatever was there. Undefined, or why it could not be put. */
export function putJson(
  s3: Pick<S3Client, "send">,
  bucket: string,
  key: string,
  value: unknown,
): Promise<string | undefined> {
  return whyNot(s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, ...asJson(value) })));
}

/** Indented, since a person at 3 a.m. reads it too. */
const asJson = (value: unknown) => ({ Body: JSON.stringify(value, undefined, 2), ContentType: "application/json" });

/**
 * 412: the object is not the one that was read. 409: another conditional write is under way. 404: it was deleted since
 * (S3 User Guide, "Conditional writes").
 */
const LOST: ReadonlySet<string> = new Set(["PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"]);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "";
}

/** @throws Error where the text is of a newer contract than this code's, or of none */
export function versioned(text: string, what: string): Record<string, unknown> & { version: number } {
  const value: unknown = JSON.parse(text);
  const version = typeof value === "object" && value !== null ? (value as { version?: unknown }).version : undefined;
  if (typeof version !== "number" || version > CONTRACT_VERSION)
    throw new Error(`${what} of contract version ${version}; this code reads up to ${CONTRACT_VERSION}`);
  return value as Record<string, unknown> & { version: number };
}
