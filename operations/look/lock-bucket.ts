import { GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import { type Episode, episodeKey } from "../../contract/episode";
import { type Lease, LOCK_BUCKET_KEY, type Lock } from "../../contract/lock";
import type { Memory } from "../../contract/memory";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Deployment } from "../deployment";
import type { World } from "../world";

/** The bucket that holds the lock and the records. All of these reject as S3 does. */
export interface LockBucket {
  readonly s3: Pick<S3Client, "send">;
  readonly name: string;
}

export function lockBucketOf({ aws }: World, { region, lockBucket }: Deployment): LockBucket {
  return { s3: aws.s3(region), name: lockBucket };
}

/** The failover lock. Times in milliseconds since 1970-01-01 UTC. */
export type LockSight =
  | { exists: false }
  | { exists: true; writtenAt: number /** Absent where a person wrote it by hand. */; lock?: Lock };

export async function readLock(bucket: LockBucket, signal?: AbortSignal): Promise<LockSight> {
  const found = await get(bucket, LOCK_BUCKET_KEY.lock, signal);
  if (found === undefined) return { exists: false };
  const lock = asLock(found.text);
  return { exists: true, writtenAt: found.writtenAt, ...(lock ? { lock } : {}) };
}

/** Never throws: whatever lies there is a lock. */
function asLock(text: string): Lock | undefined {
  try {
    const value: Partial<Lock> | null = JSON.parse(text);
    return typeof value?.why === "string" && typeof value.writtenBy === "string" ? (value as Lock) : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined where the controller has not run yet. */
export async function readMemory(bucket: LockBucket, signal?: AbortSignal): Promise<Memory | undefined> {
  const found = await get(bucket, LOCK_BUCKET_KEY.memory, signal);
  if (found === undefined) return undefined;
  const memory = versioned<Memory>(found.text, "the controller's memory");
  const { episode, ...rest } = memory;
  return { ...rest, ...(episode ? { episode: upgraded(episode) } : {}) };
}

/** Undefined where nobody has ever held it. */
export async function readLease(bucket: LockBucket, signal?: AbortSignal): Promise<Lease | undefined> {
  const found = await get(bucket, LOCK_BUCKET_KEY.lease, signal);
  return found && versioned<Lease>(found.text, "the lease");
}

/** The document of an episode that has ended; undefined where it is not written. */
export async function readEpisode(
  bucket: LockBucket,
  episode: Pick<Episode, "startedAt">,
  signal?: AbortSignal,
): Promise<Episode | undefined> {
  return readDocument(bucket, episodeKey(episode), signal);
}

/** The documents of the latest episodes, newest first. */
export async function readEpisodes(bucket: LockBucket, atMost: number, signal?: AbortSignal): Promise<Episode[]> {
  const keys: string[] = [];
  let token: string | undefined;
  do {
    const page = await bucket.s3.send(
      new ListObjectsV2Command({
        Bucket: bucket.name,
        Prefix: LOCK_BUCKET_KEY.episodes,
        ...(token ? { ContinuationToken: token } : {}),
      }),
      { abortSignal: signal },
    );
    for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key);
    token = page.NextContinuationToken;
  } while (token !== undefined);
  // A key is its episode's time.
  const latest = keys.sort().slice(-atMost).reverse();
  const read = await Promise.all(latest.map((key) => readDocument(bucket, key, signal)));
  return read.filter((episode) => episode !== undefined);
}

async function readDocument(bucket: LockBucket, key: string, signal?: AbortSignal): Promise<Episode | undefined> {
  const found = await get(bucket, key, signal);
  return found && upgraded(versioned<Episode>(found.text, key));
}

async function get(
  { s3, name }: LockBucket,
  key: string,
  signal: AbortSignal | undefined,
): Promise<{ text: string; writtenAt: number } | undefined> {
  try {
    const { Body, LastModified } = await s3.send(new GetObjectCommand({ Bucket: name, Key: key }), {
      abortSignal: signal,
    });
    return { text: (await Body?.transformToString()) ?? "", writtenAt: LastModified?.getTime() ?? 0 };
  } catch (error) {
    if (error instanceof Error && error.name === "NoSuchKey") return undefined;
    throw error;
  }
}

/** @throws Error where the text is of a newer contract than this code's, or of none */
function versioned<T extends { version: number }>(text: string, what: string): T {
  const value = JSON.parse(text) as Partial<T> | null;
  if (typeof value?.version !== "number" || value.version > CONTRACT_VERSION)
    throw new Error(
      `${what} has contract version ${value?.version}; this version of Pilot Light reads up to ${CONTRACT_VERSION}`,
    );
  return value as T;
}

/** Version 1 knew failovers only, and said neither that nor what had woken the controller. */
function upgraded(episode: Omit<Episode, "kind" | "trigger"> & Partial<Episode>): Episode {
  return { kind: "failover", trigger: "not recorded by version 1", ...episode };
}
