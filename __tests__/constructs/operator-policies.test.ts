import { OperatorPolicies } from "../../constructs/operator-policies";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";

/** IAM counts characters without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_MANAGED_POLICY = 6_144;

describe("an operator's policies", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    new OperatorPolicies(scope, "operators", {
      provider: standby,
      workload: "shop",
      standbyRegion: "eu-west-1",
      accountId: "ACCOUNT",
      controllerArn: "arn:controller",
      lockBucketArn: "arn:lock-bucket",
      standbyVolumeKeyArn: "arn:key",
      instanceArns: ["arn:standby-instance", "arn:primary-instance"],
      hostedZoneArn: "arn:zone",
      healthCheckIds: { lock: "LOCK", others: ["ENDPOINT", "FAILOVER"] },
      scheduleArns: ["arn:schedule", "arn:second-schedule"],
    });
  });
  const { "operators_read-only": readOnly, operators_command: command } = resource.aws_iam_policy!;
  const rightsOf = (policy: string) =>
    statements(policy).flatMap(({ Action, Resource }) => Action.map((action: string) => [action, Resource]));

  it("are managed ones, attached to nobody, with names that a person finds", () => {
    expect(readOnly!.name).toBe("pilot-light-shop-eu-west-1-read-only");
    expect(command!.name).toBe("pilot-light-shop-eu-west-1-command");
    expect(Object.keys(resource)).toEqual(["aws_iam_policy"]);
  });

  it("let one look at these, and at no others", () => {
    expect(rightsOf(readOnly!.policy)).toEqual([
      ["tag:GetResources", ["*"]],
      ["ec2:DescribeAddresses", ["*"]],
      ["ec2:DescribeImages", ["*"]],
      ["ec2:DescribeInstances", ["*"]],
      ["ec2:DescribeSecurityGroups", ["*"]],
      ["ec2:DescribeVolumes", ["*"]],
      ["cloudwatch:DescribeAlarms", ["*"]],
      ["servicequotas:GetServiceQuota", ["*"]],
      ["route53:ListHealthChecks", ["*"]],
      ["route53:ListHostedZonesByName", ["*"]],
      ["ec2:DescribeInstanceAttribute", ["arn:standby-instance", "arn:primary-instance"]],
      ["kms:DescribeKey", ["arn:key"]],
      ["kms:GetKeyPolicy", ["arn:key"]],
      ["lambda:GetFunctionConfiguration", ["arn:controller"]],
      [
        "s3:GetObject",
        [
          "arn:lock-bucket/controller/memory.json",
          "arn:lock-bucket/controller/lease.json",
          "arn:lock-bucket/failover-lock",
          "arn:lock-bucket/episodes/*",
        ],
      ],
      ["s3:ListBucket", ["arn:lock-bucket"]],
      ["scheduler:GetSchedule", ["arn:schedule", "arn:second-schedule"]],
      ["sns:ListSubscriptionsByTopic", ["arn:aws:sns:*:ACCOUNT:pilot-light-shop-*"]],
      ["sqs:GetQueueAttributes", ["arn:aws:sqs:*:ACCOUNT:pilot-light-shop-*"]],
      ["sqs:GetQueueUrl", ["arn:aws:sqs:*:ACCOUNT:pilot-light-shop-*"]],
      [
        "route53:GetHealthCheck",
        [
          "arn:aws:route53:::healthcheck/LOCK",
          "arn:aws:route53:::healthcheck/ENDPOINT",
          "arn:aws:route53:::healthcheck/FAILOVER",
        ],
      ],
      ["route53:GetHealthCheckStatus", ["arn:aws:route53:::healthcheck/LOCK"]],
      ["route53:ListResourceRecordSets", ["arn:zone"]],
    ]);
  });

  it("let one who may command ask the controller besides, and nothing more", () => {
    const looking = rightsOf(readOnly!.policy);
    expect(rightsOf(command!.policy)).toEqual([...looking, ["lambda:InvokeFunction", ["arn:controller"]]]);
  });

  it("write nothing by themselves", () => {
    const actions = rightsOf(command!.policy).map(([action]) => action);
    expect(actions.filter((action) => !/:(Get|List|Describe)/.test(action))).toEqual(["lambda:InvokeFunction"]);
  });

  it("fit into managed policies, with room for real ARNs", () => {
    const arns = rightsOf(command!.policy).flatMap(([, resources]) => resources as string[]);
    // A real ARN has up to 90 characters more than these stand-ins.
    expect(command!.policy.length + new Set(arns).size * 90).toBeLessThan(LONGEST_MANAGED_POLICY);
  });
});
