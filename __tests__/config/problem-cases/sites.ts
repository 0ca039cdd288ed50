import { systemError } from "../loaded-text";
import { type Cases, workload } from "./case";

/** Two workloads whose primary is the server at one address. */
function twoOnOneServer(one: string, other: string): string {
  const existing = (more: string) => `primary: {existing: {address: 52.94.76.1, ${more}}}`;
  return workload(existing(one)).replace(
    "alerts:",
    ["  - domain: api.pilot.dev", "    hostedZone: pilot.dev", `    ${existing(other)}`, "alerts:"].join("\n"),
  );
}

export const sites: Cases = {
  "invalid-health-check-path": [
    [
      "a path without a slash",
      workload("healthCheck: {path: health}"),
      "4 workloads[0].healthCheck.path",
      "cannot ask",
      { suggestion: "/health" },
    ],
    [
      "a path of 256 characters",
      workload(`healthCheck: {path: /${"p".repeat(255)}}`),
      "4 workloads[0].healthCheck.path",
      "cannot ask",
    ],
    ["a path with a space", workload('healthCheck: {path: "/a b"}'), "4 workloads[0].healthCheck.path", "cannot ask"],
    [
      "a path with a fragment",
      workload('healthCheck: {path: "/a#b"}'),
      "4 workloads[0].healthCheck.path",
      "cannot ask",
    ],
    [
      "an empty health check path",
      workload('healthCheck: {path: ""}'),
      "4 workloads[0].healthCheck.path",
      "cannot ask",
    ],
  ],
  "invalid-ami": [
    ["an image by its title", workload("primary: {ami: ubuntu}"), "4 workloads[0].primary.ami", "no machine image"],
  ],
  "invalid-instance-type": [
    [
      "a size in upper case",
      workload("standby: {instanceType: T3.Micro}"),
      "4 workloads[0].standby.instanceType",
      "no EC2 instance type",
      { suggestion: "t3.micro" },
    ],
    [
      "a size alone",
      workload("standby: {instanceType: micro}"),
      "4 workloads[0].standby.instanceType",
      "no EC2 instance type",
    ],
    [
      "a fallback that is no type",
      workload("standby: {fallbackInstanceTypes: [t3.small, t3]}"),
      "4 workloads[0].standby.fallbackInstanceTypes[1]",
      "no EC2 instance type",
    ],
  ],
  "repeated-fallback": [
    [
      "the standby's own type as its fallback",
      workload("standby: {fallbackInstanceTypes: [t3.small, t3.micro]}"),
      "4 workloads[0].standby.fallbackInstanceTypes[1]",
      "is the standby's instanceType",
    ],
    [
      "one fallback twice",
      workload("standby: {fallbackInstanceTypes: [t3.small, t3a.micro, t3.small]}"),
      "4 workloads[0].standby.fallbackInstanceTypes[2]",
      "stands earlier in this list",
    ],
  ],
  "fallback-of-other-architecture": [
    [
      "a Graviton fallback for an x86 standby, naming both",
      workload("standby: {instanceType: m7i.large, fallbackInstanceTypes: [m7g.large]}"),
      "4 workloads[0].standby.fallbackInstanceTypes[0]",
      "m7g.large is arm64, and the disk of the standby, a m7i.large, boots on x86_64 alone",
    ],
  ],
  "invalid-subnet": [
    [
      "a VPC in place of a subnet",
      workload("primary: {subnet: vpc-0123456789abcdef0}"),
      "4 workloads[0].primary.subnet",
      "no subnet's id",
    ],
  ],
  "invalid-instance-id": [
    [
      "a server's title in place of its id",
      workload("primary: {existing: {address: 52.94.76.1, instanceId: web1}}"),
      "4 workloads[0].primary.existing.instanceId",
      "no EC2 instance's id",
    ],
  ],
  "invalid-address": [
    [
      "a host name as an address",
      workload("primary: {existing: {address: www.pilot.dev}}"),
      "4 workloads[0].primary.existing.address",
      "no IPv4 address",
    ],
    [
      "an IPv6 address",
      workload('primary: {existing: {address: "2600::1"}}'),
      "4 workloads[0].primary.existing.address",
      "no IPv4 address",
    ],
  ],
  "unreachable-address": [
    [
      "a private address, with the reason",
      workload("primary: {existing: {address: 192.168.1.1}}"),
      "4 workloads[0].primary.existing.address",
      "a private address (RFC 1918)",
    ],
  ],
  "existing-and-managed": [
    [
      "an existing server with an instance type",
      workload("primary: {instanceType: t3.micro, existing: {address: 52.94.76.1}}"),
      "4 workloads[0].primary",
      "instanceType would do nothing",
    ],
  ],
  "one-server-two-ids": [
    [
      "a server that is an instance for one workload, and none for another, naming both lines",
      twoOnOneServer("instanceId: i-0123456789abcdef0", ""),
      "7 workloads[1].primary.existing",
      "52.94.76.1 is no instance here, and i-0123456789abcdef0 on line 4",
    ],
    [
      "a server that is another instance for another workload",
      twoOnOneServer("instanceId: i-0123456789abcdef0", "instanceId: i-0fedcba9876543210"),
      "7 workloads[1].primary.existing",
      "52.94.76.1 is i-0fedcba9876543210 here",
    ],
  ],
  "user-data-missing": [
    [
      "user data that does not exist",
      workload("standby: {userData: start.sh}"),
      "4 workloads[0].standby.userData",
      "no file start.sh",
    ],
  ],
  "user-data-unreadable": [
    [
      "a folder in place of user data",
      workload("standby: {userData: boot}"),
      "4 workloads[0].standby.userData",
      "boot cannot be read: EISDIR",
      { others: { "team/boot": systemError("EISDIR") } },
    ],
    [
      "user data whose reading fails without a code",
      workload("standby: {userData: boot}"),
      "4 workloads[0].standby.userData",
      "boot cannot be read: torn",
      { others: { "team/boot": new Error("torn") } },
    ],
  ],
  "user-data-too-large": [
    [
      "one byte more than EC2 takes",
      workload("standby: {userData: start.sh}"),
      "4 workloads[0].standby.userData",
      "16385 bytes",
      { others: { "team/start.sh": new Uint8Array(16_385) } },
    ],
  ],
  "demo-serves-http-80-only": [
    [
      "HTTPS while the demonstration serves",
      workload("primary: {existing: {address: 52.94.76.1}}", "healthCheck: {protocol: HTTPS}"),
      "5 workloads[0].healthCheck",
      "standby runs the demonstration, which does not answer HTTPS on port 443",
    ],
    [
      "another port while the demonstration serves",
      workload("primary: {existing: {address: 52.94.76.1}}", "healthCheck: {port: 8080}"),
      "5 workloads[0].healthCheck",
      "does not answer HTTP on port 8080",
    ],
    [
      "another port while the demonstration is named explicitly",
      workload(
        "primary: {existing: {address: 52.94.76.1}}",
        "standby: {userData: ../user-data/demo.sh}",
        "healthCheck: {port: 8080}",
      ),
      "6 workloads[0].healthCheck",
      "does not answer HTTP on port 8080",
    ],
  ],
};
