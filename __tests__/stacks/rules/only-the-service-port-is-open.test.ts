import { onlyTheServicePortIsOpen } from "../../../stacks/rules/only-the-service-port-is-open";
import { resource } from "./resource";

const rule = onlyTheServicePortIsOpen(8443);
const service = { protocol: "tcp", from_port: 8443, to_port: 8443, cidr_blocks: ["0.0.0.0/0"] };
const ssh = { protocol: "tcp", from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] };

const message = (protocol: string, ports: string) =>
  `Opens ${protocol} ports ${ports} to the world. Only the service's TCP port 8443 may be; for a shell use Session Manager.`;

it.each([
  ["SSH", ssh, message("tcp", "22-22")],
  ["SSH over IPv6", { ...ssh, cidr_blocks: undefined, ipv6_cidr_blocks: ["::/0"] }, message("tcp", "22-22")],
  ["a range around the service port", { ...service, from_port: 8000, to_port: 9000 }, message("tcp", "8000-9000")],
  ["the service port's number over UDP", { ...service, protocol: "udp" }, message("udp", "8443-8443")],
  ["everything", { ...service, protocol: "-1", from_port: 0, to_port: 0 }, message("-1", "0-0")],
])("refuses a security group that opens %s to the world", (_, ingress, expected) => {
  const group = resource("aws_security_group", { ingress: [service, ingress] });
  expect(rule([group])).toEqual([{ path: "www-standby/one", message: expected }]);
});

it("refuses it in a rule of its own, too", () => {
  const old = resource("aws_security_group_rule", { ...ssh, type: "ingress" });
  const recent = { ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" };
  const recent6 = { ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv6: "::/0" };
  const rules = [recent, recent6].map((given) => resource("aws_vpc_security_group_ingress_rule", given));
  expect(rule([old, ...rules]).map((violation) => violation.message)).toEqual(Array(3).fill(message("tcp", "22-22")));
});

it("takes the service port open to the world", () => {
  expect(rule([resource("aws_security_group", { ingress: [service] })])).toEqual([]);
});

it("takes another port that is open to some addresses only", () => {
  const office = { ...ssh, cidr_blocks: ["203.0.113.0/24"] };
  expect(rule([resource("aws_security_group", { ingress: [office] })])).toEqual([]);
});

it("takes everything that goes out", () => {
  const out = { protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] };
  const group = resource("aws_security_group", { ingress: [], egress: [out] });
  expect(rule([group, resource("aws_security_group_rule", { ...out, type: "egress" })])).toEqual([]);
});
