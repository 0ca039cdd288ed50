import { ROUND_TRIP_MS } from "../../embedded-aws/network";
import { RANGES } from "../ranges";
import type { ChecksSeen } from "./checks";
import { followDns } from "./client";
import { controllerIn } from "./controller-function";
import type { Design } from "./designs";
import type { DrawClock } from "./draw-clock";
import { lambda, type Trigger, type Waking } from "./lambda";
import type { Luck } from "./luck";
import { ZoneNameServers, type ZoneReplies } from "./name-servers";
import { type Disaster, lastServedAt, Primary } from "./primary";
import { Standby } from "./standby";
import { alarm, instanceEvents, schedules } from "./triggers";
import { watching, watchLengthMs } from "./watching";
import type { WatchedWorkload } from "./workload";

/** One client's outage, in milliseconds since the primary's last good answer. */
export interface Outage {
  /** Until the first good answer. */
  readonly over: number;
  /** Until Route 53's checkers had turned, and every name server after them. */
  readonly checked: number;
  readonly nameServersTurned: number;
  /** Until the client had the standby's address. */
  readonly clientTurned: number;
  /** Until the function that started the standby was called. */
  readonly woken: number;
  readonly wokenBy: Trigger;
  /** Until EC2 accepted the start, until the instance ran, until it served. */
  readonly started: number;
  readonly running: number;
  readonly serves: number;
}

const DAY_OF_DISASTERS = Date.UTC(2026, 0, 1);
/** Milliseconds after which a draw is given up: nothing has woken anybody, and nothing will. */
const GIVEN_UP_MS = 20 * 60_000;
/** Milliseconds before the disaster at which the triggers begin: two ticks late by a minute each. */
const LEAD_MS = 3 * 60_000;
/** Milliseconds that a look of the controller's takes at the most while all is well: earlier ones have left no trace. */
const QUIET_LOOK_MS = 5_000;

/** AWS time of the disaster in one draw, in milliseconds. */
export const strikesAt = (luck: Luck): number => DAY_OF_DISASTERS + luck.within(RANGES.minute);

/** As old as the resolver's answer can be, and as the triggers must be. */
export const designBeginsAt = (luck: Luck, { ttl }: Pick<WatchedWorkload, "ttl">): number =>
  strikesAt(luck) - Math.max(LEAD_MS, ttl * 1_000);

/** Plays one design through one disaster. Undefined: nothing ever saves its users. */
export function playDesign(
  clock: DrawClock,
  luck: Luck,
  design: Design,
  {
    disaster,
    checks,
    replies,
  }: { readonly disaster: Disaster; readonly checks: ChecksSeen; readonly replies: ZoneReplies },
): Promise<Outage | undefined> {
  const { workload } = design;
  const struck = strikesAt(luck);
  const nameServers = new ZoneNameServers(clock, luck, checks, replies);
  const callMs = luck.within(RANGES.apiCall);
  const standby = new Standby(clock, callMs, luck, workload.bootSeconds);

  return new Promise((resolve, reject) => {
    let isStarted = false;
    const wake = lambda(clock, luck, {
      warm: design.triggers.includes("the schedule") ? 1 : 0,
      run: (waking) => react(waking),
      onFailure: reject,
    });
    const ifItMatters = (waking: Waking) => {
      if (!isStarted && clock.now() >= struck - watchLengthMs(design) - QUIET_LOOK_MS) wake(waking);
    };
    const tellsOfPrimary = design.triggers.includes("EC2's event") && workload.primaryIsInstance;
    const onState = tellsOfPrimary ? instanceEvents(clock, luck, ifItMatters) : undefined;
    const primary = new Primary(clock, luck, { disaster, strikesAt: struck }, onState);
    const look = controllerIn({ clock, callMs, primary, standby, nameServers, workload });
    const react = async ({ event, trigger }: Waking) => {
      const by = { trigger, at: clock.now() };
      if (design.reaction === "start at once") await standby.instanceFor(by).start();
      else await watching(clock, design, { trigger, from: struck - QUIET_LOOK_MS }, () => look(event, by));
    };
    const alarmLives = disaster === "instance stopped" || workload.alarmOutlivesPrimary;
    clock.after(struck - LEAD_MS - clock.now(), () => {
      if (design.triggers.includes("the schedule")) schedules(clock, luck, design.schedules, ifItMatters);
      if (design.triggers.includes("the alarm") && alarmLives) alarm(clock, luck, checks, ifItMatters);
    });
    clock.after(struck - clock.now() + GIVEN_UP_MS, () => {
      if (!isStarted) resolve(undefined);
    });

    const dns = followDns(clock, luck, nameServers, { ttl: workload.ttl, strikesAt: struck });
    void standby.started.then(() => {
      isStarted = true;
    });
    Promise.all([standby.started, dns]).then(([start, clientTurnedAt]) => {
      const from = lastServedAt(luck, disaster, struck);
      const since = (at: number) => at - from;
      resolve({
        over: since(Math.max(start.servesAt, clientTurnedAt)) + ROUND_TRIP_MS,
        checked: since(checks.turnedAt),
        nameServersTurned: since(nameServers.allTurnedAt),
        clientTurned: since(clientTurnedAt),
        woken: since(start.by.at),
        wokenBy: start.by.trigger,
        started: since(start.at),
        running: since(start.runningAt),
        serves: since(start.servesAt),
      });
    }, reject);
  });
}
