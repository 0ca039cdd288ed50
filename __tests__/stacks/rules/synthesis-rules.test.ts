import { readdirSync } from "node:fs";
import path from "node:path";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { Ec2InstanceState } from "@cdktf/provider-aws/lib/ec2-instance-state";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3BucketAcl } from "@cdktf/provider-aws/lib/s3-bucket-acl";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { type App, Aspects, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { PrivateBucket } from "../../../constructs/private-bucket";
import { SynthesisRules } from "../../../stacks/rules/synthesis-rules";
import { synthesize } from "../../../stacks/synthesize";
import { addWorkloadStacks } from "../../../stacks/workload-stacks";
import { configuration } from "../../configurations";
import { ZIP } from "../../synth";
import { temporaryFolder } from "../../temporary-folder";

const SERVICE_PORT = 8443;
const parent = temporaryFolder();

/** What the synthesis of an app says, or nothing where it succeeds. */
function refusal(build: (app: App) => void): string | undefined {
  try {
    synthesize(path.join(parent, "cdktf.out"), build);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

type Build = (scope: Construct, provider: AwsProvider) => void;

function refusalOfStack(...builds: Build[]): string | undefined {
  return refusal((app) => {
    const stack = new TerraformStack(app, "www-standby");
    const provider = new AwsProvider(stack, "aws", { alias: "standby" });
    Aspects.of(stack).add(new SynthesisRules(SERVICE_PORT));
    for (const build of builds) build(stack, provider);
  });
}

const soundInstance = {
  ami: "ami-1",
  instanceType: "t3.micro",
  metadataOptions: { httpTokens: "required" },
  rootBlockDevice: { encrypted: true },
};
const everything = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });

const BAD: Record<string, [Build, violation: string]> = {
  "a resource without a provider": [(scope) => new Eip(scope, "bad"), "aws_eip names no provider"],
  "a security group open to the world on another port": [
    (scope, provider) => {
      const ssh = { protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"] };
      new SecurityGroup(scope, "bad", { provider, ingress: [ssh] });
    },
    "Opens tcp ports 22-22 to the world",
  ],
  IMDSv1: [
    (scope, provider) => new Instance(scope, "bad", { provider, ...soundInstance, metadataOptions: {} }),
    "aws_instance answers IMDSv1",
  ],
  "unencrypted storage": [
    (scope, provider) => new EbsVolume(scope, "bad", { provider, availabilityZone: "us-east-1a", size: 1 }),
    "The volume is not encrypted",
  ],
  "a public bucket": [
    (scope, provider) => new S3BucketAcl(scope, "bad", { provider, bucket: "shop", acl: "public-read" }),
    "The ACL public-read opens a bucket to everybody",
  ],
  "a lock bucket with KMS": [
    (scope, provider) => {
      const lock = new PrivateBucket(scope, "lock", { provider, namePrefix: "pilot-light-", part: "lock-bucket" });
      new S3BucketServerSideEncryptionConfigurationA(scope, "bad", {
        provider,
        bucket: lock.bucket.id,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }],
      });
    },
    "The lock bucket is encrypted with KMS",
  ],
  "a wildcard action": [
    (scope, provider) => new IamRolePolicy(scope, "bad", { provider, role: "shop", policy: everything }),
    "The policy allows *",
  ],
  associate_public_ip_address: [
    (scope, provider) => new Instance(scope, "bad", { provider, ...soundInstance, associatePublicIpAddress: true }),
    "associatePublicIpAddress forces the replacement",
  ],
  aws_ec2_instance_state: [
    (scope, provider) => new Ec2InstanceState(scope, "bad", { provider, instanceId: "i-1", state: "stopped" }),
    "Terraform must not manage a power state",
  ],
};

it.each(Object.keys(BAD))("fails a synthesis on %s, and names the construct", (name) => {
  const [build, violation] = BAD[name]!;
  expect(refusalOfStack(build)).toContain(`www-standby/bad: ${violation}`);
});

it("lets a sound stack pass", () => {
  expect(
    refusalOfStack(
      (scope, provider) => new Instance(scope, "server", { provider, ...soundInstance }),
      (scope, provider) => new PrivateBucket(scope, "store", { provider, namePrefix: "shop-", part: "lock-bucket" }),
    ),
  ).toBeUndefined();
});

it("reports all violations of a stack at once, and no way to ignore them", () => {
  const message = refusalOfStack(
    (scope) => new Eip(scope, "first"),
    (scope) => new Eip(scope, "second"),
    (scope, provider) => new Ec2InstanceState(scope, "third", { provider, instanceId: "i-1", state: "stopped" }),
  );
  expect(message!.match(/^\[www-standby\] www-standby\/\w+/gm)).toEqual([
    "[www-standby] www-standby/first",
    "[www-standby] www-standby/second",
    "[www-standby] www-standby/third",
  ]);
  expect(message).not.toContain("CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS");
});

it.each(["www-primary", "www-standby", "www-failover"])("watches over the stack %s", (name) => {
  const message = refusal((app) => {
    addWorkloadStacks(app, configuration("smallest"), ZIP);
    new Eip(app.node.findChild(name), "bad");
  });
  expect(message).toContain(`[${name}] ${name}/bad: aws_eip names no provider`);
});

it("knows every rule of its folder", () => {
  const folder = path.join("stacks", "rules");
  const notRules = ["policy-statements.ts", "rule.ts", "synthesis-rules.ts"];
  const rules = readdirSync(folder).filter((file) => !notRules.includes(file));
  expect(rules).toHaveLength(Object.keys(BAD).length);
});
