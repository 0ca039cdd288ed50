import type { TerraformResource } from "cdktf";
import { Controller } from "../../constructs/controller";
import { controllerEnvironment } from "../../constructs/controller-environment";
import { workload } from "../configurations";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { ZIP } from "../synth";
import { only } from "../synthesized";

function synthesizeController(stateChangeRuleArn?: string) {
  const environment = controllerEnvironment({
    workload: workload(),
    standbyRegion: "eu-west-1",
    primaryAddress: "203.0.113.10",
    primaryInstanceId: undefined,
    standbyAddress: "203.0.113.20",
    standbyInstanceId: "STANDBY",
    nameServers: "ns1.example.com",
    alertTopicArn: "TOPIC_ARN",
    lockBucket: "BUCKET",
    promisedRecoverySeconds: 145,
  });
  let ready: string[] = [];
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    const controller = new Controller(scope, "controller", {
      provider: standby,
      standbyRegion: "eu-west-1",
      accountId: "ACCOUNT",
      workload: workload(),
      zip: ZIP,
      environment,
      rights: {
        standbyInstanceArn: "INSTANCE_ARN",
        mayChangeType: false,
        standbyVolumeKeyArn: "KEY_ARN",
        lockBucketArn: "BUCKET_ARN",
        alertTopicArn: "TOPIC_ARN",
      },
      stateChangeRuleArn,
    });
    ready = controller.ready.map((each) => (each as TerraformResource).terraformResourceType);
  });
  return { resource, ready, environment };
}

describe("the controller", () => {
  const { resource, ready, environment } = synthesizeController();
  const controller = only(resource, "aws_lambda_function");
  const deadLetters = "${aws_sqs_queue.controller_dead-letters_queue.arn}";

  it("is a function that a person finds by the workload's name and reads about", () => {
    expect(controller).toMatchObject({
      function_name: "pilot-light-shop",
      description: "Pilot Light: watches shop.example.com and ignites its standby in eu-west-1",
      tags: { "pilot-light:part": "controller" },
    });
  });

  it("runs one version of the zip's object", () => {
    const object = "aws_s3_object.controller_artifact_zip";
    expect(controller).toMatchObject({
      s3_bucket: `\${${object}.bucket}`,
      s3_key: `\${${object}.key}`,
      s3_object_version: `\${${object}.version_id}`,
      source_code_hash: ZIP.sha256,
    });
  });

  it("keeps its zip in a versioned bucket of its own, where a changed zip is a new version", () => {
    expect(only(resource, "aws_s3_bucket").tags).toEqual({ "pilot-light:part": "artifact-bucket" });
    expect(only(resource, "aws_s3_object")).toMatchObject({
      bucket: "${aws_s3_bucket.controller_artifact_store_bucket.id}",
      source_hash: ZIP.sha256,
      depends_on: expect.arrayContaining(["aws_s3_bucket_versioning.controller_artifact_store_versioning"]),
    });
  });

  it("leaves the tags to the bucket: S3 allows an object ten, and the file may name more", () => {
    expect(only(resource, "aws_s3_object").override_provider).toEqual({ default_tags: { tags: {} } });
  });

  it("runs on Node 22 and arm64", () => {
    expect(controller).toMatchObject({ runtime: "nodejs22.x", architectures: ["arm64"], handler: "index.handler" });
  });

  it("has 90 seconds and 512 MB", () => {
    expect(controller).toMatchObject({ timeout: 90, memory_size: 512 });
  });

  it("is told all that the contract names", () => {
    expect(controller.environment).toEqual({ variables: environment });
  });

  it("writes a log that expires and is deleted with it", () => {
    expect(only(resource, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/pilot-light-shop",
      retention_in_days: 90,
    });
  });

  it("begins with its log and its rights in place", () => {
    expect(controller.depends_on).toEqual([
      "aws_cloudwatch_log_group.controller_log",
      "aws_iam_role_policy.controller_permissions",
    ]);
  });

  it("is never called again for an order that failed or is two minutes old: that goes to the queue", () => {
    expect(only(resource, "aws_lambda_function_event_invoke_config")).toMatchObject({
      function_name: "${aws_lambda_function.controller_function.function_name}",
      maximum_event_age_in_seconds: 120,
      maximum_retry_attempts: 0,
      destination_config: { on_failure: { destination: deadLetters } },
      depends_on: ["aws_iam_role_policy.controller_permissions"],
    });
  });

  it("has a role that only Lambda assumes, with rights on its own log and queue", () => {
    const role = only(resource, "aws_iam_role");
    expect(statements(role.assume_role_policy)).toMatchObject([{ Principal: { Service: "lambda.amazonaws.com" } }]);
    const resources = statements(only(resource, "aws_iam_role_policy").policy).flatMap(({ Resource }) => Resource);
    expect(resources).toContain("arn:aws:sqs:eu-west-1:ACCOUNT:pilot-light-shop-not-handled");
    expect(resources).toContain("${aws_cloudwatch_log_group.controller_log.arn}:*");
  });

  it("is ready when calls that fail are kept", () => {
    expect(ready).toEqual(["aws_lambda_function", "aws_lambda_function_event_invoke_config"]);
  });
});

describe("the controller's dead-letter queue", () => {
  it("takes what the rule on state changes could not deliver", () => {
    const [statement] = statements(only(synthesizeController("RULE_ARN").resource, "aws_sqs_queue").policy);
    expect(statement).toMatchObject({
      Principal: { Service: "events.amazonaws.com" },
      Resource: ["arn:aws:sqs:eu-west-1:ACCOUNT:pilot-light-shop-not-handled"],
      Condition: { ArnEquals: { "aws:SourceArn": "RULE_ARN" } },
    });
  });

  it("takes nothing of the kind where no such rule exists", () => {
    expect(only(synthesizeController().resource, "aws_sqs_queue")).not.toHaveProperty("policy");
  });
});
