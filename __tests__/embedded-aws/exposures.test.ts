import type { IpPermission } from "@aws-sdk/client-ec2";
import { exposuresOf } from "../../embedded-aws/exposures";

const open = (FromPort: number, ToPort: number, CidrIp = "0.0.0.0/0"): IpPermission => ({
  IpProtocol: "tcp",
  FromPort,
  ToPort,
  IpRanges: [{ CidrIp }],
});

const read = (permissions: IpPermission[], state: "running" | "stopped" | "terminated" = "running") =>
  exposuresOf({
    region: "us-west-2",
    instances: [
      {
        InstanceId: "i-1",
        State: { Name: state },
        PublicIpAddress: state === "running" ? "52.1.2.3" : undefined,
        NetworkInterfaces: [{ NetworkInterfaceId: "eni-1", Groups: [{ GroupId: "sg-1" }] }],
      },
    ],
    securityGroups: [{ GroupId: "sg-1", IpPermissions: permissions }],
    addresses: [{ PublicIp: "52.1.2.3", NetworkInterfaceId: "eni-1" }, { PublicIp: "52.9.9.9" }],
  });

const exposed = { address: "52.1.2.3", region: "us-west-2", instanceId: "i-1", state: "running" };

test("an instance shows its Elastic IP on every port that is open to the world", () => {
  expect(read([open(80, 80), open(8080, 8081)])).toEqual([
    { ...exposed, port: 80 },
    { ...exposed, port: 8080 },
    { ...exposed, port: 8081 },
  ]);
});

test("a stopped instance keeps its Elastic IP, and its state is told", () => {
  expect(read([open(80, 80)], "stopped")).toEqual([{ ...exposed, port: 80, state: "stopped" }]);
});

test("ports open to one network only, UDP, and terminated instances are not shown", () => {
  expect(read([open(22, 22, "10.0.0.0/8")])).toEqual([]);
  expect(read([{ ...open(53, 53), IpProtocol: "udp" }])).toEqual([]);
  expect(read([open(80, 80)], "terminated")).toEqual([]);
});

test("a rule that opens every port is refused with its name and what to do", () => {
  expect(() => read([open(0, 65_535)])).toThrow(
    "Security group sg-1 in us-west-2 opens ports 0-65535 to the world; the embedded AWS stands for at most 64 ports " +
      "of a rule. Open only the port that the service listens on.",
  );
  expect(() => read([{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }])).toThrow("opens ports 0-65535");
});
