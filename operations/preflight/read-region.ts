import { DescribeAlarmsCommand, type MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { GetScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { ListSubscriptionsByTopicCommand, type SNSClient } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { scheduleNames } from "../../contract/schedules";
import { PART } from "../../contract/tags";
import { type Reading, reading } from "../reading";
import { findTagged, type Tagged } from "../tagged";
import type { AwsClients } from "../world";
import { after } from "./combined";
import type { Alarm, Queue, Region, Schedule, Subscription, Topic } from "./readings";

/** Reads what is the workload's in a region. Never rejects. */
export async function readRegion(aws: AwsClients, region: string, workload: string): Promise<Region> {
  const tagged = reading((signal) => findTagged(aws.tagging(region), { workload }, signal));
  const [alarms, topics, queues] = await Promise.all([
    after(tagged, (found, signal) => readAlarms(aws, region, found, signal)),
    after(tagged, (found) => readTopics(aws.sns(region), found)),
    after(tagged, (found) => readQueues(aws.sqs(region), found)),
  ]);
  return { name: region, alarms, topics, queues };
}

async function readAlarms(
  aws: AwsClients,
  region: string,
  tagged: Tagged[],
  abortSignal: AbortSignal,
): Promise<Alarm[]> {
  const AlarmNames = tagged.flatMap(
    ({ arn }) => /^arn:aws[^:]*:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(arn)?.[1] ?? [],
  );
  // Without names CloudWatch describes all alarms of the region.
  if (AlarmNames.length === 0) return [];
  const { MetricAlarms } = await aws
    .cloudWatch(region)
    .send(new DescribeAlarmsCommand({ AlarmNames, AlarmTypes: ["MetricAlarm"] }), { abortSignal });
  return (MetricAlarms ?? []).map(alarmOf);
}

function alarmOf(alarm: MetricAlarm): Alarm {
  const actions = [...(alarm.AlarmActions ?? []), ...(alarm.InsufficientDataActions ?? [])];
  return {
    name: alarm.AlarmName ?? "",
    metric: `${alarm.Namespace} ${alarm.MetricName}`,
    state: alarm.StateValue ?? "unknown",
    since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? 0,
    acts: alarm.ActionsEnabled !== false && actions.length > 0,
  };
}

const TELLS: Readonly<Record<string, Topic["tells"]>> = {
  [PART.alertTopic]: "people",
  [PART.alarmTopic]: "controller",
};

async function readTopics(sns: SNSClient, tagged: Tagged[]): Promise<Topic[]> {
  const topics = tagged.flatMap(({ arn, part }) => (TELLS[part] ? [{ arn, tells: TELLS[part] }] : []));
  const read = topics.map(async (topic) => {
    const found = await unlessGone((signal) => readSubscriptions(sns, topic.arn, signal));
    return found.map((subscriptions) => ({ ...topic, subscriptions }));
  });
  return (await Promise.all(read)).flat();
}

/** What SNS and SQS say of a topic and a queue that do not exist. */
const GONE: ReadonlySet<string> = new Set(["NotFoundException", "QueueDoesNotExist"]);

/** The tagging API goes on for a while to name what is deleted: no reading at all then. */
async function unlessGone<T>(read: (signal: AbortSignal) => Promise<T>): Promise<Reading<T>[]> {
  const found = await reading(async (signal) => {
    try {
      return [await read(signal)];
    } catch (error) {
      if (error instanceof Error && GONE.has(error.name)) return [];
      throw error;
    }
  });
  return found.known ? found.value.map((value) => ({ known: true, value })) : [found];
}

async function readSubscriptions(sns: SNSClient, TopicArn: string, abortSignal: AbortSignal): Promise<Subscription[]> {
  const found: Subscription[] = [];
  let NextToken: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn, NextToken }), { abortSignal });
    for (const { Protocol = "", Endpoint = "", SubscriptionArn = "" } of page.Subscriptions ?? []) {
      // Until then SNS says "PendingConfirmation" in its place, and for a while after the end "Deleted".
      found.push({ protocol: Protocol, endpoint: Endpoint, confirmed: SubscriptionArn.startsWith("arn:") });
    }
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return found;
}

async function readQueues(sqs: SQSClient, tagged: Tagged[]): Promise<Queue[]> {
  const names = tagged.filter(({ part }) => part === PART.deadLetterQueue).map(({ arn }) => arn.split(":").at(-1)!);
  const read = names.map(async (name) => {
    const found = await unlessGone((signal) => readMessages(sqs, name, signal));
    return found.map((messages) => ({ name, messages }));
  });
  return (await Promise.all(read)).flat();
}

/** Those in the hands of a reader count too: they come back if nobody deletes them. */
async function readMessages(sqs: SQSClient, QueueName: string, abortSignal: AbortSignal): Promise<number> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }), { abortSignal });
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
    { abortSignal },
  );
  const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: inHands = 0 } = Attributes ?? {};
  if (visible === undefined) throw new Error("SQS does not say how many messages lie there");
  return Number(visible) + Number(inHands);
}

/** All that wake the function, by their names; those that are not there are left out. */
export async function readSchedules(
  scheduler: Pick<SchedulerClient, "send">,
  functionName: string,
  abortSignal: AbortSignal,
): Promise<Schedule[]> {
  const read = scheduleNames(functionName).map(async (name): Promise<Schedule[]> => {
    try {
      const { State, ScheduleExpression, Target } = await scheduler.send(new GetScheduleCommand({ Name: name }), {
        abortSignal,
      });
      return [
        { name, enabled: State === "ENABLED", expression: ScheduleExpression ?? "", targetArn: Target?.Arn ?? "" },
      ];
    } catch (error) {
      if (error instanceof Error && error.name === "ResourceNotFoundException") return [];
      throw error;
    }
  });
  return (await Promise.all(read)).flat();
}
