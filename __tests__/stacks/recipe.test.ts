import { readFileSync } from "node:fs";
import path from "node:path";
import { synthesize } from "../../stacks/synthesize";
import { addWorkloadStacks } from "../../stacks/workload-stacks";
import { configuration } from "../configurations";
import { statements } from "../policy";
import { ZIP } from "../synth";
import { type Arguments, only, type SynthesizedStack } from "../synthesized";
import { temporaryFolder } from "../temporary-folder";

/** One test for each row of the recipe that this project replaces, on the files that the smallest configuration makes. */
describe("in cdktf.out of the smallest file", () => {
  const folder = path.join(temporaryFolder(), "cdktf.out");
  synthesize(folder, (app) => addWorkloadStacks(app, configuration("smallest"), ZIP));
  const [primary, standby, failover] = ["www-primary", "www-standby", "www-failover"].map(
    (stack): SynthesizedStack => JSON.parse(readFileSync(path.join(folder, "stacks", stack, "cdk.tf.json"), "utf8")),
  ) as [SynthesizedStack, SynthesizedStack, SynthesizedStack];

  const regionOf = ({ provider }: SynthesizedStack, { provider: used }: Arguments) =>
    provider.aws!.find(({ alias }) => `aws.${alias}` === used)!.region;

  /** The one resource of a type that an expression refers to. */
  function referred({ resource }: SynthesizedStack, type: string, expression: string): Arguments {
    const found = Object.entries(resource[type]!).find(([name]) => expression.includes(`${type}.${name}.`));
    if (!found) throw new Error(`${expression} refers to no ${type} of this stack.`);
    return found[1];
  }

  describe.each([
    ["primary", primary, "us-west-2"],
    ["standby", standby, "us-east-1"],
  ] as const)("the %s site", (_, stack, region) => {
    const instance = only(stack.resource, "aws_instance");

    it(`is a server in ${region} with a security group and an Elastic IP on its own network interface`, () => {
      expect(regionOf(stack, instance)).toBe(region);
      const card = referred(stack, "aws_network_interface", instance.network_interface[0].network_interface_id);
      expect(referred(stack, "aws_network_interface", only(stack.resource, "aws_eip").network_interface)).toBe(card);
      expect(card.security_groups).toHaveLength(1);
      referred(stack, "aws_security_group", card.security_groups[0]);
    });

    it("runs a preconfigured image, which nobody types", () => {
      expect(instance.ami).toMatch(/^\$\{data\.aws_ssm_parameter\./);
      expect(only(stack.data, "aws_ssm_parameter").name).toMatch(/^\/aws\/service\/ami-amazon-linux-latest\/al2023-/);
    });

    it("is started and stopped by no apply", () => {
      expect(stack.resource).not.toHaveProperty("aws_ec2_instance_state");
    });
  });

  it("a versioned, encrypted, private bucket holds the function's zip, and the function runs that object's version", () => {
    const controller = only(failover.resource, "aws_lambda_function");
    const zip = only(failover.resource, "aws_s3_object");
    for (const argument of ["s3_bucket", "s3_key", "s3_object_version"]) {
      expect(referred(failover, "aws_s3_object", controller[argument])).toBe(zip);
    }
    expect(readFileSync(path.join(folder, "stacks", "www-failover", zip.source))).toEqual(readFileSync(ZIP.file));

    const bucket = /aws_s3_bucket\.[\w-]+/.exec(zip.bucket)![0];
    const ofBucket = (type: string) =>
      Object.values(failover.resource[type]!).filter((each) => each.bucket.includes(`${bucket}.`));
    expect(ofBucket("aws_s3_bucket_versioning")).toMatchObject([{ versioning_configuration: { status: "Enabled" } }]);
    expect(ofBucket("aws_s3_bucket_server_side_encryption_configuration")).toHaveLength(1);
    expect(ofBucket("aws_s3_bucket_public_access_block")).toMatchObject([{ restrict_public_buckets: true }]);
  });

  it("the controller may start the standby, and its instance id is typed by nobody", () => {
    const { STANDBY_INSTANCE_ID } = only(failover.resource, "aws_lambda_function").environment.variables;
    expect(STANDBY_INSTANCE_ID).toMatch(/^\$\{data\.terraform_remote_state\..*www-standby\.outputs\./);
    const { policy } = failover.resource.aws_iam_role_policy!.controller_permissions_06340669!;
    const start = statements(policy).find(({ Action }) => Action.includes("ec2:StartInstances"))!;
    expect(start.Resource).toEqual([expect.stringContaining("www-standby.outputs.")]);
  });

  it("a topic tells every address of the file", () => {
    const subscriptions = Object.values(failover.resource.aws_sns_topic_subscription!);
    const [toPeople] = subscriptions.filter(({ protocol }) => protocol === "email");
    expect(toPeople!.endpoint).toBe("ops@example.com");
    expect(referred(failover, "aws_sns_topic", toPeople!.topic_arn).tags).toEqual({
      "pilot-light:part": "alert-topic",
    });
  });

  it("a health check watches the primary's address", () => {
    const check = failover.resource.aws_route53_health_check!["endpoint-check"]!;
    expect(check).toMatchObject({ type: "HTTP", port: 80, resource_path: "/health", fqdn: "www.example.com" });
    expect(check.ip_address).toMatch(/^\$\{data\.terraform_remote_state\..*www-primary\.outputs\..*public_ip\}$/);
  });

  it("a PRIMARY and a SECONDARY failover record answer the domain", () => {
    const records = Object.values(failover.resource.aws_route53_record!);
    expect(records.map(({ failover_routing_policy }) => failover_routing_policy.type)).toEqual([
      "PRIMARY",
      "SECONDARY",
    ]);
    expect(new Set(records.map(({ name }) => name))).toEqual(new Set(["www.example.com"]));
  });

  it("an alarm on that check, where Route 53's metrics are, wakes the controller through a topic that may invoke it", () => {
    const alarms = Object.values(failover.resource.aws_cloudwatch_metric_alarm!);
    const alarm = alarms.find(({ tags }) => tags?.["pilot-light:part"] === "endpoint-alarm")!;
    expect(regionOf(failover, alarm)).toBe("us-east-1");
    expect(alarm.dimensions).toEqual({ HealthCheckId: "${aws_route53_health_check.endpoint-check.id}" });
    expect(alarm).toMatchObject({ comparison_operator: "LessThanThreshold", threshold: 1 });

    const topic = referred(failover, "aws_sns_topic", alarm.alarm_actions[0]);
    const subscription = Object.values(failover.resource.aws_sns_topic_subscription!).find(
      ({ topic_arn, protocol }) => protocol === "lambda" && referred(failover, "aws_sns_topic", topic_arn) === topic,
    )!;
    const controller = referred(failover, "aws_lambda_function", subscription.endpoint);
    const permission = Object.values(failover.resource.aws_lambda_permission!).find(
      ({ principal, source_arn }) => principal === "sns.amazonaws.com" && source_arn === alarm.alarm_actions[0],
    )!;
    expect(referred(failover, "aws_lambda_function", permission.function_name)).toBe(controller);
  });

  it("one destroy removes all, also buckets that hold objects", () => {
    const buckets = [primary, standby, failover].flatMap(({ resource }) => Object.values(resource.aws_s3_bucket ?? {}));
    expect(buckets.map(({ force_destroy }) => force_destroy)).toEqual([true, true]);
  });
});
