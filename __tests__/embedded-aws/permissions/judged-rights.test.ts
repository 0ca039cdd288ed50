import type { DeployedPolicies } from "../../../embedded-aws/permissions/deployed-policies";
import { DeployedRights } from "../../../embedded-aws/permissions/deployed-rights";
import { JudgedRights } from "../../../embedded-aws/permissions/judged-rights";
import { readPolicy } from "../../../embedded-aws/permissions/policy";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

const roleArn = "arn:aws:iam::123456789012:role/r";
const Statement = [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" }];
const policy = readPolicy("the role's policy", JSON.stringify({ Version: "2012-10-17", Statement }));
const policies: Pick<DeployedPolicies, "ofRole" | "ofResource"> = {
  ofRole: async () => ({ identity: [policy], trust: policy }),
  ofResource: async () => undefined,
};

async function judgedAfter(...needed: [kind: "role session" | "owner", action: string, resource: string][]) {
  const judged = new JudgedRights();
  const rights = new DeployedRights(policies as DeployedPolicies, new VirtualClock(0), judged);
  for (const [kind, action, resource] of needed) {
    const principal = kind === "owner" ? ({ kind } as const) : ({ kind, roleArn, sessionName: "s" } as const);
    await rights.judge(principal, { action, resource }, "us-east-1");
  }
  return judged.all.map(({ verdict, ...right }) => [right.action, right.resource, verdict.allowed]);
}

test("a right that a role needed is kept with the verdict, once, whether it was given or not", async () => {
  const read = ["role session", "s3:GetObject", "arn:aws:s3:::b/k"] as const;
  const write = ["role session", "s3:PutObject", "arn:aws:s3:::b/k"] as const;
  expect(await judgedAfter([...read], [...write], [...read])).toEqual([
    ["s3:GetObject", "arn:aws:s3:::b/k", true],
    ["s3:PutObject", "arn:aws:s3:::b/k", false],
  ]);
});

test("a verdict names the statement that gave the right", async () => {
  const judged = new JudgedRights();
  const rights = new DeployedRights(policies as DeployedPolicies, new VirtualClock(0), judged);
  const right = { action: "s3:GetObject", resource: "arn:aws:s3:::b/k" };
  await rights.judge({ kind: "role session", roleArn, sessionName: "s" }, right, "us-east-1");
  expect(judged.all).toEqual([{ roleArn, ...right, verdict: { allowed: true, by: "Read of the role's policy" } }]);
});

test("what the account's owner does is nobody's right that could be taken away", async () => {
  expect(await judgedAfter(["owner", "s3:GetObject", "arn:aws:s3:::b/k"])).toEqual([]);
});
