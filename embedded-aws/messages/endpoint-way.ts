import { functionOf } from "../deliveries/arn";
import { readFunctionPolicy } from "../deliveries/function-policy";
import { permits } from "../resource-policies";
import { principalFor, reachesFunctionsIn } from "./opt-in-regions";
import type { Subscription, Topic, TopicParts } from "./topics";

/** Which deployed thing keeps a topic's messages from the function that is subscribed, for people; undefined if none does. */
export async function whatStopsFunction(
  parts: TopicParts,
  topic: Topic,
  { endpoint: functionArn, filterPolicy }: Subscription,
): Promise<string | undefined> {
  const called = functionOf(functionArn);
  if (!called) return `Topic ${topic.arn} calls ${functionArn}, which is not the ARN of a function.`;
  const { region, functionName } = called;
  if (!reachesFunctionsIn(topic.region, region))
    return (
      `Topic ${topic.arn} calls function ${functionName} in ${region}: SNS delivers to functions in an opt-in region ` +
      "only from topics in that region."
    );
  if (filterPolicy) return unknownFilter(topic, functionArn);
  const policy = await readFunctionPolicy(parts, called);
  if (!policy) return `Topic ${topic.arn} calls function ${functionName} in ${region}, which does not exist.`;
  const service = principalFor(topic.region, region);
  const invoke = { service, action: "lambda:InvokeFunction", resource: functionArn, sourceArn: topic.arn };
  if (policy.text === undefined || !permits(policy.text, invoke))
    return `Function ${functionName} in ${region} does not permit ${service} to invoke it for topic ${topic.arn}.`;
  return undefined;
}

export const unknownFilter = (topic: Topic, endpoint: string): string =>
  `The subscription of ${endpoint} to topic ${topic.arn} has a filter policy, which is not simulated.`;
