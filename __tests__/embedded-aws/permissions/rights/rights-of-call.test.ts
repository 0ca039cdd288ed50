import { rightsOfCall } from "../../../../embedded-aws/permissions/rights/rights-of-call";
import { accountRights } from "./account-rights";
import { form, json, PLACE } from "./asked-rights";
import { ec2Rights } from "./ec2-rights";
import { messageRights } from "./message-rights";
import { observationRights } from "./observation-rights";
import { restRights } from "./rest-rights";
import { s3Rights } from "./s3-rights";

// One file of tests for all: loading the SDK for each of them takes longer than the tests.
describe("EC2", ec2Rights);
describe("S3", s3Rights);
describe("SNS, SQS and EventBridge", messageRights);
describe("CloudWatch and its logs", observationRights);
describe("Lambda, Scheduler and Route 53", restRights);
describe("IAM and what an account has one of", accountRights);

test("a service that is not in the table is not guessed at", () => {
  expect(rightsOfCall(json("dynamodb", "DynamoDB_20120810.GetItem", { TableName: "t" }), PLACE)).toBeUndefined();
  expect(rightsOfCall(form("sts", "Action=AssumeRole&RoleArn=r"), PLACE)).toBeUndefined();
});
