import { promisedRecovery } from "../../estimate/recovery-time";
import { type ConfigurationName, configuration } from "../configurations";
import { stacksOf } from "../stacks-of";
import { only, type SynthesizedStack } from "../synthesized";

function failoverStack(name: ConfigurationName, workload: string): SynthesizedStack {
  return stacksOf(name)[`${workload}-failover`]!;
}

const ELASTIC_IP = "cross-stack-output-aws_eipsite_elastic-ip_0E8C9F62public_ip";
const INSTANCE = "cross-stack-output-aws_instancesite_instance_1BF98FDAid";

/** What another stack of the workload put out. */
const from = (stack: string, output: string) =>
  `\${data.terraform_remote_state.cross-stack-reference-input-${stack}.outputs.${output}}`;

function environmentOf({ resource }: SynthesizedStack): Record<string, string> {
  return only(resource, "aws_lambda_function").environment.variables;
}

describe("the failover stack", () => {
  const stack = failoverStack("smallest", "www");

  it("puts out where everything is, and what it promises", () => {
    const values = Object.entries(stack.output).map(([name, { value }]) => [name, value]);
    const bucket = "aws_s3_bucket.failover-lock_store_bucket_F6FAE8A6.id";
    expect(Object.fromEntries(values)).toEqual({
      primary_address: from("www-primary", ELASTIC_IP),
      standby_address: from("www-standby", ELASTIC_IP),
      primary_instance_id: from("www-primary", INSTANCE),
      standby_instance_id: from("www-standby", INSTANCE),
      domain: "www.example.com",
      controller_name: "${aws_lambda_function.controller_function_BC6901A8.function_name}",
      lock_location: `s3://\${${bucket}}/failover-lock`,
      read_only_policy: "${aws_iam_policy.operator-policies_read-only_EEB6BA8F.arn}",
      command_policy: "${aws_iam_policy.operator-policies_command_E84ED66F.arn}",
      promised_recovery_seconds: promisedRecovery(configuration("smallest").workloads[0]!).seconds,
    });
  });

  it("says of each output what it is", () => {
    for (const { description } of Object.values(stack.output)) expect(description).toMatch(/\w{4}/);
  });

  it("reads the other two stacks' states where they lie", () => {
    const states = Object.values(stack.data.terraform_remote_state!).map(({ backend, config }) => ({
      backend,
      config,
    }));
    expect(states).toEqual([
      { backend: "local", config: { path: "../../../terraform.www-primary.tfstate" } },
      { backend: "local", config: { path: "../../../terraform.www-standby.tfstate" } },
    ]);
  });

  it("finds in those states what it reads", () => {
    const stacks = stacksOf("smallest");
    expect(stacks["www-primary"]!.output).toMatchObject({ [ELASTIC_IP]: {}, [INSTANCE]: {} });
    expect(stacks["www-standby"]!.output).toMatchObject({ [ELASTIC_IP]: {}, [INSTANCE]: {} });
  });

  it("makes the records last, when all three triggers reach the controller", () => {
    for (const { depends_on } of Object.values(stack.resource.aws_route53_record!)) {
      expect(depends_on).toEqual([
        "aws_lambda_function.controller_function_BC6901A8",
        "aws_lambda_function_event_invoke_config.controller_asynchronous_B40A73C4",
        "aws_sns_topic_subscription.endpoint-alarm_controller_BF1FA6E5",
        "aws_scheduler_schedule.schedule_every-minute_C233F896",
        "aws_scheduler_schedule.schedule_every-minute-too_E5B4CF4A",
      ]);
    }
  });

  it("hands the controller the addresses that DNS answers", () => {
    const records = stack.resource.aws_route53_record!;
    const { PRIMARY_ADDRESS, STANDBY_ADDRESS } = environmentOf(stack);
    expect(records["failover-dns_primary_12BA1610"]!.records).toEqual([PRIMARY_ADDRESS]);
    expect(records["failover-dns_standby_E1E927B6"]!.records).toEqual([STANDBY_ADDRESS]);
  });

  it("lets the controller start and stop the standby and no other instance", () => {
    const policy = stack.resource.aws_iam_role_policy!.controller_permissions_06340669!.policy;
    expect(policy).toContain(from("www-standby", "cross-stack-output-aws_instancesite_instance_1BF98FDAarn"));
    expect(policy).not.toContain("www-primary");
  });

  it("mentions the primary region nowhere but in the provider that it does not use", () => {
    const { provider, ...rest } = stack;
    expect(JSON.stringify(provider)).toContain("us-west-2");
    expect(JSON.stringify(rest)).not.toContain("us-west-2");
  });

  it("reads states in S3 where the file puts them", () => {
    const { data } = failoverStack("everything-set", "shop");
    expect(Object.values(data.terraform_remote_state!)).toMatchObject([
      { backend: "s3", config: { bucket: "example-terraform-state", key: "pilot-light/shop-primary.tfstate" } },
      { backend: "s3", config: { bucket: "example-terraform-state", key: "pilot-light/shop-standby.tfstate" } },
    ]);
  });
});

describe("the failover stack of a primary that already exists on EC2", () => {
  const stack = failoverStack("three-workloads", "api");

  it("checks the file's address and reads no state of the primary", () => {
    expect(stack.resource.aws_route53_health_check!["endpoint-check"]!.ip_address).toBe("203.0.113.10");
    expect(Object.keys(stack.data.terraform_remote_state!)).toEqual(["cross-stack-reference-input-api-standby"]);
  });

  it("wakes the controller on that instance's state changes", () => {
    const { event_pattern } = only(stack.resource, "aws_cloudwatch_event_rule");
    expect(JSON.parse(event_pattern).detail).toEqual({ "instance-id": ["i-0123456789abcdef0"] });
    expect(environmentOf(stack).PRIMARY_INSTANCE_ID).toBe("i-0123456789abcdef0");
  });
});

describe("the failover stack of a primary that is not on EC2", () => {
  const stack = failoverStack("three-workloads", "legacy");

  it("has no rule on state changes, since nobody would announce any", () => {
    expect(stack.resource).not.toHaveProperty("aws_cloudwatch_event_rule");
    expect(stack.resource).not.toHaveProperty("aws_cloudwatch_event_target");
    expect(only(stack.resource, "aws_lambda_permission").principal).toBe("sns.amazonaws.com");
  });

  it("tells no instance of the primary", () => {
    expect(environmentOf(stack).PRIMARY_INSTANCE_ID).toBe("");
    expect(stack.output).not.toHaveProperty("primary_instance_id");
  });
});
