import type { Answer } from "../../../../contract/command";
import type { Settings } from "../../../../functions/controller/environment";
import { ControllerFailure, invoke, type World } from "../../../../functions/controller/invocation";
import { FakeWorld } from "../fake-world";
import { armed, dnsSays, good, refused } from "../observed";
import { CallJudge, type Witnessed } from "./call-judge";
import { VirtualTime } from "./virtual-time";

const FUNCTION_TIMEOUT_MS = 90_000;
/** Three checks of ten seconds. */
const DNS_TURNS_AFTER_MS = 30_000;

/**
 * A world in which several real invocations run at once, each call takes its time, and the properties 1, 2, 4 and 5 are
 * judged at every call by what the invocation that made it had seen.
 */
export class CrowdedWorld extends FakeWorld {
  readonly clock: VirtualTime;
  pathIsBroken = false;
  checkersAreBlocked = false;
  nameServersAreSilent = false;
  hasCapacity = true;
  s3IsIll = false;
  snsIsIll = false;
  readonly judge = new CallJudge(this);
  /** When S3 last failed a call. */
  illAt = Number.NEGATIVE_INFINITY;
  /** Invocations that are alive now. */
  alive = 0;
  /** The most invocations that were at work at the same time: that had asked for anything but the lease, and were alive. */
  mostAtWork = 0;
  private readonly working = new Set<number>();
  private crashedBefore = 0;
  private invocations = 0;
  private isTurned = false;
  private turnsAt: number | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly latency: () => number,
  ) {
    super();
    this.clock = new VirtualTime(this.time);
    Object.defineProperty(this, "time", { get: () => this.clock.now });
    this.memory.put(armed());
    this.power = { state: "stopped", type: settings.standby.instanceType, reason: "" };
  }

  /** Those that are alive now do nothing more. */
  crashAll(): void {
    this.crashedBefore = this.invocations;
  }

  /** One delivery of an event. Answers undefined where the invocation crashes. */
  async deliver(event: unknown): Promise<Answer | undefined> {
    const number = ++this.invocations;
    const ends = this.time + FUNCTION_TIMEOUT_MS;
    const context = { awsRequestId: `request ${number}`, getRemainingTimeInMillis: () => ends - this.time };
    this.alive += 1;
    try {
      return await invoke(event, context, this.settings, this.worldOf(number));
    } catch (error) {
      if (!(error instanceof ControllerFailure)) this.judge.broken.push(`it throws: ${error}`);
      return undefined;
    } finally {
      this.alive -= 1;
      this.working.delete(number);
    }
  }

  /** Invocations that are at work now. */
  get atWork(): number {
    return this.working.size;
  }

  /** Route 53's answer, which follows its checkers and the lock after a while. */
  followDns(): void {
    const shouldTurn = this.lock.stored !== undefined || this.checkersAreBlocked || this.primary().kind === "fails";
    if (shouldTurn === this.isTurned) this.turnsAt = undefined;
    else {
      this.turnsAt ??= this.time + DNS_TURNS_AFTER_MS;
      if (this.time >= this.turnsAt) this.isTurned = shouldTurn;
    }
  }

  get users(): "primary" | "standby" {
    return this.isTurned ? "standby" : "primary";
  }

  get standbyServes(): boolean {
    return this.power.state === "running" && this.time >= (this.startedAt ?? 0) + this.servesAfter;
  }

  private worldOf(number: number): World {
    const seen: Witnessed = {};
    const asks = async <T>(does: () => T | Promise<T>): Promise<T> => {
      await this.clock.sleep(this.latency());
      if (number <= this.crashedBefore) return new Promise<T>(() => {});
      const result = await does();
      await this.clock.sleep(this.latency());
      return number <= this.crashedBefore ? new Promise<T>(() => {}) : result;
    };
    const takesTime = <T>(does: () => T | Promise<T>): Promise<T> => {
      this.working.add(number);
      this.mostAtWork = Math.max(this.mostAtWork, this.working.size);
      return asks(does);
    };
    const orIll = async <T>(does: () => Promise<T>, ill: T) => {
      if (!this.s3IsIll) return does();
      this.illAt = this.time;
      return ill;
    };
    const s3 = <T>(does: () => Promise<T>, ill: T) => takesTime(() => orIll(does, ill));
    const unread = { kind: "unknown", why: "SlowDown" } as const;
    const unwritten = { kind: "failed", why: "SlowDown" } as const;
    const { memory, lock, lease, judge } = this;
    const now = () => this.time;
    return {
      sights: {
        now,
        sleep: (milliseconds) => this.clock.sleep(milliseconds),
        probePrimary: () =>
          takesTime(() => {
            const result = this.pathIsBroken ? refused : this.primary();
            seen.primary = { answers: result.kind === "serves", at: now() };
            return result;
          }),
        probeStandby: () =>
          takesTime(() => {
            seen.standby = { serves: this.standbyServes, at: now() };
            return this.standbyServes ? good : refused;
          }),
        askNameServers: () =>
          takesTime(() => {
            this.followDns();
            const says = this.isTurned ? "gone" : "up";
            seen.dns = { says: this.nameServersAreSilent ? "unknown" : says, at: now() };
            return dnsSays(seen.dns.says);
          }),
      },
      aws: {
        standby: {
          describe: () => takesTime(this.describe),
          start: () =>
            takesTime(() =>
              this.hasCapacity
                ? this.start()
                : { kind: "refused" as const, code: "InsufficientInstanceCapacity", message: "none" },
            ),
          stop: () =>
            takesTime(() => {
              judge.stop(number, seen);
              return this.stop();
            }),
          setType: (type) => takesTime(() => this.setType(type)),
        },
        memory: {
          read: () => s3(memory.read, unread),
          write: (value, etag) => s3(() => memory.write(value, etag), unwritten),
          delete: () => s3(memory.delete, "SlowDown"),
        },
        lock: {
          read: () =>
            s3(async () => {
              seen.lock = { exists: lock.stored !== undefined, at: now() };
              return lock.read();
            }, unread),
          write: (value, etag) =>
            s3(() => {
              if (lock.stored === undefined) judge.commit(value?.writtenBy, seen);
              return lock.write(value, etag);
            }, unwritten),
          delete: () =>
            s3(() => {
              judge.unlock();
              return lock.delete();
            }, "SlowDown"),
        },
        lease: {
          read: () => asks(() => orIll(lease.read, unread)),
          write: (value, etag) => asks(() => orIll(() => lease.write(value, etag), unwritten)),
          delete: () => asks(() => orIll(lease.delete, "SlowDown")),
        },
        record: (episode) => takesTime(() => this.aws.record(episode)),
        publish: (subject, text) =>
          takesTime(() => {
            if (this.snsIsIll) return "InternalError";
            judge.mail(subject);
            return this.publish(subject, text);
          }),
      },
      writeLine: () => {},
    };
  }
}
