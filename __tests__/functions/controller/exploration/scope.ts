import type { Command } from "../../../../contract/command";
import type { Settings } from "../../../../functions/controller/environment";
import { settings } from "../observed";
import type { Fate } from "./fake-calls";
import type { Haze } from "./looking";
import { type CallName, deployed, heldByLock, primaryIsBack, quiet, type WorldState } from "./world-state";

/** What may happen in one walk. All of it may happen at any time, in any order, any number of times. */
export interface Scope {
  name: string;
  start: WorldState;
  settings: Settings;
  /** How many invocations may be alive at the same time. */
  invocations: 1 | 2;
  hazes: readonly Haze[];
  fates: readonly Fate[];
  /** How many messages that wait are told apart. */
  letters: 1 | 2;
  /** The calls that may meet another fate than `done`. */
  failing: readonly CallName[];
  /** An invocation may die before any call and between any two looks. */
  crashes: boolean;
  /** The primary dies and returns; DNS turns; a starting instance dies and a serving standby breaks; time passes. */
  world: readonly ("primary" | "dns" | "setbacks" | "time")[];
  commands: readonly Command[];
  /** What people do without asking the controller. */
  people: readonly ("remove the lock" | "write the lock")[];
}

const everyHaze: readonly Haze[] = [
  "clear",
  "the path to the primary is broken",
  "no name server answers",
  "some name servers lag",
  "the memory cannot be read",
  "the lock cannot be read",
  "the instance cannot be described",
  "slow",
];

const everyCallButMail: readonly CallName[] = [
  "take the lease",
  "start",
  "stop",
  "set type",
  "write the memory",
  "write the lock",
  "delete the lock",
  "record",
];

const plain: Omit<Scope, "name"> = {
  start: quiet,
  settings: { ...settings, graceSeconds: 60 },
  invocations: 1,
  hazes: ["clear"],
  fates: ["done"],
  failing: [],
  letters: 1,
  crashes: false,
  world: ["primary", "dns", "setbacks", "time"],
  commands: [],
  people: [],
};

export const failover = { command: "failover", reason: "a test" } as const;
export const failback = { command: "failback", reason: "a test" } as const;
export const forced = { command: "failback", reason: "a test", force: true } as const;
export const drill = { command: "drill" } as const;
export const endDrill = { command: "end-drill" } as const;
/** Its end is half an hour after it is asked for. */
export const maintenance = { command: "maintenance-on", reason: "a test", until: "" } as const;
const leftAlone = { ...maintenance, standby: "left alone" } as const;
const maintenanceOff = { command: "maintenance-off" } as const;

export const scopes = {
  basic: { ...plain, name: "basic" },
  looks: { ...plain, name: "looks that fail, or see what is not so", hazes: everyHaze },
  calls: {
    ...plain,
    name: "calls that are slow, refused, or done and not said; crashes",
    fates: ["done", "done, slowly", "refused", "no capacity", "done, and not said"],
    failing: everyCallButMail,
    world: ["primary", "dns", "time"],
    crashes: true,
  },
  mail: {
    ...plain,
    name: "messages that are refused, or taken and not said; crashes",
    fates: ["done", "refused", "done, and not said"],
    failing: ["publish", "write the memory"],
    letters: 2,
    world: ["primary", "time"],
    crashes: true,
  },
  two: { ...plain, name: "two invocations at once", invocations: 2, world: ["primary", "dns"] },
  twoAtTheEnd: {
    ...plain,
    name: "two invocations at once, at the end of an episode",
    start: primaryIsBack,
    invocations: 2,
    world: ["primary"],
    crashes: true,
  },
  failover: {
    ...plain,
    name: "an operator's failover",
    commands: [failover],
    world: ["primary", "dns", "time"],
  },
  failback: {
    ...plain,
    name: "an operator's failback",
    start: heldByLock,
    commands: [failback],
    world: ["primary", "dns", "time"],
    crashes: true,
  },
  force: {
    ...plain,
    name: "a failback by force",
    commands: [forced],
    people: ["remove the lock"],
    world: ["primary", "dns", "time"],
    crashes: true,
  },
  hands: {
    ...plain,
    name: "people who write the lock and remove it",
    people: ["write the lock", "remove the lock"],
    world: ["primary", "time"],
  },
  standIns: {
    ...plain,
    name: "stand-ins for a type without capacity",
    settings: { ...plain.settings, fallbackInstanceTypes: ["t3.small"] },
    fates: ["done", "no capacity"],
    failing: ["start"],
    crashes: true,
  },
  maintenance: {
    ...plain,
    name: "maintenance",
    commands: [maintenance],
    world: ["primary", "dns", "time"],
  },
  drill: { ...plain, name: "drills", commands: [drill, endDrill], crashes: true },
  firstDay: {
    ...plain,
    name: "a new deployment",
    start: deployed,
    crashes: true,
    hazes: ["clear", "the memory cannot be read", "slow"],
  },
  automatic: {
    ...plain,
    name: "an automatic failback",
    settings: { ...plain.settings, failback: "automatic" },
    hazes: ["clear", "no name server answers", "the path to the primary is broken"],
  },
  leftAlone: {
    ...plain,
    name: "maintenance that leaves the standby alone",
    commands: [leftAlone, maintenanceOff],
    world: ["primary", "dns", "time"],
  },
} as const satisfies Record<string, Scope>;
