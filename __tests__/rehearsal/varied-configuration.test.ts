import { resolve } from "node:path";
import { parse } from "yaml";
import { loadConfiguration } from "../../config/load";
import { hasAlready, varied } from "../../rehearsal/varied-configuration";

const WORKLOAD = `workloads:
  - domain: www.example.com
    hostedZone: example.com`;
const ALERTS = "alerts: [ops@example.com]";
const both = { primaryInGlobalRegion: true, fallbackType: true };

/** A copy, as the loader understands it. */
function loaded(text: string) {
  const copy = varied(text, "folder/theirs.yaml");
  const found = loadConfiguration("copy.yaml", (file) => Buffer.from(file === "copy.yaml" ? copy : "#!/bin/sh\n"));
  if (!found.ok) throw new Error(JSON.stringify(found.problems));
  return found.configuration;
}

test.each([
  ["", "us-east-1", "us-west-2"],
  ["regions: {primary: eu-west-1}", "us-east-1", "eu-west-1"],
  ["regions: {primary: eu-west-1, standby: us-east-1}", "us-east-1", "eu-west-1"],
  ["regions: {primary: eu-west-1, standby: eu-central-1}", "us-east-1", "eu-central-1"],
  ["regions: {primary: us-east-1, standby: eu-west-1}", "us-east-1", "eu-west-1"],
])("with %j the copy has its primary in %s and its standby in %s", (regions, primary, standby) => {
  expect(loaded([regions, WORKLOAD, ALERTS].join("\n")).regions).toEqual({ primary, standby });
});

test("images and subnets change places with the regions, and nothing else does", () => {
  const text = `${WORKLOAD}
    primary: {instanceType: m7i.large, ami: ami-0123456789abcdef0, subnet: subnet-0123456789abcdef0, userData: start.sh}
    standby: {instanceType: m7i.xlarge, ami: ami-0fedcba9876543210}
${ALERTS}`;
  const { workloads } = parse(varied(text, "folder/theirs.yaml"));
  expect(workloads[0].primary).toEqual({
    instanceType: "m7i.large",
    ami: "ami-0fedcba9876543210",
    userData: resolve("folder", "start.sh"),
  });
  expect(workloads[0].standby).toEqual({
    instanceType: "m7i.xlarge",
    ami: "ami-0123456789abcdef0",
    subnet: "subnet-0123456789abcdef0",
    fallbackInstanceTypes: ["t3.small"],
  });
});

test("a primary that exists already is only watched in the copy too, whatever the standby's image was", () => {
  const text = `${WORKLOAD}
    primary: {existing: {address: 203.0.113.11}}
    standby: {ami: ami-0fedcba9876543210}
${ALERTS}`;
  const [workload] = loaded(text).workloads;
  expect(workload!.primary).toMatchObject({ kind: "existing", address: "203.0.113.11" });
});

test.each([
  ["t3.small", ["t3a.small"]],
  ["t4g.small", ["t4g.medium"]],
  ["m7g.large", ["t4g.small"]],
  ["g4dn.xlarge", ["t3.small"]],
])("a standby of %s without fallback types gets %j, which the loader takes", (type, fallbacks) => {
  const text = `${WORKLOAD}\n    standby: {instanceType: ${type}}\n${ALERTS}`;
  const [workload] = loaded(text).workloads;
  expect(workload!.standby.fallbackInstanceTypes).toEqual(fallbacks);
});

test("a file that has what is asked for needs no copy", () => {
  const inGlobal = `regions: {primary: us-east-1, standby: eu-west-1}\n${WORKLOAD}`;
  const withFallback = `${WORKLOAD}\n    standby: {fallbackInstanceTypes: [t3.small]}`;
  expect(hasAlready(WORKLOAD, { primaryInGlobalRegion: false, fallbackType: false })).toBe(true);
  expect(hasAlready(inGlobal, { ...both, fallbackType: false })).toBe(true);
  expect(hasAlready(inGlobal, both)).toBe(false);
  expect(hasAlready(withFallback, { ...both, primaryInGlobalRegion: false })).toBe(true);
  expect(hasAlready(withFallback, both)).toBe(false);
});

test.each(["", "workloads: 3", "a: [", "- a list"])(
  "a file that is none, %j, needs no copy: synthesizing it says why",
  (text) => {
    expect(hasAlready(text, both)).toBe(true);
  },
);
