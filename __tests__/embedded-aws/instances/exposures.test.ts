import type { IpPermission } from "@aws-sdk/client-ec2";
import { exposuresOf } from "../../../embedded-aws/instances/exposures";

const open = (FromPort: number, ToPort: number, CidrIp = "0.0.0.0/0"): IpPermission => ({
  IpProtocol: "tcp",
  FromPort,
  ToPort,
  IpRanges: [{ CidrIp }],
});

const read = (
  permissions: IpPermission[],
  state: "running" | "stopped" | "terminated" = "running",
  address = "52.1.2.3",
) =>
  exposuresOf({
    region: "us-west-2",
    instances: [
      {
        InstanceId: "i-1",
        State: { Name: state },
        PublicIpAddress: state === "running" ? address : undefined,
        NetworkInterfaces: [{ NetworkInterfaceId: "eni-1", Groups: [{ GroupId: "sg-1" }] }],
      },
    ],
    securityGroups: [{ GroupId: "sg-1", IpPermissions: permissions }],
    addresses: [{ PublicIp: address, NetworkInterfaceId: "eni-1" }, { PublicIp: "52.9.9.9" }],
  });

const portsOf = (permissions: IpPermission[]) => [...(read(permissions)[0]?.ports.keys() ?? [])];

test("an instance shows its Elastic IP on every port that is open to the internet", () => {
  const [exposure, ...others] = read([open(80, 80), open(8080, 8081, "203.0.113.0/24")]);
  expect(others).toEqual([]);
  expect(exposure).toMatchObject({ address: "52.1.2.3", region: "us-west-2", instanceId: "i-1", state: "running" });
  expect([...exposure!.ports.keys()]).toEqual([80, 8080, 8081]);
});

test("a port lets in the callers of every rule's ranges, and nobody else", () => {
  const ports = read([open(80, 80, "203.0.113.0/24"), open(80, 81, "198.51.100.7/32"), open(82, 82)])[0]!.ports;
  const letIn = (port: number, caller: string) => ports.get(port)!.check(caller);
  expect([letIn(80, "203.0.113.200"), letIn(80, "198.51.100.7"), letIn(80, "198.51.100.8")]).toEqual([
    true,
    true,
    false,
  ]);
  expect([letIn(81, "203.0.113.200"), letIn(82, "203.0.113.200")]).toEqual([false, true]);
});

test("a stopped instance keeps its Elastic IP, and a terminated one shows nothing", () => {
  expect(read([open(80, 80)], "stopped")).toMatchObject([{ address: "52.1.2.3", state: "stopped" }]);
  expect(read([open(80, 80)], "terminated")).toEqual([]);
});

test("nobody comes over the internet by UDP, IPv6, from a private network or from another security group", () => {
  expect(portsOf([{ ...open(53, 53), IpProtocol: "udp" }])).toEqual([]);
  expect(portsOf([{ ...open(80, 80), IpRanges: [], Ipv6Ranges: [{ CidrIpv6: "::/0" }] }])).toEqual([]);
  expect(portsOf([open(22, 22, "10.0.0.0/8"), open(0, 65_535, "192.168.1.0/24")])).toEqual([]);
  expect(portsOf([{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: "sg-1" }] }])).toEqual([]);
});

test("a rule that opens every port is refused with its name and what to do", () => {
  expect(() => read([open(0, 65_535)])).toThrow(
    "Security group sg-1 in us-west-2 opens ports 0-65535 to the internet; the embedded AWS stands for at most 64 " +
      "ports of a rule. Open only the port that the service listens on.",
  );
  expect(() => read([{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }])).toThrow("opens ports 0-65535");
});

test("a rule for a prefix list is refused with its name and what to do", () => {
  expect(() => read([{ ...open(80, 80), PrefixListIds: [{ PrefixListId: "pl-1" }] }])).toThrow(
    "Security group sg-1 in us-west-2 lets in the prefix list pl-1; the embedded AWS knows IPv4 ranges only. Give the " +
      "ranges themselves.",
  );
});
