import { scheduleNames } from "../../contract/schedules";
import { CONTRACT_VERSION } from "../../contract/version";
import type { Deployment } from "../deployment";
import { clockTime } from "../wording";
import { failure, type Line, leftOpen, line, lineOf, ok, UNDO_CHANGE, type Verdict, warning } from "./line";
import type { Alarm, Readings, Schedule } from "./readings";

type Seen = Pick<Readings, "at" | "regions" | "schedules" | "memory">;

/** Whether the controller looks every minute, works, and would act. */
export function controllerLines(deployment: Deployment, { at, regions, schedules, memory }: Seen): Line[] {
  const alarms = regions[0]!.alarms;
  const { functionName, standby, primary } = deployment;
  return [
    lineOf(
      {
        title: "the schedules that wake the controller",
        why: "They are the one trigger that needs nothing but the standby region, and whose loss of a message does no harm.",
      },
      schedules,
      (found) => scheduled(found, deployment),
    ),
    lineOf(
      {
        title: "the controller's ticks",
        why: "A controller that nobody calls sees no disaster. Its silence alarm counts its calls, and tells people.",
      },
      alarms,
      (found) => ticks(alarmOn(found, "AWS/Lambda Invocations"), functionName),
    ),
    lineOf(
      { title: "the controller's errors", why: "A controller that fails at every call ignites nothing." },
      alarms,
      (found) => succeeds(alarmOn(found, "AWS/Lambda Errors"), functionName),
    ),
    line(
      {
        title: "the controller's runtime",
        why: "AWS stops patching a deprecated runtime, and later refuses every change of the function.",
      },
      runtimeVerdict(deployment.runtime, at),
    ),
    lineOf(
      {
        title: "the controller's memory",
        why: "What it cannot read it treats as unknown, and then it stops and commits nothing.",
      },
      memory,
      (found) =>
        found === undefined
          ? failure("it has no memory: it has never run to its end", `Read the log of ${functionName}.`)
          : ok(`contract version ${CONTRACT_VERSION} in the function, ${found.version} in its memory`),
    ),
    lineOf(
      {
        title: "the protection",
        why: "Until it has seen the primary serve and DNS answer it, it ignites nothing.",
      },
      memory,
      (found) => {
        if (found?.armedAt !== undefined) return ok(`armed since ${clockTime(found.armedAt)}`);
        return failure(
          "not armed: the controller has not seen the primary serve and DNS answer it",
          `Make the primary answer its health check at ${primary.address}; it arms itself then.`,
        );
      },
    ),
    lineOf(
      { title: "the standby's proof", why: "A server that has never served will probably not serve tonight." },
      memory,
      (found) =>
        found?.provenStandby === standby.instanceId
          ? ok(`${standby.instanceId} has served once`)
          : warning(
              `${standby.instanceId} has not been seen to serve`,
              "Wait until its first boot is over. If it never serves, mend its user data or image and raise its generation.",
            ),
    ),
    lineOf(
      {
        title: "the controller's mode",
        why: "In maintenance nothing is committed; in an episode there is no second standby.",
      },
      memory,
      (found) => {
        const { maintenance, episode, order } = found ?? {};
        if (maintenance !== undefined && maintenance.until > at)
          return warning(
            `maintenance is on until ${clockTime(maintenance.until)} (${maintenance.reason})`,
            `npx --no pilot-light maintenance off ${deployment.workload}`,
          );
        if (episode !== undefined || order !== undefined)
          return warning(
            `${episode ? `an episode (${episode.kind}) is open since ${clockTime(episode.startedAt)}` : `a ${order!.do} is under way`}`,
            `npx --no pilot-light status ${deployment.workload}`,
          );
        return ok("no episode, no command, no maintenance");
      },
    ),
  ];
}

const alarmOn = (alarms: readonly Alarm[], metric: string) => alarms.find((alarm) => alarm.metric === metric);

function scheduled(found: readonly Schedule[], { functionName, functionArn }: Deployment): Verdict {
  const names = scheduleNames(functionName);
  const wrong = names.flatMap((name) => {
    const schedule = found.find((each) => each.name === name);
    const why = whyItDoesNotWake(schedule, functionArn);
    return why === undefined ? [] : `the schedule ${name} ${why}`;
  });
  if (wrong.length === 0) return ok(`${names.join(" and ")}, ${EVERY_MINUTE}`);
  return failure(wrong.join("; "), UNDO_CHANGE);
}

const EVERY_MINUTE = "rate(1 minute)";

/** What it does instead. */
function whyItDoesNotWake(found: Schedule | undefined, functionArn: string): string | undefined {
  if (found === undefined) return "is not there";
  if (!found.enabled) return "is disabled";
  if (found.targetArn !== functionArn) return `wakes ${found.targetArn}, not the controller`;
  return found.expression === EVERY_MINUTE ? undefined : `says ${found.expression}, not ${EVERY_MINUTE}`;
}

/** Lambda publishes no zeros: an alarm without data is a function without calls. */
function ticks(alarm: Alarm | undefined, functionName: string): Verdict {
  if (alarm === undefined) return failure("there is no alarm on its silence", "npm run deploy puts it back.");
  if (alarm.state === "OK") return ok(`${functionName} has been called in the last five minutes`);
  return failure(
    `${alarm.name} is ${alarm.state} since ${clockTime(alarm.since)}: nothing has called ${functionName} for five minutes`,
    "Just after a deployment, wait. Otherwise look at its schedule, and whether the schedule's role may invoke it.",
  );
}

function succeeds(alarm: Alarm | undefined, functionName: string): Verdict {
  if (alarm === undefined) return failure("there is no alarm on its errors", "npm run deploy puts it back.");
  if (alarm.state === "OK") return ok(`fewer than three of the last five minutes had errors`);
  if (alarm.state === "ALARM")
    return failure(
      `${alarm.name} is in ALARM since ${clockTime(alarm.since)}: it fails in three of five minutes`,
      `Read its log: aws logs tail /aws/lambda/${functionName} --since 15m`,
    );
  return leftOpen(`${alarm.name} has no data yet`, "Just after a deployment, wait some minutes.");
}

/**
 * When AWS deprecates a runtime, as it has announced. Functions go on running after that, unpatched.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html (read 2026-11)
 */
const DEPRECATED_ON: Readonly<Record<string, string>> = {
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
};
/** Time to move, in days: a quarter of a year. */
const RUNTIME_WARNING_DAYS = 90;

const DAY_MS = 24 * 3_600_000;

function runtimeVerdict(runtime: string, at: number): Verdict {
  const date = DEPRECATED_ON[runtime];
  if (date === undefined)
    return leftOpen(
      `the end of ${runtime} is not known to this version`,
      "Look it up: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    );
  const end = Date.parse(date);
  const mend = "Set a newer `runtime` for the workload in pilot-light.yaml, and npm run deploy.";
  if (end <= at) return warning(`${runtime} is deprecated since ${date}`, mend);
  if (end - at < RUNTIME_WARNING_DAYS * DAY_MS) return warning(`${runtime} will be deprecated on ${date}`, mend);
  return ok(`${runtime}, until ${date}`);
}
