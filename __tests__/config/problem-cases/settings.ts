import { type Cases, file, smallest, workload } from "./case";

const manyTags = Array.from({ length: 41 }, (_, index) => `t${index}: x`).join(", ");

export const settings: Cases = {
  "unknown-region": [
    [
      "a misspelt region",
      file("regions: {standby: us-east1}"),
      "6 regions.standby",
      "no AWS region",
      { suggestion: "us-east-1" },
    ],
    ["a city", file("regions: {primary: Frankfurt}"), "6 regions.primary", "no AWS region"],
  ],
  "opt-in-region": [
    [
      "an opt-in region, with the reason",
      file("regions: {standby: af-south-1}"),
      "6 regions.standby",
      "does not deliver to a Lambda function in an opt-in region",
    ],
  ],
  "other-partition": [
    ["GovCloud", file("regions: {primary: us-gov-west-1}"), "6 regions.primary", "another partition"],
    ["China", file("regions: {primary: cn-north-1}"), "6 regions.primary", "another partition"],
  ],
  "same-region-twice": [
    [
      "one region given twice",
      file("regions: {primary: eu-west-1, standby: eu-west-1}"),
      "6 regions",
      "both sites would be in eu-west-1",
    ],
    [
      "a primary in the standby's default region",
      file("regions: {primary: us-east-1}"),
      "6 regions",
      "both sites would be in us-east-1",
    ],
  ],
  "invalid-tag": [
    ["a key that AWS does not take", file('tags: {"a&b": c}'), '6 tags["a&b"]', "this tag's key"],
    ["a value that AWS does not take", file('tags: {a: "b&c"}'), "6 tags.a", "this tag's value"],
    ["an empty key", file('tags: {"": c}'), '6 tags[""]', "this tag's key"],
    ["a key of 129 characters", file(`tags: {${"k".repeat(129)}: c}`), `6 tags.${"k".repeat(129)}`, "this tag's key"],
    ["a value of 257 characters", file(`tags: {a: ${"v".repeat(257)}}`), "6 tags.a", "this tag's value"],
  ],
  "reserved-tag": [
    ["AWS's prefix", file('tags: {"AWS:owner": c}'), '6 tags["AWS:owner"]', "AWS's own"],
    ["Pilot Light's prefix", file('tags: {"pilot-light:site": c}'), '6 tags["pilot-light:site"]', "Pilot Light's own"],
  ],
  "duplicate-tag": [
    ["keys that IAM takes for one", file("tags: {Team: a, team: b}"), "6 tags.team", "tags.Team differ by letter case"],
  ],
  "too-many-tags": [["41 tags", file(`tags: {${manyTags}}`), "6 tags", "41 tags"]],
  "invalid-bucket-name": [
    [
      "upper case in a bucket's name",
      file("state: {bucket: MyState}"),
      "6 state.bucket",
      "cannot be an S3 bucket's name",
    ],
    [
      "a bucket's name of two characters",
      file("state: {bucket: ab}"),
      "6 state.bucket",
      "cannot be an S3 bucket's name",
    ],
    ["two dots in a row", file("state: {bucket: my..state}"), "6 state.bucket", "cannot be an S3 bucket's name"],
    [
      "an IP address as a bucket's name",
      file("state: {bucket: 52.94.76.1}"),
      "6 state.bucket",
      "cannot be an S3 bucket's name",
    ],
    ["a prefix of S3's own", file("state: {bucket: xn--state}"), "6 state.bucket", "S3 keeps names"],
    ["a suffix of S3's own", file("state: {bucket: state-s3alias}"), "6 state.bucket", "S3 keeps names"],
  ],
  "invalid-provider-range": [
    ["a word in place of a version", file("awsProvider: latest"), "6 awsProvider", "Terraform cannot read"],
    ["npm's way to write a range", file('awsProvider: "^5.100.0"'), "6 awsProvider", "Terraform cannot read"],
    ["a comma with nothing after it", file('awsProvider: ">= 5.100,"'), "6 awsProvider", "Terraform cannot read"],
  ],
  "provider-too-old": [
    ["an old provider", file('awsProvider: "~> 5.99"'), "6 awsProvider", "older than 5.100.0"],
    ["a range without a beginning", file('awsProvider: "< 7"'), "6 awsProvider", "older than 5.100.0"],
  ],
  "runtime-needs-newer-provider": [
    [
      "nodejs24.x with the default provider",
      workload("runtime: nodejs24.x"),
      "4 workloads[0].runtime",
      "~> 5.100 does not know this runtime",
    ],
    [
      "nodejs24.x with a range that begins in 5",
      smallest(["runtime: nodejs24.x"], ['awsProvider: ">= 5.100, < 7"']),
      "4 workloads[0].runtime",
      "does not know this runtime",
    ],
  ],
};
