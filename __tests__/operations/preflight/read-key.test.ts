import { audienceOf } from "../../../operations/preflight/read-key";

const ACCOUNT = "123456789012";
const ROOT = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
const audience = (...Statement: object[]) => audienceOf(JSON.stringify({ Statement }), ACCOUNT);

test.each([
  ["KMS's own policy for a new key", { Effect: "Allow", Principal: ROOT, Action: "kms:*", Resource: "*" }],
  ["the account by its number", { Effect: "Allow", Principal: { AWS: [ACCOUNT] }, Action: ["kms:CreateGrant"] }],
  [
    "everybody who comes through EC2, as in the policy of AWS's own key",
    {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["kms:Encrypt", "kms:CreateGrant"],
      Condition: {
        StringEquals: { "kms:ViaService": "ec2.eu-central-1.amazonaws.com", "kms:CallerAccount": ACCOUNT },
        Bool: { "kms:GrantIsForAWSResource": "true" },
      },
    },
  ],
])("%s leaves grants to IAM", (_, statement) => {
  expect(audience(statement)).toBe("whom IAM lets");
});

test.each([
  ["a role by its name", { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/x` }, Action: "kms:*" }],
  ["the account for other things", { Effect: "Allow", Principal: ROOT, Action: ["kms:Describe*", "kms:Decrypt"] }],
  [
    "the account under a condition of its own",
    {
      Effect: "Allow",
      Principal: ROOT,
      Action: "kms:*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    },
  ],
  ["a service", { Effect: "Allow", Principal: { Service: "logs.amazonaws.com" }, Action: "kms:*" }],
])("%s does not", (_, statement) => {
  expect(audience(statement)).toBe("whom it names");
});

test("a statement that denies grants to somebody leaves it open whom", () => {
  const open = { Effect: "Allow", Principal: ROOT, Action: "kms:*" };
  expect(audience(open, { Effect: "Deny", Principal: { AWS: "*" }, Action: "kms:CreateGrant" })).toBe("whom it names");
});
