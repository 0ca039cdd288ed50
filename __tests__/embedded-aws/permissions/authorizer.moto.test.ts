import {
  AttachVolumeCommand,
  CreateVolumeCommand,
  DescribeInstancesCommand,
  EC2Client,
  StartInstancesCommand,
} from "@aws-sdk/client-ec2";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, PublishCommand, SetTopicAttributesCommand, SNSClient } from "@aws-sdk/client-sns";
import { type Call, readCall } from "../../../embedded-aws/calls";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { Authorizer } from "../../../embedded-aws/permissions/authorizer";
import { DeployedKeys } from "../../../embedded-aws/permissions/deployed-keys";
import { DeployedPolicies } from "../../../embedded-aws/permissions/deployed-policies";
import { DeployedRights } from "../../../embedded-aws/permissions/deployed-rights";
import { Principals } from "../../../embedded-aws/permissions/principals";
import { roleMay } from "../../../embedded-aws/permissions/role-may";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { runningMoto } from "../running-moto";
import { deployInstance } from "../small-deployment";
import { CAPTURING, captureCall } from "./captured-call";

const REGION = "us-west-2";
const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/controller`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:look`;
const CHECKER = "54.228.16.10";

const moto = runningMoto();
const clock = new VirtualClock(0);
let state: DeployedState;
let rights: DeployedRights;
let authorizer: Authorizer;
let principals: Principals;

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string, Resource: string, more: object = {}) => ({ Effect: "Allow", Action, Resource, ...more });

beforeAll(async () => {
  clock.start();
  state = new DeployedState(clock);
  const keys = new DeployedKeys(state, moto.deployed);
  rights = new DeployedRights(new DeployedPolicies(state, moto.deployed, keys), clock);
  authorizer = new Authorizer(rights, keys);
  principals = new Principals(rights);
  const iam = moto.deployed.iam();
  const trust = allow("sts:AssumeRole", "", {
    Resource: undefined,
    Principal: { Service: "lambda.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
  });
  await iam.send(new CreateRoleCommand({ RoleName: "controller", AssumeRolePolicyDocument: document(trust) }));
});
afterAll(() => clock.stop());

/** Gives the role these rights instead of those that it had. */
async function permit(...statements: object[]) {
  const PolicyDocument = document(...statements);
  await moto.deployed
    .iam()
    .send(new PutRolePolicyCommand({ RoleName: "controller", PolicyName: "rights", PolicyDocument }));
  state.changed("iam");
}

async function bucketWith(name: string, ...statements: object[]) {
  const s3 = moto.deployed.s3(REGION);
  const CreateBucketConfiguration = { LocationConstraint: REGION } as const;
  await s3.send(new CreateBucketCommand({ Bucket: name, CreateBucketConfiguration }));
  if (statements.length > 0)
    await s3.send(new PutBucketPolicyCommand({ Bucket: name, Policy: document(...statements) }));
  state.changed("s3");
}

async function asFunction(sending: Promise<unknown>) {
  const call = await captureCall(sending);
  const { accessKeyId } = await principals.assumeAsService(ROLE, "lambda.amazonaws.com", "look", FUNCTION);
  return authorizer.authorize(principals.of(accessKeyId, undefined), call);
}

const EC2 = new EC2Client(CAPTURING);
const S3 = new S3Client({ ...CAPTURING, forcePathStyle: true });
const SNS = new SNSClient(CAPTURING);
const start = (id: string) => EC2.send(new StartInstancesCommand({ InstanceIds: [id] }));
const get = (Bucket: string, Key: string) => S3.send(new GetObjectCommand({ Bucket, Key }));
const anonymously = (path: string): Call => readCall({ method: "GET", url: path, headers: {}, body: Buffer.alloc(0) });

test("a role session may do what its role's policy says, and its changes count at once", async () => {
  const instance = (id: string) => `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${id}`;
  await permit(
    allow("ec2:StartInstances", instance("i-1")),
    allow("ec2:DescribeInstances", "*", { Condition: { StringEquals: { "aws:RequestedRegion": REGION } } }),
  );
  expect(await asFunction(start("i-1"))).toEqual({ allowed: true });
  expect(await asFunction(EC2.send(new DescribeInstancesCommand({})))).toEqual({ allowed: true });
  expect(await asFunction(start("i-2"))).toMatchObject({
    allowed: false,
    code: "UnauthorizedOperation",
    message: expect.stringContaining(
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/controller/look is not authorized to perform: ec2:StartInstances on ` +
        `resource: ${instance("i-2")} because no identity-based policy allows the ec2:StartInstances action (no statement ` +
        "of policy rights of role controller",
    ),
    denial: {
      status: 403,
      contentType: "text/xml",
      refused: { action: "ec2:StartInstances", roleArn: expect.stringMatching(/:role\/controller$/) },
    },
  });
  await permit(allow("ec2:DescribeInstances", "*"));
  expect(await asFunction(start("i-1"))).toMatchObject({ allowed: false });
});

test("an object that is absent is only shown to be so to those who may list", async () => {
  await bucketWith("memory");
  await permit(allow("s3:GetObject", "arn:aws:s3:::memory/*"));
  expect(await asFunction(get("memory", "state"))).toMatchObject({ allowed: false, code: "AccessDenied", status: 403 });
  await permit(allow("s3:GetObject", "arn:aws:s3:::memory/*"), allow("s3:ListBucket", "arn:aws:s3:::memory"));
  expect(await asFunction(get("memory", "state"))).toEqual({ allowed: true });
});

test("checkers read a lock by the bucket's policy, and others do not", async () => {
  const Condition = { IpAddress: { "aws:SourceIp": ["54.228.16.0/26", "15.177.0.0/18"] } };
  const more = { Principal: "*", Condition };
  await bucketWith(
    "lock",
    allow("s3:GetObject", "arn:aws:s3:::lock/lock", more),
    allow("s3:ListBucket", "arn:aws:s3:::lock", more),
  );
  const from = (address: string | undefined, path: string) =>
    authorizer.authorize(principals.of("anonymous", address), anonymously(path));
  expect(await from(CHECKER, "/lock/lock")).toEqual({ allowed: true });
  expect(await from("10.0.0.1", "/lock/lock")).toMatchObject({ allowed: false, status: 403 });
  expect(await from(undefined, "/lock/lock")).toMatchObject({ allowed: false });
  expect(await from(CHECKER, "/lock/memory")).toMatchObject({ allowed: false });
});

test("an object that KMS encrypts is for no anonymous caller", async () => {
  await bucketWith("sealed", allow("s3:GetObject", "arn:aws:s3:::sealed/*", { Principal: "*" }));
  const sealed = { Bucket: "sealed", Key: "lock", Body: "x", ServerSideEncryption: "aws:kms" } as const;
  await moto.deployed.s3(REGION).send(new PutObjectCommand(sealed));
  expect(await authorizer.authorize(principals.of("anonymous", CHECKER), anonymously("/sealed/lock"))).toMatchObject({
    allowed: false,
    message: expect.stringContaining("KMS"),
  });
});

test("a topic's policy that names the role is enough, and one that denies it outweighs the role's", async () => {
  const sns = moto.deployed.sns(REGION);
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "alerts" }));
  const setPolicy = async (statement: object) => {
    const AttributeValue = document({ ...statement, Principal: { AWS: ROLE } });
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    state.changed("sns");
  };
  const publish = () => asFunction(SNS.send(new PublishCommand({ TopicArn, Message: "x" })));
  await permit(allow("ec2:DescribeInstances", "*"));
  await setPolicy(allow("SNS:Publish", TopicArn!));
  expect(await publish()).toEqual({ allowed: true });
  await permit(allow("sns:*", "*"));
  await setPolicy({ ...allow("SNS:Publish", TopicArn!), Effect: "Deny" });
  expect(await publish()).toMatchObject({ allowed: false, code: "AuthorizationError" });
});

test("a start whose caller may not use the volume's own key is taken and fails later", async () => {
  const { instanceId } = await deployInstance(moto.deployed, REGION, { port: 80 });
  await permit(allow("ec2:StartInstances", "*"));
  expect(await asFunction(start(instanceId))).toEqual({ allowed: true });
  const keyArn = await createKey();
  const ec2 = moto.deployed.ec2(REGION);
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
  const AvailabilityZone = Reservations![0]!.Instances![0]!.Placement!.AvailabilityZone;
  const made = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone, Size: 1, Encrypted: true, KmsKeyId: keyArn }),
  );
  await ec2.send(new AttachVolumeCommand({ VolumeId: made.VolumeId, InstanceId: instanceId, Device: "/dev/sdf" }));
  state.changed("ec2");
  expect(await asFunction(start(instanceId))).toMatchObject({
    allowed: true,
    failsLater: expect.stringMatching(/Client\.InternalError.*kms:CreateGrant/),
  });
  const Condition = { Bool: { "kms:GrantIsForAWSResource": "true" } };
  await permit(allow("ec2:StartInstances", "*"), allow("kms:CreateGrant", keyArn, { Condition }));
  expect(await asFunction(start(instanceId))).toEqual({ allowed: true });
});

test("a role is assumed only by whom and for whom its trust policy says", async () => {
  await expect(principals.assumeAsService(ROLE, "events.amazonaws.com", "x", FUNCTION)).rejects.toThrow(
    "events.amazonaws.com cannot assume role arn:aws:iam::123456789012:role/controller",
  );
  const elsewhere = FUNCTION.replace(ACCOUNT, "210987654321");
  await expect(principals.assumeAsService(ROLE, "lambda.amazonaws.com", "x", elsewhere)).rejects.toThrow(
    "trust policy",
  );
  await expect(principals.assumeAsService(`${ROLE}-2`, "lambda.amazonaws.com", "x", FUNCTION)).rejects.toThrow(
    "not exist",
  );
});

test("every other key is the account's owner, who may do everything", async () => {
  expect(await authorizer.authorize(principals.of("OPERATOR", undefined), await captureCall(start("i-9")))).toEqual({
    allowed: true,
  });
});

test("a call that the table does not know is refused and says where to add it", async () => {
  await permit(allow("*", "*"));
  const sending = EC2.send(new CreateVolumeCommand({ AvailabilityZone: "us-west-2a" }));
  expect(await asFunction(sending)).toMatchObject({
    allowed: false,
    message: expect.stringContaining("ec2:CreateVolume, for which the embedded AWS does not know"),
  });
});

test("a service that delivers with a role needs its trust and its policy", async () => {
  const request = {
    service: "lambda.amazonaws.com",
    action: "lambda:InvokeFunction",
    resource: FUNCTION,
    sourceArn: FUNCTION,
  };
  await permit(allow("lambda:InvokeFunction", FUNCTION));
  expect(await roleMay(rights)(ROLE, request)).toEqual({ allowed: true });
  expect(await roleMay(rights)(ROLE, { ...request, service: "scheduler.amazonaws.com" })).toMatchObject({
    reason: expect.stringContaining("the trust policy of role controller"),
  });
  await permit(allow("lambda:InvokeFunction", `${FUNCTION}-2`));
  expect(await roleMay(rights)(ROLE, request)).toMatchObject({
    allowed: false,
    reason: expect.stringContaining("no statement of policy rights of role controller allows lambda:InvokeFunction"),
  });
});

async function createKey(): Promise<string> {
  const scope = `TEST/20250101/${REGION}/kms/aws4_request`;
  const response = await fetch(moto.endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      "x-amz-target": "TrentService.CreateKey",
    },
    body: "{}",
  });
  return ((await response.json()) as { KeyMetadata: { Arn: string } }).KeyMetadata.Arn;
}
