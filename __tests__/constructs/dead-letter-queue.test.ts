import { DeadLetterQueue, type DeadLetterQueueProps } from "../../constructs/dead-letter-queue";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { only } from "../synthesized";

let queue: DeadLetterQueue;

function synthesizeQueue(sender?: DeadLetterQueueProps["sender"]) {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    const place = { provider: standby, region: "eu-west-1", accountId: "ACCOUNT", name: "shop-not-handled" };
    queue = new DeadLetterQueue(scope, "dead-letters", { ...place, sender });
  });
  return only(resource, "aws_sqs_queue");
}

describe("a dead-letter queue", () => {
  it("keeps what failed for fourteen days, the longest that SQS keeps anything", () => {
    expect(synthesizeQueue().message_retention_seconds).toBe(1_209_600);
  });

  it("is encrypted and found by its tag", () => {
    expect(synthesizeQueue()).toMatchObject({
      name: "shop-not-handled",
      sqs_managed_sse_enabled: true,
      tags: { "pilot-light:part": "dead-letter-queue" },
    });
  });

  it("accepts messages of one service for one source", () => {
    const { policy } = synthesizeQueue({ service: "events.amazonaws.com", sourceArn: "RULE_ARN" });
    expect(statements(policy)).toEqual([
      {
        Sid: "KeepWhatFailed",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: ["arn:aws:sqs:eu-west-1:ACCOUNT:shop-not-handled"],
        Condition: { ArnEquals: { "aws:SourceArn": "RULE_ARN" } },
      },
    ]);
  });

  it("is named in letters for policies, which then need not wait until SQS has made it", () => {
    synthesizeQueue();
    expect(queue.knownArn).toBe("arn:aws:sqs:eu-west-1:ACCOUNT:shop-not-handled");
  });

  it("has no policy where those who send have a role", () => {
    expect(synthesizeQueue()).not.toHaveProperty("policy");
  });
});
