import type { Expectation } from "../scenario";
import { ALARMS_SUBJECT, controllersSubject, subjectsIn } from "../world/facts";
import type { World } from "../world/world";

/** What the controller says, in its own words: subjects without the workload's name. */
export const IGNITING = "the primary is down, igniting the standby";
export const SERVES = "the standby serves";
export const COMMITTED = "failed over: users stay on the standby";
export const NO_CAPACITY = "the standby cannot be started (InsufficientInstanceCapacity)";
export const LATE = "the standby is late, users may have no server";
export const ANSWERS_AGAIN = "the primary answers again; users stay on the standby";
export const BACK = "the primary is back";
export const FAILED_BACK = "failed back: users are at the primary";

/** Exactly these, in this order: a person who is told twice, or of something that is not so, stops reading. */
export const peopleWereTold = (...subjects: readonly string[]): Expectation => ({
  sentence: subjects.length === 0 ? "nobody was woken up" : `people were told, and nothing else: ${quoted(subjects)}`,
  when: "at the end",
  contradiction: (world) => {
    const told = toldIn(world);
    return told.join("\n") === subjects.join("\n") ? undefined : `they were told: ${quoted(told)}`;
  },
});

/** At least these, whatever else. */
export const peopleWereToldAlso = (...subjects: readonly string[]): Expectation => ({
  sentence: `people were told: ${quoted(subjects)}`,
  when: "at the end",
  contradiction: (world) => {
    const told = toldIn(world);
    const missing = subjects.filter((subject) => !told.includes(subject));
    return missing.length === 0 ? undefined : `${quoted(missing)} is missing; they were told: ${quoted(told)}`;
  },
});

/** A person who gets a message for each of a hundred changes reads none. */
export const peopleAreToldAtMost = (messages: number): Expectation => ({
  sentence: `people get at most ${messages} messages of the controller`,
  when: "during",
  contradiction: (world) => {
    const told = toldIn(world);
    return told.length <= messages ? undefined : `${told.length} messages: ${quoted(told)}`;
  },
});

/** @param alarm the end of its name, e.g. `not-handled` */
export const anAlarmTold = (alarm: string): Expectation => ({
  sentence: `the alarm ...-${alarm} told people`,
  when: "at the end",
  contradiction: (world) => {
    const names = subjectsIn(world.received(), ALARMS_SUBJECT);
    return names.some((name) => name.endsWith(`-${alarm}`)) ? undefined : `alarms that told people: ${quoted(names)}`;
  },
});

const toldIn = (world: World): string[] => subjectsIn(world.received(), controllersSubject(world.stage.workload.name));

const quoted = (subjects: readonly string[]): string =>
  subjects.map((subject) => `"${subject}"`).join(", ") || "nothing";
