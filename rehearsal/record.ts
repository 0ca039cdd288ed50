import { GetObjectCommand, NoSuchKey, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";

/** Where the controller keeps what it knows, as an operator who looks into the bucket finds it. */
const MEMORY_KEY = "controller/memory.json";
const EPISODES = "episodes/";

/** Everything from the first sign of trouble to the return, as far as the story looks at it. Milliseconds of AWS time. */
export interface EpisodeRecord {
  readonly startedAt: number;
  readonly ignitedAt?: number;
  /** When the controller first saw the standby serve. */
  readonly servingAt?: number;
  readonly committedAt?: number;
  /** From here on no resolver has an answer any more that was given before the commit. */
  readonly effectiveAt?: number;
  /** When the lock was removed for a failback. */
  readonly unlockedAt?: number;
  readonly endedAt?: number;
  readonly outcome?: string;
  readonly recoverySeconds?: number;
  readonly events: readonly { readonly at: number; readonly what: string }[];
}

/** What the controller remembers, as far as the story looks at it. */
export interface ControllerMemory {
  readonly armedAt?: number;
  /** The one that is going on. */
  readonly episode?: EpisodeRecord;
}

/** A bucket, and where. */
export interface Place {
  readonly region: string;
  readonly bucket: string;
}

/** Empty where the controller has not run yet. */
export async function controllerMemory(aws: EmbeddedAws, place: Place): Promise<ControllerMemory> {
  return JSON.parse((await textOf(aws, place, MEMORY_KEY)) ?? "{}") as ControllerMemory;
}

export async function exists(aws: EmbeddedAws, place: Place, key: string): Promise<boolean> {
  return (await textOf(aws, place, key)) !== undefined;
}

/** Documents of episodes that began at or after this moment of AWS time, in their order. */
export async function episodesSince(aws: EmbeddedAws, place: Place, since: number): Promise<readonly EpisodeRecord[]> {
  const { region, bucket: Bucket } = place;
  const keys = await aws.state.read(`documents of episodes in ${Bucket}`, ["s3"], async () => {
    const found: string[] = [];
    const pages = paginateListObjectsV2({ client: aws.deployed.s3(region) }, { Bucket, Prefix: EPISODES });
    for await (const { Contents } of pages) found.push(...(Contents ?? []).flatMap(({ Key }) => Key ?? []));
    return found;
  });
  const found: EpisodeRecord[] = [];
  for (const key of keys) {
    const episode = JSON.parse((await textOf(aws, place, key)) ?? "{}") as EpisodeRecord;
    if (episode.startedAt >= since) found.push(episode);
  }
  return found;
}

/** Undefined where there is no such object. Read past the gateway: no fault blinds it, and it is nobody's call. */
function textOf({ state, deployed }: EmbeddedAws, { region, bucket }: Place, key: string): Promise<string | undefined> {
  return state.read(`${key} in ${bucket}`, ["s3"], async () => {
    try {
      const { Body } = await deployed.s3(region).send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? "";
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  });
}
