import { parseArn } from "../deliveries/arn";
import type { FailedInvocation } from "../events/event-buses";
import type { FailedNotification } from "../messages/messages";
import type { Value } from "./minute-statistics";

/**
 * EventBridge's metrics of what a rule's target never got, "reported only if non-zero".
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function valuesOfFailedInvocation({ rule, at, keeping }: FailedInvocation): Value[] {
  const one = (name: string): Value => ({
    metric: { region: rule.region, namespace: "AWS/Events", name, dimensions: { RuleName: rule.name } },
    ...{ at, value: 1, unit: "Count" },
  });
  switch (keeping) {
    case "no queue":
      return [one("FailedInvocations")];
    case "kept":
      return [one("FailedInvocations"), one("InvocationsSentToDlq")];
    case "lost":
      return [one("FailedInvocations"), one("InvocationsFailedToBeSentToDlq")];
  }
}

/** SNS's metric of what a subscriber never got. https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
export function valuesOfFailedNotification({ topicArn, at }: FailedNotification): Value[] {
  const { region, resource: TopicName } = parseArn(topicArn);
  const metric = { region, namespace: "AWS/SNS", name: "NumberOfNotificationsFailed", dimensions: { TopicName } };
  return [{ metric, at, value: 1, unit: "Count" }];
}
