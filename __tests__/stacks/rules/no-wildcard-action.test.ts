import { noWildcardAction } from "../../../stacks/rules/no-wildcard-action";
import { resource } from "./resource";

const document = (...statements: Record<string, unknown>[]) => JSON.stringify({ Statement: statements });
const allow = (given: Record<string, unknown>) => document({ Effect: "Allow", Resource: ["*"], ...given });

it.each([
  ["everything", { policy: allow({ Action: "*" }) }, "*"],
  ["a service's every action", { policy: allow({ Action: ["s3:GetObject", "s3:*"] }) }, "s3:*"],
  ["actions by a part of their name", { policy: allow({ Action: ["ec2:Describe*"] }) }, "ec2:Describe*"],
  ["all but some actions", { policy: allow({ NotAction: ["iam:*"] }) }, "NotAction"],
  ["everything to who assumes a role", { assume_role_policy: allow({ Action: "sts:*" }) }, "sts:*"],
  ["everything in an inline policy", { inline_policy: [{ policy: allow({ Action: "*" }) }] }, "*"],
  [
    "everything beside a list that Terraform fills in",
    {
      policy: `{"Statement":[{"Effect":"Allow","Action":"s3:*","Condition":{"IpAddress":{"aws:SourceIp":\${jsonencode(data.a.b.c)}}}}]}`,
    },
    "s3:*",
  ],
])("refuses a policy that allows %s", (_, given, allowed) => {
  expect(noWildcardAction([resource("aws_iam_role_policy", given)])).toEqual([
    { path: "www-standby/one", message: `The policy allows ${allowed}. Name each action that is needed.` },
  ]);
});

it.each([
  ["named actions on every resource", { policy: allow({ Action: ["ec2:DescribeInstances"] }) }],
  ["nothing", { policy: document({ Effect: "Deny", Action: "*", Resource: "*" }) }],
])("takes a policy that allows %s", (_, given) => {
  expect(noWildcardAction([resource("aws_iam_role_policy", given)])).toEqual([]);
});

it("takes what holds no policy", () => {
  expect(noWildcardAction([resource("aws_eip", {})])).toEqual([]);
});
