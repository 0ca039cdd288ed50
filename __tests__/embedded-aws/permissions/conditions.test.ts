import { meets } from "../../../embedded-aws/permissions/conditions";

const CONTEXT = {
  "aws:text": ["Alpha"],
  "aws:number": ["10"],
  "aws:time": ["2025-06-01T00:00:00Z"],
  "aws:flag": ["true"],
  "aws:ip": ["54.228.16.10"],
  "aws:arn": ["arn:aws:events:us-east-1:123456789012:rule/watch:me"],
  "aws:many": ["a", "b"],
  "aws:absent": [],
};

const condition = (operator: string, key: string, ...values: string[]) =>
  meets({ operator, key, values }, CONTEXT, CONTEXT);

test.each([
  ["StringEquals", "aws:Text", "Beta", "Alpha"],
  ["StringNotEquals", "aws:text", "alpha"],
  ["StringEqualsIgnoreCase", "aws:text", "ALPHA"],
  ["StringNotEqualsIgnoreCase", "aws:text", "beta"],
  ["StringLike", "aws:text", "A?p*"],
  ["StringNotLike", "aws:text", "B*"],
  ["NumericEquals", "aws:number", "10.0"],
  ["NumericNotEquals", "aws:number", "11"],
  ["NumericLessThan", "aws:number", "11"],
  ["NumericLessThanEquals", "aws:number", "10"],
  ["NumericGreaterThan", "aws:number", "9"],
  ["NumericGreaterThanEquals", "aws:number", "10"],
  ["DateEquals", "aws:time", "2025-06-01T02:00:00+02:00"],
  ["DateNotEquals", "aws:time", "2025-06-02"],
  ["DateLessThan", "aws:time", "2025-06-02T00:00:00Z"],
  ["DateLessThanEquals", "aws:time", "1748736000"],
  ["DateGreaterThan", "aws:time", "2025-05-31T00:00:00Z"],
  ["DateGreaterThanEquals", "aws:time", "2025-06-01T00:00:00Z"],
  ["Bool", "aws:flag", "TRUE"],
  ["BinaryEquals", "aws:text", "Alpha"],
  ["IpAddress", "aws:ip", "10.0.0.0/8", "54.228.16.0/26"],
  ["IpAddress", "aws:ip", "54.228.16.10"],
  ["NotIpAddress", "aws:ip", "54.228.16.64/26"],
  ["ArnEquals", "aws:arn", "arn:aws:events:*:123456789012:rule/watch*"],
  ["ArnLike", "aws:arn", "arn:aws:events:us-east-?:*:rule/*"],
  ["ArnNotEquals", "aws:arn", "arn:aws:sns:*:*:*"],
  ["ArnNotLike", "aws:arn", "arn:aws:events:*:rule/*"],
  ["Null", "aws:absent", "true"],
  ["Null", "aws:text", "false"],
  ["StringEqualsIfExists", "aws:absent", "x"],
  ["StringNotEquals", "aws:absent", "x"],
  ["ForAllValues:StringEquals", "aws:many", "a", "b", "c"],
  ["ForAllValues:StringEquals", "aws:absent", "a"],
  ["ForAnyValue:StringEquals", "aws:many", "b"],
  ["ForAnyValue:StringNotEquals", "aws:many", "b"],
  ["StringEquals", "aws:text", "${aws:text}"],
])("%s on %s is met by %s %s", (operator, key, ...values) => {
  expect(condition(operator, key, ...(values as string[]))).toBe("yes");
});

test.each([
  ["StringEquals", "aws:text", "A*"],
  ["StringEquals", "aws:text", "alpha"],
  ["StringNotEquals", "aws:text", "Beta", "Alpha"],
  ["StringLike", "aws:text", "${*}"],
  ["StringLike", "aws:text", "a*"],
  ["StringNotLike", "aws:text", "A*"],
  ["NumericLessThan", "aws:number", "10"],
  ["NumericGreaterThan", "aws:number", "10"],
  ["DateGreaterThan", "aws:time", "2025-06-01T00:00:00Z"],
  ["Bool", "aws:flag", "false"],
  ["IpAddress", "aws:ip", "54.228.16.64/26"],
  ["NotIpAddress", "aws:ip", "54.228.16.0/26"],
  ["ArnLike", "aws:arn", "arn:aws:events:*:rule/*"],
  ["ArnLike", "aws:arn", "*"],
  ["Null", "aws:text", "true"],
  ["StringEquals", "aws:absent", "x"],
  ["Bool", "aws:absent", "false"],
  ["StringEqualsIfExists", "aws:text", "x"],
  ["ForAllValues:StringEquals", "aws:many", "a"],
  ["ForAnyValue:StringEquals", "aws:many", "c"],
  ["ForAnyValue:StringEquals", "aws:absent", "c"],
  ["ForAllValues:StringNotEquals", "aws:many", "a"],
  ["StringLike", "aws:text", "${aws:absent}"],
])("%s on %s is not met by %s %s", (operator, key, ...values) => {
  expect(condition(operator, key, ...(values as string[]))).toBe("no");
});

test.each([
  ["an operator that nobody knows", "StringMatches", "aws:text", "Alpha"],
  ["a key that the embedded AWS does not know", "StringNotEquals", "aws:PrincipalTag/team", "x"],
  ["a key that is not known to be absent", "Null", "aws:PrincipalTag/team", "true"],
  ["a number that is none", "NumericEquals", "aws:number", "ten"],
  ["a range that is none", "IpAddress", "aws:ip", "54.228.16.0/99"],
  ["a variable that nobody knows", "StringEquals", "aws:text", "${aws:PrincipalTag/team}"],
])("with %s it is unknown whether a condition is met", (_, operator, key, value) => {
  expect(condition(operator, key, value)).toBe("unknown");
});

test("a variable that is absent has its default", () => {
  expect(condition("StringEquals", "aws:text", "${aws:absent, 'Alpha'}")).toBe("yes");
});

test("before version 2012-10-17 a variable is plain text", () => {
  expect(meets({ operator: "StringEquals", key: "aws:text", values: ["${aws:text}"] }, CONTEXT, undefined)).toBe("no");
});
