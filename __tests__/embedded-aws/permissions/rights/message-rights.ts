import * as events from "@aws-sdk/client-eventbridge";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { CAPTURING } from "../captured-call";
import {
  ACCOUNT,
  arn,
  form,
  needsRightAsItsProtocolWritesIt,
  needsRights,
  one,
  policiesMayAskFor,
} from "./asked-rights";

const SNS = new sns.SNSClient(CAPTURING);
const SQS = new sqs.SQSClient(CAPTURING);
const EVENTS = new events.EventBridgeClient(CAPTURING);
const TOPIC = arn("sns", "alerts");
const QUEUE_URL = `http://127.0.0.1:9/${ACCOUNT}/dead`;

export function messageRights(): void {
  needsRights([
    ["Publish", () => SNS.send(new sns.PublishCommand({ TopicArn: TOPIC, Message: "x" })), one("sns:Publish", TOPIC)],
    [
      "PublishBatch",
      () => SNS.send(new sns.PublishBatchCommand({ TopicArn: TOPIC, PublishBatchRequestEntries: [] })),
      one("sns:Publish", TOPIC),
    ],
    [
      "Publish to a phone",
      () => SNS.send(new sns.PublishCommand({ PhoneNumber: "+10000000000", Message: "x" })),
      one("sns:Publish", "*"),
    ],
    [
      "Subscribe",
      () => SNS.send(new sns.SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint: "q" })),
      one("sns:Subscribe", TOPIC),
    ],
    ["CreateTopic", () => SNS.send(new sns.CreateTopicCommand({ Name: "alerts" })), one("sns:CreateTopic", TOPIC)],
    ["ListTopics", () => SNS.send(new sns.ListTopicsCommand({})), one("sns:ListTopics", "*")],
    [
      "SendMessage",
      () => SQS.send(new sqs.SendMessageCommand({ QueueUrl: QUEUE_URL, MessageBody: "x" })),
      one("sqs:SendMessage", arn("sqs", "dead")),
    ],
    [
      "SendMessageBatch",
      () => SQS.send(new sqs.SendMessageBatchCommand({ QueueUrl: QUEUE_URL, Entries: [] })),
      one("sqs:SendMessage", arn("sqs", "dead")),
    ],
    [
      "GetQueueUrl",
      () => SQS.send(new sqs.GetQueueUrlCommand({ QueueName: "dead" })),
      one("sqs:GetQueueUrl", arn("sqs", "dead")),
    ],
    ["ListQueues", () => SQS.send(new sqs.ListQueuesCommand({})), one("sqs:ListQueues", "*")],
    [
      "PutEvents",
      () => EVENTS.send(new events.PutEventsCommand({ Entries: [{ Source: "s", DetailType: "t", Detail: "{}" }] })),
      one("events:PutEvents", arn("events", "event-bus/default")),
    ],
    [
      "DescribeRule",
      () => EVENTS.send(new events.DescribeRuleCommand({ Name: "watch" })),
      one("events:DescribeRule", arn("events", "rule/watch")),
    ],
    [
      "ListTargetsByRule on a bus",
      () => EVENTS.send(new events.ListTargetsByRuleCommand({ Rule: "watch", EventBusName: "bus" })),
      one("events:ListTargetsByRule", arn("events", "rule/bus/watch")),
    ],
  ]);

  policiesMayAskFor([
    [
      "a protocol to subscribe by",
      () => SNS.send(new sns.SubscribeCommand({ TopicArn: TOPIC, Protocol: "sqs", Endpoint: "q" })),
      "sns:protocol",
      ["sqs"],
    ],
    [
      "an event's source",
      () => EVENTS.send(new events.PutEventsCommand({ Entries: [{ Source: "s", DetailType: "t" }] })),
      "events:source",
      ["s"],
    ],
  ]);

  needsRightAsItsProtocolWritesIt([
    [
      "SendMessage in the old protocol",
      form("sqs", `Action=SendMessage&QueueUrl=${encodeURIComponent(QUEUE_URL)}`),
      "sqs:SendMessage",
      arn("sqs", "dead"),
    ],
  ]);
}
