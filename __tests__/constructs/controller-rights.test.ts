import { controllerStatements } from "../../constructs/controller-rights";

const PROPS = {
  standbyRegion: "eu-west-1",
  standbyInstanceArn: "arn:standby-instance",
  mayChangeType: false,
  standbyVolumeKeyArn: "arn:volume-key",
  lockBucketArn: "arn:lock-bucket",
  alertTopicArn: "arn:alert-topic",
  logGroupArn: "arn:log-group",
  deadLetterQueueArn: "arn:dead-letters",
};

const READ_AND_WRITTEN = [
  "arn:lock-bucket/controller/memory.json",
  "arn:lock-bucket/controller/lease.json",
  "arn:lock-bucket/failover-lock",
];

describe("the controller's rights", () => {
  const statements = controllerStatements(PROPS);

  it("are these, and no others", () => {
    const rights = statements.flatMap(({ Action, Resource }) => Action.map((action) => [action, Resource]));
    expect(rights).toEqual([
      ["ec2:DescribeInstances", ["*"]],
      ["ec2:StartInstances", ["arn:standby-instance"]],
      ["ec2:StopInstances", ["arn:standby-instance"]],
      ["kms:CreateGrant", ["arn:volume-key"]],
      ["s3:GetObject", READ_AND_WRITTEN],
      ["s3:PutObject", READ_AND_WRITTEN],
      ["s3:DeleteObject", ["arn:lock-bucket/failover-lock"]],
      ["s3:PutObject", ["arn:lock-bucket/episodes/*"]],
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

  it("change the standby's type, and nothing else of it, where the file names other types", () => {
    const more = controllerStatements({ ...PROPS, mayChangeType: true }).filter(
      ({ Sid }) => !statements.some((statement) => statement.Sid === Sid),
    );
    expect(more).toEqual([
      {
        Sid: "StartTheStandbyAsAnotherType",
        Effect: "Allow",
        Action: ["ec2:ModifyInstanceAttribute"],
        Resource: ["arn:standby-instance"],
        Condition: { StringEquals: { "ec2:Attribute": "InstanceType" } },
      },
    ]);
  });

  it("reach no version of an object, so that what was unlocked can be looked up", () => {
    expect(statements.flatMap(({ Action }) => Action).filter((action) => /Version/.test(action))).toEqual([]);
  });
});
