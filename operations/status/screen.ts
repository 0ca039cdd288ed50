import type { Episode } from "../../contract/episode";
import type { LockSight } from "../look/lock-bucket";
import { isGood, type Page } from "../look/page";
import { painter } from "../paint";
import type { Reading } from "../reading";
import { clockTime, duration, printable } from "../wording";
import type { Line, Tone } from "./line";
import { modeText } from "./mode";
import type { StatusReport } from "./report";
import { usersLine } from "./users-line";

const COLOUR = { good: "green", odd: "yellow", bad: "red", blind: "magenta" } as const;
const LABEL_WIDTH = 10;

/** The whole screen, with a line end. Pure. */
export function screen(report: StatusReport, colours: boolean): string {
  const { workload, region, users, at } = report;
  const paint = painter(colours);
  const lines = linesOf(report).flatMap(({ label, tone, text }) =>
    text.map((each, index) => {
      const name = (index === 0 ? label : "").padEnd(LABEL_WIDTH);
      return index === 0 ? paint(COLOUR[tone], `${name}${each}`) : `${name}${each}`;
    }),
  );
  return [
    `${paint("bold", `${workload}: ${users.name}, standby in ${region}`)}, ${clockTime(at)}`,
    "",
    ...lines,
    "",
    ...handLines(report),
    "",
  ].join("\n");
}

function linesOf(report: StatusReport): Line[] {
  return [
    usersLine(report),
    primaryLine(report),
    standbyLine(report),
    lockLine(report.lock),
    modeLine(report),
    alarmLine(report),
    episodeLine(report),
  ];
}

function primaryLine({ primary: { address, instanceId, page } }: StatusReport): Line {
  const where = `${address}, ${instanceId ?? "not on EC2"}`;
  return { label: "Primary", tone: isGood(page) ? "good" : "bad", text: [`${serving(page)} (${where})`] };
}

function serving(page: Page): string {
  if (page.kind === "fails") return `does not answer from here: ${page.why}`;
  return isGood(page) ? `serves (HTTP ${page.status})` : `answers HTTP ${page.status}`;
}

function standbyLine({ standby, region, mode }: StatusReport): Line {
  const { address, instanceId, instanceType, power, page } = standby;
  const where = `${address}, ${instanceId} in ${region}`;
  if (!power.known)
    return { label: "Standby", tone: "blind", text: [`unknown: ${printable(power.why)}; ${serving(page)} (${where})`] };
  const { state, type, reason } = power.value;
  const as = type === instanceType ? type : `${type} instead of ${instanceType}`;
  const text =
    state === "running"
      ? `running, ${serving(page)}`
      : state === "stopped"
        ? "stopped"
        : `${state}${reason ? `: ${printable(reason)}` : ""}`;
  const isNeeded = mode.name === "failed over";
  const tone = isNeeded
    ? state === "running" && isGood(page)
      ? "good"
      : "bad"
    : state === "stopped"
      ? "good"
      : state === "terminated" || state === "shutting-down"
        ? "bad"
        : "odd";
  return { label: "Standby", tone, text: [`${text} (${where}, ${as})`] };
}

function lockLine(lock: Reading<LockSight>): Line {
  const label = "Lock";
  if (!lock.known) return { label, tone: "blind", text: [`unknown: ${printable(lock.why)}`] };
  const sight = lock.value;
  if (!sight.exists) return { label, tone: "good", text: ["none: DNS follows Route 53's checks"] };
  const by = sight.lock ? `by ${BY[sight.lock.writtenBy]}: ${printable(sight.lock.why)}` : "by hand";
  return { label, tone: "odd", text: [`written at ${clockTime(sight.writtenAt)} ${by}`] };
}

const BY = { controller: "the controller", operator: "an operator" } as const;

const MODE_TONE: Readonly<Record<StatusReport["mode"]["name"], Tone>> = {
  unknown: "blind",
  "not armed": "odd",
  waiting: "good",
  "episode under way": "odd",
  maintenance: "odd",
  "failed over": "odd",
  "order under way": "odd",
};

const modeLine = ({ mode, at }: StatusReport): Line => ({
  label: "Mode",
  tone: MODE_TONE[mode.name],
  text: [printable(modeText(mode, at))],
});

function alarmLine({ alarm }: StatusReport): Line {
  const label = "Alarm";
  if (!alarm.known) return { label, tone: "blind", text: [`unknown: ${printable(alarm.why)}`] };
  if (alarm.value === undefined)
    return { label, tone: "bad", text: ["there is none: deploy the failover stack again"] };
  const { name, state, since } = alarm.value;
  const text = `${state}${since === undefined ? "" : ` since ${clockTime(since)}`} (${name} in us-east-1)`;
  return { label, tone: state === "OK" ? "good" : "odd", text: [text] };
}

function episodeLine({ episode, promisedRecoverySeconds }: StatusReport): Line {
  const label = "Episode";
  if (!episode.known) return { label, tone: "blind", text: [`unknown: ${printable(episode.why)}`] };
  if (episode.value === undefined) return { label, tone: "good", text: ["none yet"] };
  const { kind, trigger, startedAt, endedAt } = episode.value;
  const text = [
    `${kind} at ${clockTime(startedAt)} by ${printable(trigger)}`,
    endedAt === undefined ? "under way" : `${episode.value.outcome} after ${duration(endedAt - startedAt)}`,
    ...recoveryText(episode.value, promisedRecoverySeconds),
  ];
  return { label, tone: "good", text: [text.join("; ")] };
}

function recoveryText({ recoverySeconds }: Episode, promised: number): string[] {
  return recoverySeconds === undefined ? [] : [`recovered in ${recoverySeconds} s (promised: ${promised} s)`];
}

function handLines({ byHand: { startStandby, writeLock, deleteLock } }: StatusReport): string[] {
  return [
    "If the controller is broken, with the AWS CLI:",
    `  start the standby               ${startStandby}`,
    `  then hold users there           ${writeLock}`,
    `  let them go, when all is well   ${deleteLock}`,
  ];
}
