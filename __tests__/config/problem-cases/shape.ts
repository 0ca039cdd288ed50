import { SMALLEST } from "../loaded-text";
import { type Cases, file, workload } from "./case";

export const shape: Cases = {
  "unknown-key": [
    ["a misspelt key of a workload", workload("tll: 30"), "4 workloads[0].tll", "no such key", { suggestion: "ttl" }],
    ["a misspelt key of the file", file("region: {}"), "6 region", "no such key", { suggestion: "regions" }],
    [
      "a misspelt key below a default",
      workload("healthCheck: {treshold: 3}"),
      "4 workloads[0].healthCheck.treshold",
      "no such key",
      { suggestion: "threshold" },
    ],
    ["a key that resembles nothing", file("ssh: 22"), "6 ssh", "no such key"],
    [
      "a second key beside the state's bucket",
      file("state: {bucket: pilot-state, locking: true}"),
      "6 state.locking",
      "no such key",
    ],
    [
      "a key of a server that exists",
      workload("primary: {existing: {address: 52.94.76.1, adress: x}}"),
      "4 workloads[0].primary.existing.adress",
      "no such key",
      { suggestion: "address" },
    ],
  ],
  "missing-key": [
    [
      "a workload without a zone",
      SMALLEST.replace("    hostedZone: pilot.dev\n", ""),
      "3 workloads[0].hostedZone",
      "is required",
    ],
    ["a file without alerts", SMALLEST.replace(/alerts:[\s\S]*/, ""), "2 alerts", "is required"],
    [
      "a server that exists without its address",
      workload("primary: {existing: {}}"),
      "4 workloads[0].primary.existing.address",
      "is required",
    ],
  ],
  "wrong-type": [
    ["a file that is a list", "- a\n", "1", "a list cannot stand here"],
    ["a mapping in place of a list", SMALLEST.replace(/alerts:[\s\S]*/, "alerts: {}"), "5 alerts", "a mapping cannot"],
    ["a number in quotes", workload('ttl: "30"'), "4 workloads[0].ttl", "text of this kind", { suggestion: "30" }],
    ["a word as a number", workload("ttl: soon"), "4 workloads[0].ttl", "text of this kind"],
    ["a broken number", workload("ttl: 1.5"), "4 workloads[0].ttl", "number of this kind"],
    [
      "a version without quotes",
      file("awsProvider: 5.100"),
      "6 awsProvider",
      "number of this kind",
      { suggestion: '"5.100"' },
    ],
    [
      "a phone number without quotes",
      SMALLEST.replace("ops@pilot.dev", "+12065550100"),
      "6 alerts[0]",
      "number of this kind",
      { suggestion: '"+12065550100"' },
    ],
    ["a key without a value", workload("healthCheck:"), "4 workloads[0].healthCheck", "the value is missing"],
    [
      "a tag's value that is a truth value",
      file("tags: {legacy: true}"),
      "6 tags.legacy",
      "boolean of this kind",
      { suggestion: '"true"' },
    ],
  ],
  "empty-list": [
    ["nobody to tell", SMALLEST.replace(/alerts:[\s\S]*/, "alerts: []"), "5 alerts", "list is empty"],
    ["no workload", "workloads: []\nalerts: [ops@pilot.dev]\n", "1 workloads", "list is empty"],
  ],
  "out-of-range": [
    [
      "a threshold of 0",
      workload("healthCheck: {threshold: 0}"),
      "4 workloads[0].healthCheck.threshold",
      "out of range",
    ],
    [
      "a threshold of 11",
      workload("healthCheck: {threshold: 11}"),
      "4 workloads[0].healthCheck.threshold",
      "out of range",
    ],
    ["a TTL of 0", workload("ttl: 0"), "4 workloads[0].ttl", "out of range"],
    ["a TTL of more than a day", workload("ttl: 86401"), "4 workloads[0].ttl", "out of range"],
    ["a boot of more than an hour", workload("bootSeconds: 3601"), "4 workloads[0].bootSeconds", "out of range"],
    [
      "port 65536",
      workload(
        "primary: {ami: ami-0123456789abcdef0}",
        "standby: {ami: ami-0123456789abcdef0}",
        "healthCheck: {port: 65536}",
      ),
      "6 workloads[0].healthCheck.port",
      "out of range",
    ],
    ["generation 0", workload("standby: {generation: 0}"), "4 workloads[0].standby.generation", "out of range"],
    [
      "an empty path of user data",
      workload('standby: {userData: ""}'),
      "4 workloads[0].standby.userData",
      "out of range",
    ],
  ],
  "not-a-choice": [
    [
      "an interval that is neither 10 nor 30",
      workload("healthCheck: {interval: 20}"),
      "4 workloads[0].healthCheck.interval",
      "none of the choices",
    ],
    [
      "another failback",
      workload("failback: Automatik"),
      "4 workloads[0].failback",
      "none of the choices",
      { suggestion: "automatic" },
    ],
    [
      "another runtime",
      workload("runtime: nodejs22"),
      "4 workloads[0].runtime",
      "none of the choices",
      { suggestion: "nodejs22.x" },
    ],
    [
      "another protocol",
      workload("healthCheck: {protocol: http}"),
      "4 workloads[0].healthCheck.protocol",
      "none of the choices",
      { suggestion: "HTTP" },
    ],
    ["another word for the state", file("state: lokal"), "6 state", "none of the choices", { suggestion: "local" }],
    ["a list as the state", file("state: [local]"), "6 state", "none of the choices"],
  ],
};
