import { permits } from "../../embedded-aws/resource-policies";

const TOPIC = "arn:aws:sns:us-east-1:123456789012:alarms";
const ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:endpoint";
const REQUEST = { service: "cloudwatch.amazonaws.com", action: "sns:Publish", resource: TOPIC, sourceArn: ALARM };
const ALLOW = {
  Effect: "Allow",
  Principal: { Service: "cloudwatch.amazonaws.com" },
  Action: "sns:Publish",
  Resource: TOPIC,
};

const policyOf = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allows = (...statements: object[]) => permits(policyOf(...statements), REQUEST);

test.each([
  ["its exact service, action and resource", {}],
  ["any principal", { Principal: "*" }],
  ["any AWS principal", { Principal: { AWS: "*" } }],
  ["one of several services", { Principal: { Service: ["events.amazonaws.com", "cloudwatch.amazonaws.com"] } }],
  ["an action in another case, with a wildcard", { Action: ["SNS:Pub*"] }],
  ["a resource with wildcards", { Resource: "arn:aws:sns:us-east-?:*:alarms" }],
  ["the source's account", { Condition: { StringEquals: { "AWS:SourceOwner": "123456789012" } } }],
  ["the source's ARN", { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:*:alarm:*" } } }],
])("a statement for %s allows", (_, changed) => {
  expect(allows({ ...ALLOW, ...changed })).toBe(true);
});

test.each([
  ["another service", { Principal: { Service: "events.amazonaws.com" } }],
  ["an account only", { Principal: { AWS: "123456789012" } }],
  ["another action", { Action: "sns:Subscribe" }],
  ["another resource", { Resource: `${TOPIC}-2` }],
  ["another account", { Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } }],
  ["another source", { Condition: { ArnEquals: { "aws:SourceArn": `${ALARM}-2` } } }],
  [
    "a condition on a key that the request does not have",
    { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
  ],
  ["a condition whose operator is unknown here", { Condition: { StringMatches: { "aws:SourceArn": ALARM } } }],
])("a statement for %s does not", (_, changed) => {
  expect(allows({ ...ALLOW, ...changed })).toBe(false);
});

test("a denial outweighs every permission", () => {
  expect(allows(ALLOW, { ...ALLOW, Effect: "Deny" })).toBe(false);
});

test("a policy of one statement that is not in a list is read too", () => {
  expect(permits(JSON.stringify({ Statement: ALLOW }), REQUEST)).toBe(true);
});
