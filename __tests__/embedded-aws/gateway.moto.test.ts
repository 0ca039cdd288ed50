import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { prepareAccount } from "../../embedded-aws/account";
import { startGateway } from "../../embedded-aws/gateway";
import { runningGateway } from "./running-gateway";
import { runningMoto } from "./running-moto";

const moto = runningMoto();
const through = runningGateway(moto, "OPERATOR");

beforeAll(async () => {
  await prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: [],
    buckets: [{ name: "a-bucket", region: "us-west-2" }],
  });
});

test("a client's call reaches moto, its answer comes back, and the log tells of it", async () => {
  const { Vpcs } = await through.clients.ec2("eu-west-1").send(new DescribeVpcsCommand({}));
  expect(Vpcs).toHaveLength(1);
  expect(through.gateway.log.lastLines(1)).toEqual([
    expect.stringMatching(/^\S+Z {2}OPERATOR {2}eu-west-1 {2}ec2 {2}DescribeVpcs {2}200$/),
  ]);
});

test("a body of megabytes passes both ways unchanged", async () => {
  const body = Buffer.alloc(3_000_000, "ab");
  const s3 = through.clients.s3("us-west-2");
  await s3.send(new PutObjectCommand({ Bucket: "a-bucket", Key: "large", Body: body }));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "a-bucket", Key: "large" }));
  expect(body.equals(await Body!.transformToByteArray())).toBe(true);
});

test("an error of AWS is handed on as it is", async () => {
  const asking = through.clients.ec2("eu-west-1").send(new DescribeVpcsCommand({ VpcIds: ["vpc-0123"] }));
  await expect(asking).rejects.toThrow(expect.objectContaining({ name: "InvalidVpcID.NotFound" }));
  expect(through.gateway.log.lastLines(1)[0]).toMatch(/DescribeVpcs {2}400$/);
});

test("an anonymous caller is logged as one, in the bucket's region", async () => {
  await fetch(`${through.gateway.endpoint}/a-bucket/no-such-key`);
  expect(through.gateway.log.lastLines(1)[0]).toMatch(
    /anonymous {2}us-west-2 {2}s3 {2}GET \/a-bucket\/no-such-key {2}40[34]$/,
  );
});

test("a bucket's region is asked again after a call that may have changed it", async () => {
  const regionOfLast = async (bucket: string) => {
    await fetch(`${through.gateway.endpoint}/${bucket}/key`);
    return through.gateway.log.calls.at(-1)!.call.region;
  };
  expect(await regionOfLast("moves")).toBeUndefined();
  const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" } as const;
  const s3 = through.clients.s3("eu-central-1");
  await s3.send(new CreateBucketCommand({ Bucket: "moves", CreateBucketConfiguration }));
  expect(await regionOfLast("moves")).toBe("eu-central-1");
  await through.clients.s3("us-east-1").send(new CreateBucketCommand({ Bucket: "old" }));
  expect(await regionOfLast("old")).toBe("us-east-1");
});

test("an answer to HEAD tells the length of what it leaves out", async () => {
  const s3 = through.clients.s3("us-west-2");
  await s3.send(new PutObjectCommand({ Bucket: "a-bucket", Key: "four", Body: "four" }));
  const { ContentLength, LastModified } = await s3.send(new HeadObjectCommand({ Bucket: "a-bucket", Key: "four" }));
  expect([ContentLength, LastModified]).toEqual([4, expect.any(Date)]);
});

test("listeners know of a call before its caller has the answer", async () => {
  const order: string[] = [];
  through.gateway.onCall(({ action }) => void order.push(action));
  await through.clients.ec2("eu-west-1").send(new DescribeVpcsCommand({}));
  order.push("answered");
  expect(order).toEqual(["DescribeVpcs", "answered"]);
});

test("the published ranges of Route 53's checkers can be read by URL, as aws_ip_ranges does", async () => {
  const document = (await (await fetch(through.gateway.ipRangesUrl)).json()) as { prefixes: object[] };
  expect(document).toMatchObject({ syncToken: expect.stringMatching(/^\d+$/), createDate: expect.any(String) });
  expect(document.prefixes.length).toBeGreaterThan(10);
  for (const prefix of document.prefixes)
    expect(prefix).toMatchObject({
      ip_prefix: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+\/\d+$/),
      service: "ROUTE53_HEALTHCHECKS",
      region: expect.any(String),
    });
});

test("a moto that does not answer is a bad gateway, and the log says so", async () => {
  const orphan = await startGateway({ motoEndpoint: "http://127.0.0.1:1" });
  const response = await fetch(`${orphan.endpoint}/bucket`);
  expect(response.status).toBe(502);
  expect(await response.text()).toMatch(/^no answer from moto: connect ECONNREFUSED/);
  expect(orphan.log.lastLines(1)[0]).toMatch(/no answer from moto: connect ECONNREFUSED/);
  await orphan.stop();
  await orphan.stop();
});
