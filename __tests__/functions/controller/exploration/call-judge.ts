import type { Lease } from "../../../../contract/lock";
import type { Memory } from "../../../../contract/memory";

/** The age of what a commit or a stop may go by, in milliseconds: the design's number. */
const FRESH_MS = 5_000;
/** A call may be on its way for so long after it was decided, in milliseconds. */
const ON_ITS_WAY_MS = 1_000;
/** What one invocation tells and another tells again, in milliseconds. */
const AT_ONCE_MS = 10_000;
/** How long after S3's last failure an invocation may still live that met it, in milliseconds. */
const FORGETFUL_MS = 90_000;

/** What one invocation has seen last, and when. */
export interface Witnessed {
  primary?: { answers: boolean; at: number };
  dns?: { says: "up" | "gone" | "unknown"; at: number };
  standby?: { serves: boolean; at: number };
  lock?: { exists: boolean; at: number };
}

/** The part of a world that is asked at a call. */
interface Court {
  readonly time: number;
  readonly illAt: number;
  readonly memory: { stored: Memory | undefined };
  readonly lease: { stored: Lease | undefined };
}

/** Properties 1, 2, 4 and 5 at each call of a crowded world, by what the invocation that makes it has seen. */
export class CallJudge {
  /** What was broken, by property. */
  readonly broken: string[] = [];
  private readonly mailedAt = new Map<string, number>();

  constructor(private readonly court: Court) {}

  commit(by: "controller" | "operator" | undefined, seen: Witnessed): void {
    const { primary, dns, standby } = seen;
    const isByWord = by === "operator" ? standby?.serves === true : this.failsBack;
    const isByWitnesses = primary?.answers === false && dns?.says === "gone" && standby?.serves === true;
    const isFresh = this.isFresh(primary) && this.isFresh(dns) && this.isFresh(standby);
    this.rule(isByWord || (isByWitnesses && isFresh), "1: committed by", seen);
  }

  unlock(): void {
    this.rule(this.failsBack, "2: unlocked without a failback", {});
  }

  stop(number: number, seen: Witnessed): void {
    const { stored } = this.court.lease;
    const isHolder = stored?.holder === `request ${number}` && stored.until > this.court.time;
    const { primary, dns, lock } = seen;
    const isSeen = primary?.answers === true && dns?.says === "up" && lock?.exists === false;
    const isFresh = this.isFresh(primary) && this.isFresh(dns) && this.isFresh(lock);
    this.rule(isHolder && isSeen && isFresh, "4: stopped by", { ...seen, isHolder });
  }

  /** Who cannot read the memory does not know what it has told, and tells it once more when it can. */
  mail(subject: string): void {
    const { time, illAt } = this.court;
    const last = this.mailedAt.get(subject) ?? Number.NEGATIVE_INFINITY;
    const isForgetful = time - illAt < FORGETFUL_MS;
    this.rule(isForgetful || time - last > AT_ONCE_MS, "5: mailed twice at once", subject);
    this.mailedAt.set(subject, time);
  }

  private get failsBack(): boolean {
    return this.court.memory.stored?.order?.do === "failback";
  }

  private isFresh(sight: { at: number } | undefined): boolean {
    return sight !== undefined && this.court.time - sight.at <= FRESH_MS + ON_ITS_WAY_MS;
  }

  private rule(isAllowed: boolean, property: string, seen: unknown): void {
    if (!isAllowed) this.broken.push(`${property} ${JSON.stringify(seen)} at ${this.court.time}`);
  }
}
