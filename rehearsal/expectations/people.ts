import type { Expectation } from "../scenario";
import { ALARMS_SUBJECT, controllersSubject, subjectsIn } from "../world/facts";
import { byPerson } from "../world/mailbox";
import type { World } from "../world/world";

/** What the controller says, in its own words: subjects without the workload's name. */
export const IGNITING = "the primary is down, igniting the standby";
export const SERVES = "the standby serves";
export const COMMITTED = "failed over: users stay on the standby";
export const NO_CAPACITY = "the standby cannot be started (InsufficientInstanceCapacity)";
export const LATE = "the standby is late, users may have no server";
export const ANSWERS_AGAIN = "the primary answers again; users stay on the standby";
export const BACK = "the primary is back";
const RUNS_AS = "the standby runs as ";
export const FAILED_BACK = "failed back: users are at the primary";

/** Said only where users are held at the standby until an operator sends them back. */
const OF_HOLDING: readonly string[] = [COMMITTED, ANSWERS_AGAIN, FAILED_BACK];

/** Milliseconds within which a look comes that finds the standby late: the schedule's, and a tick may be a minute late. */
const LATE_IS_SEEN_WITHIN_MS = 3 * 60_000;

/** Exactly these, in this order: a person who is told twice, or of something that is not so, stops reading. */
export const peopleWereTold = (...subjects: readonly string[]): Expectation => ({
  sentence:
    subjects.length === 0
      ? "nobody was woken up"
      : `people were told, and nothing else: ${quoted(subjects)}${exceptOfHolding(subjects)}`,
  when: "at the end",
  contradiction: (world) => {
    const due = dueIn(world, subjects);
    const { isSticky, instanceTypes } = world.stage.parts;
    const isCounted = (subject: string) => {
      // A primary that returns by itself may be told of before the end, or after it.
      if (subject === BACK) return isSticky || due.includes(BACK);
      // As which type the standby was started is EC2's choice, where the file leaves it one.
      return instanceTypes === 1 || !subject.startsWith(RUNS_AS) || due.some((each) => each.startsWith(RUNS_AS));
    };
    const wrong = toldEach(world).find((told) => told.filter(isCounted).join("\n") !== due.join("\n"));
    return wrong && `they were told: ${quoted(wrong)}`;
  },
});

/** At least these, whatever else. */
export const peopleWereToldAlso = (...subjects: readonly string[]): Expectation => ({
  sentence: `people were told: ${quoted(subjects)}${exceptOfHolding(subjects)}`,
  when: "at the end",
  contradiction: (world) => {
    const due = dueIn(world, subjects);
    for (const told of toldEach(world)) {
      const missing = due.filter((subject) => !told.includes(subject));
      if (missing.length > 0) return `${quoted(missing)} is missing; they were told: ${quoted(told)}`;
    }
    return undefined;
  },
});

/**
 * A person who gets a message for each of a hundred changes reads none.
 * @param messages for each episode: where the grace period is over, another one begins
 */
export const peopleAreToldAtMost = (messages: number): Expectation => ({
  sentence: `people get at most ${messages} messages of the controller for each episode`,
  when: "during",
  contradiction: async (world) => {
    const [told = []] = toldEach(world).sort((one, other) => other.length - one.length);
    if (told.length <= messages) return undefined;
    const ended = (await world.episodes()).length;
    const episodes = Math.max(1, ended + (world.witness.memory.episode === undefined ? 0 : 1));
    return told.length <= messages * episodes ? undefined : `${told.length} messages: ${quoted(told)}`;
  },
});

/** @param alarm the end of its name, which begins with the controller's: `not-handled` */
export const anAlarmTold = (alarm: string): Expectation => ({
  sentence: `the alarm ...-${alarm} told people`,
  when: "at the end",
  contradiction: (world) => {
    const names = subjectsIn(world.received(), ALARMS_SUBJECT);
    return names.includes(`${world.stage.workload.controller}-${alarm}`)
      ? undefined
      : `alarms that told people: ${quoted(names)}`;
  },
});

/** Where failback is automatic nobody is held, and nothing is said of it. */
const dueIn = (world: World, subjects: readonly string[]): readonly string[] =>
  subjects.filter((subject) => {
    if (subject === LATE) return isLate(world);
    return world.stage.parts.isSticky || !OF_HOLDING.includes(subject);
  });

/** A standby is late once the promise is over; where it came soon after that, it may have come before anybody looked. */
function isLate(world: World): boolean {
  const { users, workload } = world.stage;
  const outage = users.outages(world.struckAt() ?? world.since).worst?.milliseconds ?? 0;
  const late = outage - workload.promisedRecoverySeconds * 1_000;
  return late > LATE_IS_SEEN_WITHIN_MS || (late > 0 && toldEach(world).flat().includes(LATE));
}

function exceptOfHolding(subjects: readonly string[]): string {
  const held = subjects.filter((subject) => OF_HOLDING.includes(subject));
  return held.length === 0 ? "" : `; not ${quoted(held)} where failback is automatic`;
}

/** What each person was told, in the order of its coming; of nobody that has been told anything, nothing. */
function toldEach(world: World): string[][] {
  const subject = controllersSubject(world.stage.workload.name);
  const each = byPerson(world.received()).map((letters) => subjectsIn(letters, subject));
  return each.length > 0 ? each : [[]];
}

const quoted = (subjects: readonly string[]): string =>
  subjects.map((subject) => `"${subject}"`).join(", ") || "nothing";
