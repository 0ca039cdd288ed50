import { Broken } from "../broken";
import { longer, longerToBoot, longerToEnd } from "../patience";
import { nowText } from "../service";
import type { Diary } from "./diary";
import type { Facts, SiteName } from "./facts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** After users are served: the name servers' turn, one TTL, and the schedule's next look, which takes up to two minutes. */
const EFFECTIVE_WITHIN_MINUTES = 10;

/** From a look that has found something out until it is told: two calls of AWS, and their delivery. */
const TELLING_MS = 10_000;

/** How time passes in a world. All of these end early, and reject, as soon as an expectation is broken. */
export interface Waits {
  pass(minutes: number): Promise<void>;
  /** So many minutes on the smallest file, and more where servers boot for longer: until a boot that begins now is long over. */
  passWhileItBoots(minutes: number): Promise<void>;
  passSeconds(seconds: number): Promise<void>;
  /** A line in the list of steps. */
  note(text: string): void;
  /**
   * @param withinMinutes on the smallest file; another one gets as much more as it takes longer to boot, to turn the checkers,
   *   and to be forgotten
   * @throws Error with what users get, and what the controller recorded last, if it is not true in time
   */
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
  /** Waits until the failover holds; where failback is automatic, until people know that the standby serves: nothing is to hold. */
  untilEffective(): Promise<void>;
  /** Waits until the standby is stopped and the episode has ended; for longer also where the grace period is longer. */
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
  const { pace } = stage.parts;
  const untilWithin = async (what: string, isTrue: () => boolean | Promise<boolean>, milliseconds: number) => {
    const end = aws.clock.now() + milliseconds;
    let isSo = false;
    const isDecided = async () => {
      requireUnbroken();
      isSo = await isTrue();
      return isSo || aws.clock.now() >= end;
    };
    await aws.runUntil(what, isDecided, milliseconds + MINUTE_MS);
    if (isSo) return diary.note(what);
    const recorded = (await memory()).episode?.events.at(-1)?.what ?? "nothing";
    throw notAsExpected(
      `within ${Math.round(milliseconds / MINUTE_MS)} minutes, ${what}`,
      `${nowText(stage)}; the controller recorded last: ${recorded}`,
    );
  };
  const until: Waits["until"] = (what, isTrue, withinMinutes) =>
    untilWithin(what, isTrue, withinMinutes * MINUTE_MS + longer(pace));
  return {
    pass: (minutes) => pass(minutes * MINUTE_MS),
    passWhileItBoots: async (minutes) => {
      const more = longerToBoot(pace);
      if (more > 0)
        diary.note(
          `${Math.round(more / MINUTE_MS)} minutes are added to ${minutes}: so much longer this deployment boots`,
        );
      await pass(minutes * MINUTE_MS + more);
    },
    passSeconds: (seconds) => pass(seconds * SECOND_MS),
    note: (text) => diary.note(text),
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
      if (!stage.parts.isSticky) {
        const isSeen = async () => (await memory()).episode?.servingAt !== undefined;
        await until("the controller has seen the standby serve", isSeen, EFFECTIVE_WITHIN_MINUTES);
        return pass(TELLING_MS);
      }
      const isEffective = async () => (await memory()).episode?.effectiveAt !== undefined;
      await until("the failover is committed and in effect", isEffective, EFFECTIVE_WITHIN_MINUTES);
    },
    untilOver: (withinMinutes) =>
      untilWithin(
        "the standby is stopped and the episode has ended",
        async () => standbyState() === "stopped" && (await memory()).episode === undefined,
        withinMinutes * MINUTE_MS + longerToEnd(pace),
      ),
  };
}
