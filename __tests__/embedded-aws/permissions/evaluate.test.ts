import { globalContext } from "../../../embedded-aws/permissions/condition-context";
import { evaluate } from "../../../embedded-aws/permissions/evaluate";
import { readPolicy } from "../../../embedded-aws/permissions/policy";
import type { Principal } from "../../../embedded-aws/permissions/principal";

const ACCOUNT = "123456789012";
const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/controller`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/controller/run`;
const BUCKET = "arn:aws:s3:::bucket";
const OBJECT = `${BUCKET}/key`;
const CALLER: Principal = { kind: "role session", roleArn: ROLE, sessionName: "run" };
const ANYBODY: Principal = { kind: "anonymous", address: "54.228.16.10" };

type Statement = Record<string, unknown>;
interface Case {
  principal?: Principal;
  action?: string;
  resource?: string;
  identity?: Statement[];
  boundary?: Statement[];
  bucket?: Statement[];
  mustAllow?: boolean;
}

const policy = (name: string, Statement: Statement[]) =>
  readPolicy(name, JSON.stringify({ Version: "2012-10-17", Statement }));
const ALLOW = { Effect: "Allow", Action: "s3:GetObject", Resource: OBJECT };
const DENY = { ...ALLOW, Effect: "Deny" };
const to = (Principal: unknown) => ({ ...ALLOW, Principal });
const AWS = (arn: string) => to({ AWS: arn });

function judge(given: Case) {
  const { principal = CALLER, action = "s3:GetObject", resource = OBJECT, identity, boundary, bucket } = given;
  const context = globalContext(principal, { now: 0, region: "us-east-1" });
  return evaluate(
    { principal, action, resource, context },
    {
      identity: identity ? [policy("the role's policy", identity)] : [],
      ...(boundary ? { boundary: policy("the boundary", boundary) } : {}),
      ...(bucket
        ? { resource: { policy: policy("the bucket's policy", bucket), mustAllow: given.mustAllow ?? false } }
        : {}),
    },
  );
}

test.each<[string, Case]>([
  ["an identity policy alone", { identity: [ALLOW] }],
  ["a resource policy that names the role alone", { bucket: [AWS(ROLE)] }],
  ["a resource policy that names the session alone", { bucket: [AWS(SESSION)] }],
  ["a resource policy for everybody", { bucket: [to("*")] }],
  ["a resource policy for every AWS principal", { bucket: [AWS("*")] }],
  ["an identity policy and a boundary that both allow", { identity: [ALLOW], boundary: [ALLOW] }],
  ["a resource policy that names the session, past a boundary", { boundary: [], bucket: [AWS(SESSION)] }],
  ["an action in another case, with wildcards", { identity: [{ ...ALLOW, Action: ["S3:get?bject*"] }] }],
  ["every action but others", { identity: [{ Effect: "Allow", NotAction: "s3:Delete*", Resource: "*" }] }],
  ["every resource but others", { identity: [{ Effect: "Allow", Action: "*", NotResource: `${BUCKET}/other` }] }],
  ["a denial of another action", { identity: [ALLOW, { ...DENY, Action: "s3:PutObject" }] }],
  ["a denial of another resource", { identity: [ALLOW, { ...DENY, Resource: `${BUCKET}/other` }] }],
  [
    "a denial whose condition is not met",
    { identity: [ALLOW, { ...DENY, Condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } } }] },
  ],
  [
    "a denial for all but the caller, by all of its names",
    { identity: [ALLOW], bucket: [{ ...DENY, NotPrincipal: { AWS: [SESSION, ROLE, ACCOUNT] } }] },
  ],
  ["a key policy that names the role", { mustAllow: true, bucket: [AWS(ROLE)] }],
  [
    "a key policy that lets the account decide, and an identity policy",
    { mustAllow: true, identity: [ALLOW], bucket: [AWS(`arn:aws:iam::${ACCOUNT}:root`)] },
  ],
  ["a bucket policy for everybody, to anybody", { principal: ANYBODY, bucket: [to("*")] }],
  [
    "a bucket policy for the caller's addresses, to anybody",
    { principal: ANYBODY, bucket: [{ ...to("*"), Condition: { IpAddress: { "aws:SourceIp": ["54.228.16.0/26"] } } }] },
  ],
  [
    "a resource of the caller's own by a variable",
    {
      identity: [{ ...ALLOW, Resource: "arn:aws:s3:::bucket/${aws:PrincipalAccount}/*" }],
      resource: `${BUCKET}/${ACCOUNT}/x`,
    },
  ],
  [
    "both sides, where the resource is in another account",
    {
      action: "sns:Publish",
      resource: "arn:aws:sns:us-east-1:210987654321:topic",
      identity: [{ Effect: "Allow", Action: "sns:*", Resource: "*" }],
      bucket: [{ Effect: "Allow", Action: "sns:Publish", Resource: "*", Principal: { AWS: ACCOUNT } }],
    },
  ],
])("%s allows", (_, given) => {
  expect(judge(given)).toMatchObject({ allowed: true });
});

test.each<[string, Case, string]>([
  ["no policy at all", {}, "no statement of any policy (there is none) allows s3:GetObject on arn:aws:s3:::bucket/key"],
  ["policies that say nothing of it", { identity: [{ ...ALLOW, Action: "s3:PutObject" }] }, "the role's policy"],
  ["a policy for another object", { identity: [{ ...ALLOW, Resource: `${BUCKET}/k` }] }, "no statement"],
  ["an explicit denial beside an allowance", { identity: [ALLOW, DENY] }, "statement 2 of the role's policy denies"],
  [
    "a denial in the resource policy",
    { identity: [ALLOW], bucket: [{ ...DENY, Principal: "*" }] },
    "the bucket's policy denies",
  ],
  [
    "a denial in the resource policy for the account",
    { identity: [ALLOW], bucket: [{ ...DENY, Principal: { AWS: ACCOUNT } }] },
    "denies",
  ],
  ["a denial in the identity policy against the resource policy", { identity: [DENY], bucket: [AWS(ROLE)] }, "denies"],
  ["a boundary that says nothing of it", { identity: [ALLOW], boundary: [] }, "the boundary"],
  ["a boundary, although the resource policy names the role", { boundary: [], bucket: [AWS(ROLE)] }, "the boundary"],
  ["a resource policy that only lets the account decide", { bucket: [AWS(ACCOUNT)] }, "no statement"],
  ["a resource policy that names another role", { bucket: [AWS(`${ROLE}-2`)] }, "no statement"],
  [
    "a resource policy that names roles by a wildcard",
    { bucket: [AWS(`arn:aws:iam::${ACCOUNT}:role/*`)] },
    "no statement",
  ],
  ["a resource policy without a principal", { bucket: [ALLOW] }, "no statement"],
  [
    "an identity policy where the key policy says nothing",
    { mustAllow: true, identity: [ALLOW], bucket: [] },
    "the bucket's policy",
  ],
  ["a key policy that lets the account decide, alone", { mustAllow: true, bucket: [AWS(ACCOUNT)] }, "no statement"],
  [
    "a denial for all but the caller's role, since its account is not excepted",
    { identity: [ALLOW], bucket: [{ ...DENY, NotPrincipal: { AWS: [SESSION, ROLE] } }] },
    "denies",
  ],
  [
    "a denial whose operator is unknown",
    { identity: [ALLOW, { ...DENY, Condition: { Odd: { "aws:SourceIp": "x" } } }] },
    "cannot be judged",
  ],
  [
    "an allowance whose operator is unknown",
    { identity: [{ ...ALLOW, Condition: { Odd: { "aws:SourceIp": "x" } } }] },
    "no statement",
  ],
  [
    "a denial on a key that is unknown here",
    { identity: [ALLOW, { ...DENY, Condition: { Null: { "aws:PrincipalTag/a": "true" } } }] },
    "cannot be judged",
  ],
  [
    "an allowance on a region that is not called",
    { identity: [{ ...ALLOW, Condition: { StringEquals: { "aws:RequestedRegion": "us-west-2" } } }] },
    "no statement",
  ],
  [
    "an ARN for an action that knows no resources",
    {
      action: "ec2:DescribeInstances",
      resource: "*",
      identity: [{ ...ALLOW, Action: "ec2:*", Resource: "arn:aws:ec2:*" }],
    },
    "no statement",
  ],
  [
    "a bucket policy for another address",
    { principal: ANYBODY, bucket: [{ ...to("*"), Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }] },
    "no statement",
  ],
  ["a bucket policy for the account, to anybody", { principal: ANYBODY, bucket: [AWS(ACCOUNT)] }, "no statement"],
  [
    "a bucket policy for addresses, to anybody whose address nobody knows",
    {
      principal: { kind: "anonymous", address: undefined },
      bucket: [{ ...to("*"), Condition: { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }],
    },
    "no statement",
  ],
  [
    "an identity policy alone, where the resource is in another account",
    { resource: "arn:aws:sns:us-east-1:210987654321:topic", identity: [{ ...ALLOW, Resource: "*" }] },
    "no statement",
  ],
  [
    "a resource policy alone, where the resource is in another account",
    { resource: "arn:aws:sns:us-east-1:210987654321:topic", bucket: [{ ...AWS(ROLE), Resource: "*" }] },
    "no statement",
  ],
])("%s denies", (_, given, because) => {
  expect(judge(given)).toMatchObject({ allowed: false, because: expect.stringContaining(because) });
});

test("a verdict tells an explicit denial from one by silence, and names the statement", () => {
  expect(judge({ identity: [{ ...ALLOW, Sid: "Read" }] })).toEqual({ allowed: true, by: "Read of the role's policy" });
  expect(judge({ identity: [{ ...DENY, Sid: "Never" }] })).toEqual({
    allowed: false,
    denial: "explicit",
    because: `Never of the role's policy denies s3:GetObject on ${OBJECT}`,
  });
  expect(judge({})).toMatchObject({ denial: "implicit" });
});

test.each([
  [
    "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:*",
    "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/f:log-stream:s",
    true,
  ],
  ["arn:aws:sns:*:123456789012:t", "arn:aws:sns:us-east-1:123456789012:t", true],
  ["arn:aws:sns:*", "arn:aws:sns:us-east-1:123456789012:t", true],
  ["arn:aws:sns:us-*-1:t", "arn:aws:sns:us-east-1:123456789012:t", false],
  ["arn:aws:sns:u*2:t", "arn:aws:sns:us-east-1:123456789012:t", false],
  ["arn:aws:s3:::bucket/a*z", "arn:aws:s3:::bucket/a/b:z", true],
  ["arn:aws:s3:::bucket/a?c", "arn:aws:s3:::bucket/a:c", true],
  ["arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false],
  ["arn:aws:s3:::bucket.", "arn:aws:s3:::bucketx", false],
  ["arn:aws:s3:::bucket/${aws:username}", "arn:aws:s3:::bucket/${aws:username}", false],
  ["arn:aws:s3:::bucket/${*}", "arn:aws:s3:::bucket/x", false],
])("a statement on %s and %s: %s", (Resource, resource, allowed) => {
  expect(judge({ resource, identity: [{ ...ALLOW, Resource }] }).allowed).toBe(allowed);
});

test("a policy that is none is named", () => {
  expect(() => readPolicy("policy p of role r", '{"Statement":[{"Effect":"Maybe"}]}')).toThrow(
    /policy p of role r.*"Maybe", allowed are "Allow" and "Deny"/,
  );
});

test("only a policy of version 2012-10-17 knows variables", () => {
  const Statement = [{ ...ALLOW, Resource: "${aws:PrincipalAccount}" }];
  expect(readPolicy("p", JSON.stringify({ Version: "2012-10-17", Statement })).knowsVariables).toBe(true);
  expect(readPolicy("p", JSON.stringify({ Version: "2008-10-17", Statement })).knowsVariables).toBe(false);
});
