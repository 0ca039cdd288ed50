import { SMALLEST } from "../loaded-text";
import { type Cases, file, twoWorkloads, workload } from "./case";

export const names: Cases = {
  "invalid-domain": [
    [
      "a zone of one label",
      "workloads: [{domain: a.dev, hostedZone: dev}]\nalerts: [o@pilot.dev]",
      "1 workloads[0].hostedZone",
      "no DNS name",
    ],
    ["an empty label", SMALLEST.replace("www.pilot", "www..pilot"), "3 workloads[0].domain", "no DNS name"],
    ["a label of 64 letters", SMALLEST.replace("www", "w".repeat(64)), "3 workloads[0].domain", "no DNS name"],
    [
      "a name of more than 253 characters",
      SMALLEST.replace("www", `${"w.".repeat(130)}w`),
      "3 workloads[0].domain",
      "no DNS name",
    ],
    ["an underscore", SMALLEST.replace("www", "my_app"), "3 workloads[0].domain", "no DNS name"],
    ["an IPv4 address", SMALLEST.replace("www.pilot.dev", "52.94.76.1"), "3 workloads[0].domain", "no DNS name"],
    ["a wildcard within", SMALLEST.replace("www", "w.*"), "3 workloads[0].domain", "no DNS name"],
    [
      "a wildcard as a zone",
      SMALLEST.replace("hostedZone: ", 'hostedZone: "*."').replace('."pilot.dev', '.pilot.dev"'),
      "4 workloads[0].hostedZone",
      "no DNS name",
    ],
    [
      "letters outside ASCII",
      SMALLEST.replace("www", "bücher"),
      "3 workloads[0].domain",
      "no DNS name",
      { suggestion: "xn--bcher-kva.pilot.dev" },
    ],
  ],
  "domain-outside-zone": [
    [
      "a domain of another zone",
      SMALLEST.replace("www.pilot", "www.other"),
      "3 workloads[0].domain",
      "not in the hosted zone pilot.dev",
    ],
    [
      "a domain that only ends like the zone",
      SMALLEST.replace("www.pilot", "copilot"),
      "3 workloads[0].domain",
      "not in the hosted zone pilot.dev",
    ],
  ],
  "duplicate-domain": [
    [
      "one domain in two workloads, naming both lines",
      twoWorkloads("WWW.pilot.dev."),
      "4 workloads[1].domain",
      "www.pilot.dev, on line 2",
    ],
  ],
  "invalid-name": [
    ["upper case", workload("name: Web"), "4 workloads[0].name", "cannot be a workload's name", { suggestion: "web" }],
    [
      "25 characters",
      workload(`name: ${"w".repeat(25)}`),
      "4 workloads[0].name",
      "cannot be a workload's name",
      { suggestion: "w".repeat(24) },
    ],
    [
      "a hyphen at the end",
      workload("name: web-"),
      "4 workloads[0].name",
      "cannot be a workload's name",
      { suggestion: "web" },
    ],
    [
      "a name of which nothing can be made",
      workload('name: "42"'),
      "4 workloads[0].name",
      "cannot be a workload's name",
    ],
  ],
  "name-not-derivable": [
    ["a first label that begins with a digit", SMALLEST.replace("www", "1st"), "3 workloads[0].name", '"1st"'],
    ["a wildcard", SMALLEST.replace("www.pilot.dev", '"*.pilot.dev"'), "3 workloads[0].name", '"*"'],
  ],
  "duplicate-name": [
    [
      "one chosen name in two workloads, naming both lines",
      twoWorkloads("shop.pilot.dev", "name: www"),
      "6 workloads[1].name",
      "www, on line 2",
    ],
    ["one derived name in two workloads", twoWorkloads("www.eu.pilot.dev"), "4 workloads[1].name", "www, on line 2"],
  ],
  "invalid-alert": [
    ["text that is no address", SMALLEST.replace("ops@pilot.dev", "the boss"), "6 alerts[0]", "nobody can be told"],
    [
      "an e-mail address without a domain",
      SMALLEST.replace("ops@pilot.dev", "ops@pilot"),
      "6 alerts[0]",
      "nobody can be told",
    ],
    [
      "an unencrypted endpoint",
      SMALLEST.replace("ops@pilot.dev", "http://pilot.dev/a"),
      "6 alerts[0]",
      "unencrypted",
      { suggestion: "https://pilot.dev/a" },
    ],
    [
      "a phone number with an international prefix",
      SMALLEST.replace("ops@pilot.dev", "0049 30 901820"),
      "6 alerts[0]",
      "nobody can be told",
      { suggestion: '"+4930901820"' },
    ],
    [
      "a phone number as people write it",
      SMALLEST.replace("ops@pilot.dev", "+1 (206) 555-0100"),
      "6 alerts[0]",
      "nobody can be told",
      { suggestion: '"+12065550100"' },
    ],
  ],
  "duplicate-alert": [
    [
      "one address twice",
      file().replace("  - ops", "  - OPS@pilot.dev\n  - ops"),
      "6 alerts[1]",
      "ops@pilot.dev, on line 5",
    ],
  ],
};
