import { Broken } from "../broken";
import { nowText } from "../service";
import type { Diary } from "./diary";
import type { Facts, SiteName } from "./facts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** After users are served: the name servers' turn, one TTL, and the schedule's next look, which takes up to two minutes. */
const EFFECTIVE_WITHIN_MINUTES = 10;

/** How time passes in a world. All of these end early, and reject, as soon as an expectation is broken. */
export interface Waits {
  pass(minutes: number): Promise<void>;
  passSeconds(seconds: number): Promise<void>;
  /** @throws Error with what users get, and what the controller recorded last, if it is not true in time */
  until(what: string, isTrue: () => boolean | Promise<boolean>, withinMinutes: number): Promise<void>;
  /**
   * For what is seen once, in the middle of a play.
   * @param contradiction what was seen instead, in words; undefined where it is so
   * @throws Broken with it
   */
  require(what: string, contradiction: string | undefined): void;
  /** Waits until every user is served by this site. */
  untilServedBy(site: SiteName, withinMinutes: number): Promise<void>;
  /** Waits until somebody is not served any more. */
  untilSomebodyIsNotServed(withinMinutes: number): Promise<void>;
  /** Waits until the failover holds; at once where failback is automatic, and no failover is to hold. */
  untilEffective(): Promise<void>;
  /** Waits until the standby is stopped and the episode has ended. */
  untilOver(withinMinutes: number): Promise<void>;
}

/** @param requireUnbroken throws what was broken, if anything was */
export function waitsIn(
  { aws, stage, memory, isServedBy, standbyState }: Facts,
  diary: Diary,
  requireUnbroken: () => void,
): Waits {
  const notAsExpected = (what: string, seen: string) => new Broken(what, seen, aws.clock.now());
  const pass = async (milliseconds: number) => {
    const end = aws.clock.now() + milliseconds;
    const isOver = () => {
      requireUnbroken();
      return aws.clock.now() >= end;
    };
    await aws.runUntil("time has passed", isOver, milliseconds + MINUTE_MS);
  };
  const until: Waits["until"] = async (what, isTrue, withinMinutes) => {
    const end = aws.clock.now() + withinMinutes * MINUTE_MS;
    let isSo = false;
    const isDecided = async () => {
      requireUnbroken();
      isSo = await isTrue();
      return isSo || aws.clock.now() >= end;
    };
    await aws.runUntil(what, isDecided, withinMinutes * MINUTE_MS + MINUTE_MS);
    if (isSo) return diary.note(what);
    const recorded = (await memory()).episode?.events.at(-1)?.what ?? "nothing";
    throw notAsExpected(
      `within ${withinMinutes} minutes, ${what}`,
      `${nowText(stage)}; the controller recorded last: ${recorded}`,
    );
  };
  return {
    pass: (minutes) => pass(minutes * MINUTE_MS),
    passSeconds: (seconds) => pass(seconds * SECOND_MS),
    until,
    require: (what, contradiction) => {
      requireUnbroken();
      if (contradiction !== undefined) throw notAsExpected(what, contradiction);
      diary.note(what);
    },
    untilServedBy: (site, withinMinutes) =>
      until(`all users are served by the ${site}`, () => isServedBy(site), withinMinutes),
    untilSomebodyIsNotServed: (withinMinutes) =>
      until(
        "somebody is not served",
        () => stage.users.now().some(({ sight }) => sight.kind !== "served"),
        withinMinutes,
      ),
    untilEffective: async () => {
      if (!stage.parts.isSticky) return;
      const isEffective = async () => (await memory()).episode?.effectiveAt !== undefined;
      await until("the failover is committed and in effect", isEffective, EFFECTIVE_WITHIN_MINUTES);
    },
    untilOver: (withinMinutes) =>
      until(
        "the standby is stopped and the episode has ended",
        async () => standbyState() === "stopped" && (await memory()).episode === undefined,
        withinMinutes,
      ),
  };
}
