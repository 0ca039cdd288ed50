import { instanceStateChange } from "../../../embedded-aws/events/event";
import { matchPattern } from "../../../embedded-aws/events/event-pattern";

const event = {
  ...instanceStateChange({ region: "us-west-2", account: "123456789012", instanceId: "i-1", state: "stopping", at: 0 }),
  list: ["a", "b"],
  objects: [{ kind: "x" }, { kind: "y" }],
  number: 5,
  nothing: null,
  file: "images/lib/cat.PNG",
  starred: "a*b\\c",
  lines: "a\nb",
  empty: [],
};

test.each<[string, object, boolean]>([
  ["an exact value", { source: ["aws.ec2"] }, true],
  ["one of several values", { source: ["aws.s3", "aws.ec2"] }, true],
  ["another value", { source: ["aws.s3"] }, false],
  ["a nested field", { detail: { "instance-id": ["i-1"] } }, true],
  ["two fields of which one does not match", { source: ["aws.ec2"], detail: { state: ["stopped"] } }, false],
  ["a field that the event lacks", { detail: { color: ["red"] } }, false],
  ["a list that has the value", { list: ["b", "c"] }, true],
  ["a list of objects of which one matches", { objects: { kind: ["y"] } }, true],
  ["an object, of which nothing can be asked but its fields", { detail: [{ exists: true }] }, false],
  ["an empty list, which is as if it were missing", { empty: [{ exists: false }] }, true],
  ["null", { nothing: [null] }, true],
  ["null where the field is missing", { missing: [null] }, false],
  ["a number that is not its text", { number: ["5"] }, false],
  ["a number", { number: [5] }, true],
  ["a prefix", { region: [{ prefix: "us-" }] }, true],
  ["a prefix whatever its case", { region: [{ prefix: { "equals-ignore-case": "US-" } }] }, true],
  ["a prefix that stands in the middle", { region: [{ prefix: "west" }] }, false],
  ["a suffix that stands in the middle", { file: [{ suffix: "cat" }] }, false],
  ["a suffix", { file: [{ suffix: ".png" }] }, false],
  ["a suffix whatever its case", { file: [{ suffix: { "equals-ignore-case": ".png" } }] }, true],
  ["anything but this", { detail: { state: [{ "anything-but": "running" }] } }, true],
  ["anything but these", { detail: { state: [{ "anything-but": ["running", "stopping"] }] } }, false],
  ["anything but a prefix", { region: [{ "anything-but": { prefix: "us-" } }] }, false],
  ["anything but several prefixes", { region: [{ "anything-but": { prefix: ["eu-", "us-"] } }] }, false],
  ["anything but a wildcard", { file: [{ "anything-but": { wildcard: "*/lib/*" } }] }, false],
  ["anything but, of a missing field", { missing: [{ "anything-but": "x" }] }, false],
  ["a field that exists", { detail: { state: [{ exists: true }] } }, true],
  ["a field that must not exist", { detail: { state: [{ exists: false }] } }, false],
  ["a missing field that must not exist", { missing: [{ exists: false }] }, true],
  ["a number in a range", { number: [{ numeric: [">", 0, "<=", 5] }] }, true],
  ["a number out of a range", { number: [{ numeric: ["<", 5] }] }, false],
  ["a number above a bound that it equals", { number: [{ numeric: [">", 5] }] }, false],
  ["a number from a bound that it equals", { number: [{ numeric: [">=", 5] }] }, true],
  ["a number out of a range on one side", { number: [{ numeric: [">", 5, "<", 10] }] }, false],
  ["a text that reads like a number", { account: [{ numeric: [">", 0] }] }, false],
  ["a text as a number", { source: [{ numeric: ["=", 5] }] }, false],
  ["a value whatever its case", { source: [{ "equals-ignore-case": "AWS.EC2" }] }, true],
  ["a wildcard", { file: [{ wildcard: "images/*/*.PNG" }] }, true],
  ["a wildcard over several lines", { lines: [{ wildcard: "a*b" }] }, true],
  ["a wildcard that fits the end alone", { file: [{ wildcard: "lib/*" }] }, false],
  ["a wildcard's dots, which are no wildcards", { file: [{ wildcard: "images.lib.cat.PNG" }] }, false],
  ["a wildcard on a number", { number: [{ wildcard: "*" }] }, false],
  ["a star and a backslash that are escaped", { starred: [{ wildcard: "a\\*b\\\\c" }] }, true],
  ["an escaped star", { file: [{ wildcard: "images\\*" }] }, false],
  ["one alternative of $or", { $or: [{ source: ["aws.s3"] }, { detail: { state: ["stopping"] } }] }, true],
  ["no alternative of $or", { $or: [{ source: ["aws.s3"] }, { number: [6] }] }, false],
  ["a matcher of a list with a literal that matches", { source: [{ cidr: "10.0.0.0/8" }, "aws.ec2"] }, true],
  ["an unknown matcher beside a field that decides", { source: [{ cidr: "10.0.0.0/8" }], region: ["eu"] }, false],
])("a pattern with %s", (_what, pattern, matches) => {
  expect(matchPattern(JSON.stringify(pattern), event)).toBe(matches ? "yes" : "no");
});

test.each([
  { source: [{ cidr: "10.0.0.0/8" }] },
  { missing: [{ sounds: "like" }] },
  { number: [{ numeric: ["~", 5] }] },
  { number: [{ numeric: [] }] },
  { source: [{ prefix: "aws", suffix: "ec2" }] },
])("an unknown matcher never matches and is named: %j", (pattern) => {
  const [matcher] = Object.values(pattern)[0]!;
  expect(matchPattern(JSON.stringify(pattern), event)).toEqual({ unknown: JSON.stringify(matcher) });
});

test.each([
  ["no JSON", "no JSON"],
  ["[]", "[]"],
  ['{"source":"aws.ec2"}', '"aws.ec2"'],
  ['{"$or":{"source":["aws.ec2"]}}', '{"$or":{"source":["aws.ec2"]}}'],
  ['{"region":[{"anything-but":{"sounds":"like"}}]}', '{"sounds":"like"}'],
])("of the pattern %s what is no pattern never matches and is named", (pattern, unknown) => {
  expect(matchPattern(pattern, event)).toEqual({ unknown });
});
