import { GetFunctionCommand } from "@aws-sdk/client-lambda";
import type { AwsClients } from "../aws-clients";
import { unlessAbsent } from "../deliveries/absence";
import { functionOf, parseArn } from "../deliveries/arn";
import { findQueue, sendToQueue } from "../deliveries/queue-sending";
import type { Failure, Tried } from "../deliveries/retrying";
import type { DeployedState } from "../deployed-state";
import type { RoleMay } from "../permissions/role-rights";
import type { Clock } from "../time/clock";
import type { Schedule } from "./deployed-schedules";

const SCHEDULER_SERVICE = "scheduler.amazonaws.com";

export interface ScheduleParts {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
  readonly roleMay: RoleMay;
}

/**
 * A role's trust policy sees the schedule's group as the source, not the schedule.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function groupArnOf({ arn, group }: Schedule): string {
  const { region, account } = parseArn(arn);
  return `arn:aws:scheduler:${region}:${account}:schedule-group/${group}`;
}

/** What of the deployed AWS stops a schedule from calling its function, if anything. */
export async function whatStops(parts: ScheduleParts, schedule: Schedule): Promise<Failure | undefined> {
  const { Arn: functionArn = "", RoleArn: roleArn = "" } = schedule.target;
  const named = `Schedule ${schedule.name} in ${schedule.region}`;
  const stopped = (code: string, reason: string): Failure => ({ code, reason, isPassing: false });
  const called = functionOf(functionArn);
  if (!called)
    return stopped(
      "ValidationException",
      `${named} has the target ${functionArn}: others than functions are not simulated.`,
    );
  if (called.region !== schedule.region)
    return stopped(
      "ValidationException",
      `${named} calls a function in ${called.region}: only its own region's can be called.`,
    );
  const verdict = await parts.roleMay(roleArn, {
    service: SCHEDULER_SERVICE,
    action: "lambda:InvokeFunction",
    resource: functionArn,
    sourceArn: groupArnOf(schedule),
  });
  if (!verdict.allowed)
    return stopped("AccessDeniedException", `${named} cannot call ${functionArn}: ${verdict.reason}`);
  const exists = await parts.state.read(`whether ${functionArn} exists`, ["lambda"], () =>
    unlessAbsent(
      ["ResourceNotFoundException"],
      parts.deployed.lambda(called.region).send(new GetFunctionCommand({ FunctionName: called.functionName })),
    ),
  );
  if (!exists)
    return stopped("ResourceNotFoundException", `${named} calls function ${functionArn}, which does not exist.`);
  return undefined;
}

/**
 * Keeps an undelivered tick in the schedule's dead-letter queue, with the schedule's role.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 * @param tick.dueAt AWS time in milliseconds
 * @returns what became of it, for people
 */
export async function keepTick(
  parts: ScheduleParts & { readonly clock: Clock },
  { schedule, input, dueAt }: { schedule: Schedule; input: unknown; dueAt: number },
  tried: Extract<Tried, { kind: "failed" }>,
): Promise<string> {
  const queueArn = schedule.target.DeadLetterConfig?.Arn;
  if (!queueArn) return "It has no dead-letter queue: the tick is dropped.";
  const { region } = parseArn(queueArn);
  if (region !== schedule.region)
    return `Its dead-letter queue ${queueArn} is not in ${schedule.region}: the tick is dropped.`;
  const verdict = await parts.roleMay(schedule.target.RoleArn ?? "", {
    service: SCHEDULER_SERVICE,
    action: "sqs:SendMessage",
    resource: queueArn,
    sourceArn: groupArnOf(schedule),
  });
  if (!verdict.allowed) return `The tick is not kept in ${queueArn}: ${verdict.reason}`;
  const queue = await findQueue(parts, queueArn);
  if (!queue) return `Its dead-letter queue ${queueArn} does not exist: the tick is dropped.`;
  await sendToQueue(parts, {
    region,
    url: queue.url,
    // Documented for other targets as the call's payload; assumed so for a function.
    body: JSON.stringify(input),
    attributes: {
      SCHEDULE_ARN: schedule.arn,
      TARGET_ARN: schedule.target.Arn ?? "",
      SCHEDULED_TIME: new Date(dueAt).toISOString(),
      ERROR_CODE: tried.failure.code,
      ERROR_MESSAGE: tried.failure.reason,
      RETRY_ATTEMPTS: String(tried.retries),
      ...(tried.exhausted && { EXHAUSTED_RETRY_CONDITION: tried.exhausted }),
    },
  });
  return `It is kept in ${queueArn}.`;
}
