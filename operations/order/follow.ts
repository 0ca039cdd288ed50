import type { Episode, EpisodeEvent } from "../../contract/episode";
import type { Memory } from "../../contract/memory";
import { drainMs, slowBootMs } from "../../contract/patience";
import { EXIT, Failure } from "../failure";
import { type LockBucket, lockBucketOf, readEpisode, readLease, readMemory } from "../look/lock-bucket";
import { reading } from "../reading";
import { duration, printable } from "../wording";
import type { World } from "../world";
import type { Commanding } from "./commanding";
import { wake } from "./controller";

/** Milliseconds between two reads of the record: the controller itself looks every two seconds. */
const EVERY_MS = 2_000;
/** Milliseconds between two wake-ups at the least: the schedule wakes the controller every minute anyway. */
const WAKE_EVERY_MS = 10_000;
/** Milliseconds without any news after which something is said. */
const QUIET_MS = 3 * 60_000;
/**
 * Milliseconds; longer than anything that the controller goes on with by itself (half an hour, for a failover), but for two
 * boot times, and the two TTLs after which no resolver knows the standby any more.
 */
const AT_MOST_MS = 45 * 60_000;

/** What a command follows. */
export interface Followed extends Commanding {
  /** When the order was given, in milliseconds since 1970-01-01 UTC; what has happened since is told by it. */
  readonly since: number;
  /** Events that are known, and not to be told; `eventKey` of each. Those that are told are added. */
  readonly told: Set<string>;
}

/** What the record said in the end. */
export interface Followable {
  readonly memory: Memory;
  /** The episode that was followed, as it is now; absent where there was none. */
  readonly episode?: Episode;
}

export const eventKey = ({ at, what }: EpisodeEvent): string => `${at} ${what}`;

/** Tells what happens until there is nothing more to wait for, and wakes the controller where nobody is at work. */
export async function follow(
  world: World,
  followed: Followed,
  isDone: (now: Followable) => boolean,
): Promise<Followable> {
  const { deployment, narrator, interrupt } = followed;
  const bucket = lockBucketOf(world, deployment);
  const beganAt = world.now();
  const atMostMs = AT_MOST_MS + slowBootMs(deployment) + drainMs(deployment);
  let wokenAt = Number.NEGATIVE_INFINITY;
  let newsAt = beganAt;
  let blind = "";
  let last: Episode | undefined;
  for (;;) {
    const [memory, lease] = await interrupt.orElse(
      Promise.all([reading((signal) => readMemory(bucket, signal)), reading((signal) => readLease(bucket, signal))]),
    );
    const now = world.now();
    if (memory.known && memory.value) {
      blind = "";
      last = (await theEpisode(bucket, memory.value, last, followed.since)) ?? last;
      if (last && tell(followed, last)) newsAt = now;
      const found: Followable = { memory: memory.value, ...(last ? { episode: last } : {}) };
      if (isDone(found)) return found;
    } else {
      const why = memory.known ? "the controller has not run yet" : memory.why;
      if (why !== blind) narrator.say(`The record cannot be read: ${why}. Trying again.`, { kind: "blind", why });
      blind = why;
    }
    const isAtWork = lease.known && lease.value !== undefined && lease.value.until > now;
    if (!isAtWork && now - wokenAt >= WAKE_EVERY_MS) {
      await wake(world, deployment);
      wokenAt = now;
    }
    if (now - newsAt >= QUIET_MS) {
      newsAt = now;
      const { functionName, region } = deployment;
      const text = `Nothing new for ${duration(QUIET_MS)}. The controller's log: aws logs tail /aws/lambda/${functionName} --region ${region}`;
      narrator.say(text, { kind: "quiet" });
    }
    if (now - beganAt >= atMostMs)
      throw new Failure(
        EXIT.failed,
        `Still not done after ${duration(atMostMs)}. The way round a broken controller stands at the end of \`status\`.`,
      );
    await interrupt.orElse(world.sleep(EVERY_MS));
  }
}

/** The open one; or what became of the one that was followed, which has ended since the last look. */
async function theEpisode(
  bucket: LockBucket,
  { episode, finished = [] }: Memory,
  last: Episode | undefined,
  since: number,
): Promise<Episode | undefined> {
  // One that had ended before the order is not what it brought about.
  if (last === undefined || last.endedAt !== undefined)
    return episode ?? finished.find(({ endedAt = 0 }) => endedAt >= since);
  if (episode?.id === last.id) return episode;
  const ended = finished.find(({ id }) => id === last.id);
  if (ended) return ended;
  const document = await reading((signal) => readEpisode(bucket, last, signal));
  return document.known ? document.value : undefined;
}

/** Returns whether there was anything new. */
function tell({ narrator, since, told }: Followed, { events }: Episode): boolean {
  const news = events.filter((event) => !told.has(eventKey(event)));
  for (const event of news) {
    told.add(eventKey(event));
    const elapsedMs = event.at - since;
    narrator.say(`${elapsedText(elapsedMs)}  ${printable(event.what)}`, { kind: "event", ...event, elapsedMs });
  }
  return news.length > 0;
}

/** From the order, in seconds with one decimal: as wide as half an hour needs. */
const elapsedText = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(1)} s`.padStart(10);
