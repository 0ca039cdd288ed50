import { readDns } from "../../../operations/preflight/read-dns";
import { error } from "../operator-world";
import { DEPLOYMENT, PRIMARY_RECORD, SECONDARY_RECORD } from "./well-deployed";

type Command = { constructor: { name: string }; input: Record<string, string> };

/** Route 53 with these public zones, and what each of them answers for records. */
function route53(zones: Readonly<Record<string, { name: string; records: () => object[] }>>) {
  const asked: string[] = [];
  const answer = ({ constructor: { name }, input }: Command): object => {
    switch (name) {
      case "ListHostedZonesByNameCommand":
        asked.push(input.DNSName!);
        return { HostedZones: Object.entries(zones).map(([Id, zone]) => ({ Id, Name: `${zone.name}.` })) };
      case "ListResourceRecordSetsCommand":
        return { ResourceRecordSets: zones[input.HostedZoneId!]!.records() };
      default:
        throw error("NoSuchHealthCheck");
    }
  };
  return { asked, client: { send: async (command: Command) => answer(command) } as never };
}
const OURS = () => [
  PRIMARY_RECORD,
  SECONDARY_RECORD,
  { Name: "www.example.com.", Type: "TXT" },
  { Name: "x.example.com." },
];

test("the records are those of the name, of every type, in the longest zone that the name ends with", async () => {
  const { client, asked } = route53({ Z1: { name: "example.com", records: OURS } });
  const { records } = await readDns(client, DEPLOYMENT);
  expect(records).toMatchObject({ value: [{ Failover: "PRIMARY" }, { Failover: "SECONDARY" }, { Type: "TXT" }] });
  expect(asked).toEqual(["www.example.com", "example.com"]);
});

test("a zone that may not be read does not hide the workload's own", async () => {
  const refused = () => {
    throw error("AccessDenied");
  };
  const both = { Z1: { name: "example.com", records: refused }, Z2: { name: "example.com", records: OURS } };
  expect((await readDns(route53(both).client, DEPLOYMENT)).records).toMatchObject({ known: true });
  const only = { Z1: { name: "example.com", records: refused } };
  expect((await readDns(route53(only).client, DEPLOYMENT)).records).toEqual({
    known: false,
    why: "AccessDenied: it said so",
  });
});

test("a wildcard's records are found as Route 53 writes them", async () => {
  const records = () => [{ ...PRIMARY_RECORD, Name: "\\052.example.com." }];
  const { client } = route53({ Z1: { name: "example.com", records } });
  const wildcard = { ...DEPLOYMENT, domain: "*.example.com" };
  expect((await readDns(client, wildcard)).records).toMatchObject({ value: [{ Failover: "PRIMARY" }] });
});

test("checks that cannot be read are unknown, and so is what their checkers see", async () => {
  const { client } = route53({ Z1: { name: "example.com", records: OURS } });
  const { checks, lockReports } = await readDns(client, DEPLOYMENT);
  expect(checks).toEqual({ known: false, why: "NoSuchHealthCheck: it said so" });
  expect(lockReports).toEqual(checks);
});
