import { clockTime } from "../wording";
import { failure, type Line, lineOf, ok, UNDO_CHANGE, type Verdict, warning } from "./line";
import type { Alarm, Readings, Region } from "./readings";

/** On the endpoint's health check: the first trigger. */
const ENDPOINT = "AWS/Route53 HealthCheckStatus";
/** On the answers that the lock's checkers get. */
const STANDBY_REGION = "AWS/Route53 TimeToFirstByte";

/** Whether the alarm that wakes the controller is awake itself, and whether the others tell people. */
export function alarmLines(globalRegion: string, { regions }: Pick<Readings, "regions">): Line[] {
  return [
    lineOf(
      {
        title: "the alarm on the primary",
        why: "It is the first trigger: without it the controller learns of a disaster from its schedule, up to a minute later.",
      },
      regions.find(({ name }) => name === globalRegion)!.alarms,
      (alarms) => wakes(alarms.find(({ metric }) => metric === ENDPOINT)),
    ),
    ...regions.map(peoplesAlarms),
  ];
}

function wakes(alarm: Alarm | undefined): Verdict {
  if (alarm === undefined) return failure("there is no alarm on the primary's health check", UNDO_CHANGE);
  if (!alarm.acts) return failure(`the actions of ${alarm.name} are disabled, or it has none`, UNDO_CHANGE);
  const since = `${alarm.name} is ${alarm.state} since ${clockTime(alarm.since)}`;
  switch (alarm.state) {
    case "OK":
      return ok(since);
    case "ALARM":
      return warning(`${since}: Route 53's checkers find the primary down`, "npx --no pilot-light status");
    default:
      return failure(
        `${since}: it sees no data, and an alarm without data never goes off`,
        "Just after a deployment, wait some minutes. Otherwise: does it name the endpoint's health check, in us-east-1?",
      );
  }
}

function peoplesAlarms({ name: region, alarms }: Region): Line {
  return lineOf(
    {
      title: `the alarms in ${region}`,
      why: "Nobody looks at a controller that fails in silence, or at a standby region that is gone.",
    },
    alarms,
    (found) => {
      const theirs = found.filter(({ metric }) => metric !== ENDPOINT);
      const mute = theirs.filter(({ acts }) => !acts);
      if (mute.length > 0) return failure(`without actions: ${namesOf(mute)}`, UNDO_CHANGE);
      const blind = theirs.filter(({ metric, state }) => metric === STANDBY_REGION && state === "INSUFFICIENT_DATA");
      if (blind.length > 0)
        return failure(
          `${namesOf(blind)} has no data: none of Route 53's checkers gets an answer from S3 in the standby region`,
          "Just after a deployment, wait some minutes. Otherwise look at AWS's health dashboard: a lost standby region protects nobody.",
        );
      const loud = theirs.filter(({ state }) => state === "ALARM");
      if (loud.length > 0)
        return warning(`in ALARM: ${namesOf(loud)}`, "Each alarm's description says what it means and what to do.");
      if (theirs.length === 0) return failure("there is none", UNDO_CHANGE);
      return ok(`${theirs.length} of them, none in ALARM`);
    },
  );
}

const namesOf = (alarms: readonly Alarm[]) => alarms.map(({ name }) => name).join(", ");
