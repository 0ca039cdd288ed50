import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { GetFunctionCommand, GetPolicyCommand } from "@aws-sdk/client-lambda";
import { GetTopicAttributesCommand, paginateListSubscriptionsByTopic, type Subscription } from "@aws-sdk/client-sns";
import { type BrokenPath, broken, findAlarm } from "./alarm-of-health-check";
import type { AwsClients } from "./aws-clients";
import { permits } from "./resource-policies";

/** A function that an alarm reaches, and the subscription by which it does. */
export interface FunctionTarget {
  readonly functionName: string;
  readonly region: string;
  readonly topicArn: string;
  readonly subscriptionArn: string;
}

export type AlarmPath =
  | { readonly kind: "open"; readonly alarm: MetricAlarm; readonly targets: readonly FunctionTarget[] }
  | BrokenPath;

/**
 * Follows what was deployed from a failing health check to the functions that AWS would call: alarm, topic, subscription,
 * permission. Stops at the first thing that would stop AWS, and names it.
 * @param regions where to look for a misplaced alarm
 */
export async function followAlarm(
  deployed: AwsClients,
  healthCheckId: string,
  regions: readonly string[],
): Promise<AlarmPath> {
  const found = await findAlarm(deployed, healthCheckId, regions);
  if (found.kind === "broken") return found;
  const { alarm } = found;
  const targets: FunctionTarget[] = [];
  const breaks: BrokenPath[] = [];
  for (const action of alarm.AlarmActions ?? []) {
    const step = await followAction(deployed, alarm, action);
    if ("kind" in step) breaks.push(step);
    else targets.push(...step);
  }
  return targets.length > 0 ? { kind: "open", alarm, targets } : breaks[0]!;
}

async function followAction(
  deployed: AwsClients,
  alarm: MetricAlarm,
  topicArn: string,
): Promise<FunctionTarget[] | BrokenPath> {
  const [, , service, topicRegion = ""] = topicArn.split(":");
  if (service !== "sns") return broken(`Alarm ${alarm.AlarmName}'s action ${topicArn} is not an SNS topic.`);
  const alarmArn = alarm.AlarmArn ?? "";
  const alarmRegion = alarmArn.split(":")[3];
  // CloudWatch takes only actions of its own region.
  if (topicRegion !== alarmRegion)
    return broken(`Alarm ${alarm.AlarmName} is in ${alarmRegion} and its topic ${topicArn} in ${topicRegion}.`);

  const sns = deployed.sns(topicRegion);
  const topic = await readOr("NotFound", sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn })));
  if (!topic) return broken(`Alarm ${alarm.AlarmName}'s topic ${topicArn} does not exist.`);
  const policy = topic.Attributes?.Policy;
  const publish = {
    service: "cloudwatch.amazonaws.com",
    action: "sns:Publish",
    resource: topicArn,
    sourceArn: alarmArn,
  };
  if (policy && !permits(policy, publish))
    return broken(`The policy of topic ${topicArn} does not let CloudWatch publish for alarm ${alarm.AlarmName}.`);
  // https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns: such a topic drops alarms without a word.
  if (topic.Attributes?.KmsMasterKeyId === "alias/aws/sns")
    return broken(`Topic ${topicArn} is encrypted with alias/aws/sns, to which CloudWatch has no access.`);

  const subscriptions: Subscription[] = [];
  for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topicArn }))
    subscriptions.push(...(page.Subscriptions ?? []).filter(({ Protocol }) => Protocol === "lambda"));
  if (subscriptions.length === 0) return broken(`No function is subscribed to topic ${topicArn}.`);
  const targets: FunctionTarget[] = [];
  for (const subscription of subscriptions) {
    const target = await followSubscription(deployed, topicArn, subscription);
    if ("kind" in target) return target;
    targets.push(target);
  }
  return targets;
}

async function followSubscription(
  deployed: AwsClients,
  topicArn: string,
  { Endpoint: functionArn = "", SubscriptionArn: subscriptionArn = "" }: Subscription,
): Promise<FunctionTarget | BrokenPath> {
  const [, , , region = "", , , functionName = ""] = functionArn.split(":");
  const lambda = deployed.lambda(region);
  const missing = "ResourceNotFoundException";
  if (!(await readOr(missing, lambda.send(new GetFunctionCommand({ FunctionName: functionName })))))
    return broken(`Topic ${topicArn} calls function ${functionName} in ${region}, which does not exist.`);
  const policy = await readOr(missing, lambda.send(new GetPolicyCommand({ FunctionName: functionName })));
  const invoke = {
    service: "sns.amazonaws.com",
    action: "lambda:InvokeFunction",
    resource: functionArn,
    sourceArn: topicArn,
  };
  if (!policy?.Policy || !permits(policy.Policy, invoke))
    return broken(
      `Function ${functionName} in ${region} does not permit sns.amazonaws.com to invoke it for topic ${topicArn}.`,
    );
  return { functionName, region, topicArn, subscriptionArn };
}

/** A read's answer, or undefined where AWS says with this error that the thing does not exist. */
async function readOr<T>(errorOfAbsence: string, reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith(errorOfAbsence)) return undefined;
    throw error;
  }
}
