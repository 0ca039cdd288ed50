import { bucketOf, readCall } from "../../embedded-aws/calls";

const SIGNED = (service: string, region: string) =>
  `AWS4-HMAC-SHA256 Credential=OPERATOR/20250101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

const call = (given: { method?: string; url?: string; headers?: Record<string, string>; body?: string }) =>
  readCall({ method: "POST", url: "/", headers: {}, ...given, body: Buffer.from(given.body ?? "") });

test("a query call is known by its signature's scope and its form's action", () => {
  const found = call({
    headers: {
      authorization: SIGNED("ec2", "us-west-2"),
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    },
    body: "Action=StopInstances&InstanceId.1=i-1",
  });
  expect(found).toMatchObject({ who: "OPERATOR", service: "ec2", region: "us-west-2", action: "StopInstances" });
  expect(found.parameters.get("InstanceId.1")).toBe("i-1");
});

test("a JSON call is known by its target", () => {
  const headers = { authorization: SIGNED("events", "eu-west-1"), "x-amz-target": "AWSEvents.PutRule" };
  expect(call({ headers })).toMatchObject({ service: "events", region: "eu-west-1", action: "PutRule" });
});

test("a Smithy RPC call is known by its path", () => {
  const headers = { authorization: SIGNED("monitoring", "us-east-1") };
  const url = "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm";
  expect(call({ url, headers }).action).toBe("PutMetricAlarm");
});

test("a REST call is known by its method and path", () => {
  const found = call({
    method: "PUT",
    url: "/bucket/key?x-id=PutObject",
    headers: { authorization: SIGNED("s3", "us-east-2") },
  });
  expect(found).toMatchObject({ service: "s3", region: "us-east-2", action: "PUT /bucket/key" });
});

test.each(["iam", "route53"])("%s counts as us-east-1, wherever the client signed for", (service) => {
  expect(call({ headers: { authorization: SIGNED(service, "eu-central-1") } }).region).toBe("us-east-1");
});

test("a presigned call carries its scope in the query", () => {
  const url = "/bucket/key?X-Amz-Credential=FUNCTION%2F20250101%2Fus-west-1%2Fs3%2Faws4_request&X-Amz-Signature=0";
  expect(call({ method: "GET", url })).toMatchObject({ who: "FUNCTION", service: "s3", region: "us-west-1" });
});

test("an unsigned call is an anonymous one to S3, of no known region", () => {
  expect(call({ method: "GET", url: "/bucket/failover-lock" })).toMatchObject({
    who: "anonymous",
    service: "s3",
    region: undefined,
    action: "GET /bucket/failover-lock",
  });
});

test.each([
  ["in the header", { headers: { authorization: "AWS FUNCTION:c2lnbmF0dXJl" } }],
  ["in the query", { url: "/bucket/key?AWSAccessKeyId=FUNCTION&Expires=1&Signature=0" }],
])("S3's older signature says who calls, %s, and no region", (_, given) => {
  expect(call({ method: "GET", ...given })).toMatchObject({ who: "FUNCTION", service: "s3", region: undefined });
});

test("a call keeps its request: method, address, headers and body", () => {
  const found = call({ method: "PUT", url: "/bucket/key?acl", headers: { "if-none-match": "*" }, body: "text" });
  expect(found).toMatchObject({ method: "PUT", url: "/bucket/key?acl", headers: { "if-none-match": "*" } });
  expect(found.body.toString()).toBe("text");
});

test.each([
  ["a path", "/bucket/a/key?acl", {}, "bucket"],
  ["a path that is the bucket alone", "/bucket?location", {}, "bucket"],
  ["a host", "/a/key", { host: "bucket.s3.us-west-2.amazonaws.com" }, "bucket"],
  ["an older host", "/a/key", { host: "bucket.s3.amazonaws.com:80" }, "bucket"],
  ["the list of buckets has none", "/", {}, undefined],
])("the bucket of a call is read from %s", (_, url, headers, bucket) => {
  expect(bucketOf(call({ method: "GET", url, headers }))).toBe(bucket);
});
