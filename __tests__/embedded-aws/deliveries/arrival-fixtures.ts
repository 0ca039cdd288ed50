import { CreateQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "../../../embedded-aws/aws-clients";
import type { Delivery } from "../../../embedded-aws/deliveries/delivery";
import type { RoleMay } from "../../../embedded-aws/permissions/role-rights";

/** Collects what a part hands over and tells, in order, with what happened when. */
export function collected(now: () => number) {
  const invoked: { functionArn: string; event: unknown; at: number }[] = [];
  const deliveries: Delivery[] = [];
  return {
    invoked,
    deliveries,
    reasons: () => deliveries.map(({ outcome }) => (outcome.kind === "dead" ? outcome.reason : "delivered")),
    invokeLater: (functionArn: string, event: unknown) => void invoked.push({ functionArn, event, at: now() }),
    onDelivery: (delivery: Delivery) => void deliveries.push(delivery),
  };
}

/** Lets every role do everything but the actions named, and remembers what it was asked. */
export function roles(denied: readonly string[] = []) {
  const asked: Parameters<RoleMay>[] = [];
  const roleMay: RoleMay = async (roleArn, request) => {
    asked.push([roleArn, request]);
    return denied.includes(request.action)
      ? { allowed: false, reason: `role ${roleArn} does not allow ${request.action} on ${request.resource}` }
      : { allowed: true };
  };
  return { roleMay, asked };
}

let queues = 0;

/** A queue that anybody whom this names as a service may send to. */
export async function deployQueue(aws: AwsClients, region: string, service?: string) {
  const QueueName = `queue-${queues++}`;
  const arn = `arn:aws:sqs:${region}:123456789012:${QueueName}`;
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sqs:SendMessage", Resource: arn };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const { QueueUrl } = await aws
    .sqs(region)
    .send(new CreateQueueCommand({ QueueName, Attributes: service === undefined ? {} : { Policy } }));
  const messages = async () => {
    await aws.sqs(region).send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    const { Messages = [] } = await aws
      .sqs(region)
      .send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }));
    return Messages.map(({ Body = "", MessageAttributes = {} }) => ({
      body: JSON.parse(Body),
      attributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
      ),
    }));
  };
  return { arn, messages };
}
