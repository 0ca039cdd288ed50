import { controllerStatements } from "../../constructs/controller-rights";

describe("the controller's rights", () => {
  const statements = controllerStatements({
    standbyRegion: "eu-west-1",
    standbyInstanceArn: "arn:standby-instance",
    standbyVolumeKeyArn: "arn:volume-key",
    lockBucketArn: "arn:lock-bucket",
    alertTopicArn: "arn:alert-topic",
    logGroupArn: "arn:log-group",
    deadLetterQueueArn: "arn:dead-letters",
  });

  it("are these, and no others", () => {
    const rights = statements.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource]));
    expect(rights).toEqual([
      ["ec2:DescribeInstances", ["*"]],
      ["ec2:StartInstances", ["arn:standby-instance"]],
      ["ec2:StopInstances", ["arn:standby-instance"]],
      ["kms:CreateGrant", ["arn:volume-key"]],
      ["s3:GetObject", ["arn:lock-bucket/controller/memory.json"]],
      ["s3:PutObject", ["arn:lock-bucket/controller/memory.json"]],
      ["s3:ListBucket", ["arn:lock-bucket"]],
      ["sns:Publish", ["arn:alert-topic"]],
      ["logs:CreateLogStream", ["arn:log-group:*"]],
      ["logs:PutLogEvents", ["arn:log-group:*"]],
      ["sqs:SendMessage", ["arn:dead-letters"]],
    ]);
    expect(new Set(statements.map(({ Effect }) => Effect))).toEqual(new Set(["Allow"]));
  });

  it("hold no wildcard action", () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
  });

  it("reach every resource only where EC2 knows no other way, and then in the standby region alone", () => {
    const everywhere = statements.filter(({ Resource }) => Resource!.includes("*"));
    expect(everywhere.map(({ Action, Condition }) => [Action, Condition])).toEqual([
      [["ec2:DescribeInstances"], { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
    ]);
  });

  it("let it use the volume's key through EC2 and not by itself", () => {
    const { Condition } = statements.find(({ Action }) => Action.includes("kms:CreateGrant"))!;
    expect(Condition).toEqual({ Bool: { "kms:GrantIsForAWSResource": "true" } });
  });
});
