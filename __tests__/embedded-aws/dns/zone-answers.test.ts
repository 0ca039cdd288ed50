import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { RecordType } from "dns-packet";
import { answerFrom } from "../../../embedded-aws/dns/zone-answers";

const a = (Name: string, Value: string, rest: Partial<ResourceRecordSet> = {}): ResourceRecordSet => ({
  Name,
  Type: "A",
  TTL: 30,
  ResourceRecords: [{ Value }],
  ...rest,
});

const SOA = "ns-1.awsdns-1.com. hostmaster.example.com. 1 7200 900 1209600 86400";
const primary = (check?: string) => a("www.example.com.", "192.0.2.1", { Failover: "PRIMARY", HealthCheckId: check });
const secondary = (check?: string) =>
  a("www.example.com.", "192.0.2.2", { Failover: "SECONDARY", HealthCheckId: check });

async function ask(name: string, type: RecordType, records: ResourceRecordSet[], healthy: string[] = []) {
  const soa: ResourceRecordSet = { Name: "example.com.", Type: "SOA", TTL: 900, ResourceRecords: [{ Value: SOA }] };
  const zones = [
    { name: "example.com.", nameServers: [], records: [soa, ...records] },
    { name: "sub.example.com.", nameServers: [], records: [a("sub.example.com.", "192.0.2.9")] },
  ];
  return answerFrom(zones, { name, type }, async (id) => healthy.includes(id));
}
const addresses = async (...asked: Parameters<typeof ask>) =>
  (await ask(...asked)).answers.map((answer) => ("data" in answer ? answer.data : undefined));

test("a simple record is answered with its TTL, whatever the name's case", async () => {
  const { rcode, answers } = await ask("WWW.Example.com", "A", [a("www.example.com.", "192.0.2.1")]);
  expect(rcode).toBe("NOERROR");
  expect(answers).toEqual([{ type: "A", name: "WWW.Example.com", ttl: 30, data: "192.0.2.1" }]);
});

describe("failover", () => {
  test.each([
    ["a healthy primary", [primary("p"), secondary()], ["p"], "192.0.2.1"],
    ["an unhealthy primary gives way to a secondary without a check", [primary("p"), secondary()], [], "192.0.2.2"],
    ["an unhealthy primary gives way to a healthy secondary", [primary("p"), secondary("s")], ["s"], "192.0.2.2"],
    ["both unhealthy: the primary is answered", [primary("p"), secondary("s")], [], "192.0.2.1"],
    ["a primary without a check is healthy", [primary(), secondary()], [], "192.0.2.1"],
    ["a lone secondary", [secondary()], [], "192.0.2.2"],
  ])("%s", async (_, records, healthy, address) => {
    expect(await addresses("www.example.com", "A", records, healthy)).toEqual([address]);
  });
});

test("a name of another type has no data, and the SOA says for how long", async () => {
  const { rcode, answers, authorities } = await ask("www.example.com", "AAAA", [a("www.example.com.", "192.0.2.1")]);
  expect([rcode, answers]).toEqual(["NOERROR", []]);
  expect(authorities).toEqual([
    {
      type: "SOA",
      name: "example.com",
      ttl: 900,
      data: {
        mname: "ns-1.awsdns-1.com",
        rname: "hostmaster.example.com",
        serial: 1,
        refresh: 7200,
        retry: 900,
        expire: 1_209_600,
        minimum: 86_400,
      },
    },
  ]);
});

test("a name that is nowhere does not exist, but one that has names below it does", async () => {
  const records = [a("a.b.example.com.", "192.0.2.1")];
  expect((await ask("c.example.com", "A", records)).rcode).toBe("NXDOMAIN");
  expect((await ask("b.example.com", "A", records)).rcode).toBe("NOERROR");
});

describe("a wildcard", () => {
  // As Route 53 lists it.
  const records = [a("\\052.example.com.", "192.0.2.1"), a("there.example.com.", "192.0.2.2")];

  test.each(["www.example.com", "a.b.example.com", "*.example.com"])("answers for %s", async (name) => {
    const { rcode, answers } = await ask(name, "A", records);
    expect(rcode).toBe("NOERROR");
    expect(answers).toEqual([{ type: "A", name, ttl: 30, data: "192.0.2.1" }]);
  });

  test("answers with what its name fails over to", async () => {
    const failover = [primary("p"), secondary()].map((record) => ({ ...record, Name: "\\052.example.com." }));
    expect(await addresses("www.example.com", "A", failover, ["p"])).toEqual(["192.0.2.1"]);
    expect(await addresses("www.example.com", "A", failover)).toEqual(["192.0.2.2"]);
  });

  test("has no say in names that exist, nor below them, nor of other types", async () => {
    expect(await addresses("there.example.com", "A", records)).toEqual(["192.0.2.2"]);
    expect((await ask("below.there.example.com", "A", records)).rcode).toBe("NXDOMAIN");
    expect(await ask("www.example.com", "AAAA", records)).toMatchObject({ rcode: "NOERROR", answers: [] });
  });
});

test("another zone's name is refused", async () => {
  expect((await ask("www.example.org", "A", [])).rcode).toBe("REFUSED");
  expect((await ask("www.badexample.com", "A", [])).rcode).toBe("REFUSED");
});

test("the most specific zone answers", async () => {
  expect(await addresses("sub.example.com", "A", [a("sub.example.com.", "192.0.2.1")])).toEqual(["192.0.2.9"]);
});

test("a CNAME answers for every type of its name", async () => {
  const cname: ResourceRecordSet = {
    Name: "w.example.com.",
    Type: "CNAME",
    TTL: 5,
    ResourceRecords: [{ Value: "x.example.org." }],
  };
  expect(await addresses("w.example.com", "A", [cname])).toEqual(["x.example.org"]);
});

test("a TXT record's strings lose their quotes", async () => {
  const txt: ResourceRecordSet = {
    Name: "t.example.com.",
    Type: "TXT",
    TTL: 5,
    ResourceRecords: [{ Value: '"a b" "c"' }],
  };
  expect(await addresses("t.example.com", "TXT", [txt])).toEqual([["a b", "c"]]);
});

test.each([
  ["Weight", { Weight: 1, SetIdentifier: "w" }],
  ["AliasTarget", { AliasTarget: { DNSName: "x.example.com.", HostedZoneId: "Z", EvaluateTargetHealth: false } }],
])("a record with %s is refused by name, not answered wrongly", async (feature, rest) => {
  await expect(ask("www.example.com", "A", [a("www.example.com.", "192.0.2.1", rest)])).rejects.toThrow(
    `The record www.example.com. A has ${feature}; the embedded AWS answers simple and failover records`,
  );
});
