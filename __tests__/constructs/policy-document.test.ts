import { policyDocument, type Statement, trustPolicy } from "../../constructs/policy-document";

const READ: Statement = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::a/b"] };

describe("a policy document", () => {
  it("is JSON in the version of 2012 with its statements in order", () => {
    const other = { ...READ, Sid: "Other" };
    expect(JSON.parse(policyDocument(READ, other))).toEqual({ Version: "2012-10-17", Statement: [READ, other] });
  });

  it("leaves a list that only Terraform knows to Terraform, as JSON inside the JSON", () => {
    const ranges = { expression: "data.aws_ip_ranges.checkers.cidr_blocks" };
    const text = policyDocument({ ...READ, Condition: { IpAddress: { "aws:SourceIp": ranges } } });
    expect(text).toContain('"aws:SourceIp":${jsonencode(data.aws_ip_ranges.checkers.cidr_blocks)}}');
  });
});

describe("a trust policy", () => {
  const statement = (text: string) => JSON.parse(text).Statement;

  it("lets one service assume the role", () => {
    expect(statement(trustPolicy("lambda.amazonaws.com"))).toEqual([
      { Sid: "Assume", Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: ["sts:AssumeRole"] },
    ]);
  });

  it("lets it do so only on behalf of the account, where one is given", () => {
    expect(statement(trustPolicy("scheduler.amazonaws.com", "${account}"))[0].Condition).toEqual({
      StringEquals: { "aws:SourceAccount": "${account}" },
    });
  });
});
