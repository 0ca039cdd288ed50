import { Resolver } from "node:dns/promises";
import { AddressTable } from "../../../embedded-aws/address-table";
import { askNameServers } from "../../../embedded-aws/dns/ask-name-servers";
import { CachingResolver } from "../../../embedded-aws/dns/caching-resolver";
import type { Zone } from "../../../embedded-aws/dns/hosted-zones";
import { NameServers } from "../../../embedded-aws/dns/name-servers";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { dig } from "./dig";

const HOSTS = ["ns-1.example.org", "ns-2.example.org"];
let address = "192.0.2.1";
const zones = async (): Promise<Zone[]> => [
  {
    name: "example.com.",
    nameServers: HOSTS,
    records: [
      { Name: "www.example.com.", Type: "A", TTL: 60, ResourceRecords: [{ Value: address }] },
      { Name: "example.com.", Type: "SOA", TTL: 900, ResourceRecords: [{ Value: "ns. host. 1 7200 900 1209600 40" }] },
    ],
  },
];

const clock = new VirtualClock(0);
let nameServers: NameServers;
let resolver: CachingResolver;

beforeEach(async () => {
  address = "192.0.2.1";
  clock.start();
  nameServers = new NameServers({ clock, zones, table: new AddressTable(), healthyAt: () => true, random: () => 0 });
  await nameServers.refresh();
  const { portsFor } = nameServers;
  resolver = await CachingResolver.listen(clock, askNameServers({ clock, portsFor, roundTrip: 80 }));
});
afterEach(async () => {
  await resolver?.stop();
  await nameServers?.stop();
});
afterAll(() => clock.stop());

test("dig over UDP and TCP sees one answer, whose TTL counts down in AWS time, and a new one after it", async () => {
  const answers = async (transport = "+notcp") =>
    (await dig(resolver.port, transport, "www.example.com", "A")).answers.join();
  expect(await answers()).toBe("www.example.com. 60 IN A 192.0.2.1");
  address = "192.0.2.2";
  await clock.sleep(20_000);
  expect(await answers()).toBe("www.example.com. 40 IN A 192.0.2.1");
  await clock.sleep(39_000);
  expect(await answers("+tcp")).toBe("www.example.com. 1 IN A 192.0.2.1");
  await clock.sleep(1_000);
  expect(await answers("+tcp")).toBe("www.example.com. 60 IN A 192.0.2.2");
});

test("Node's resolver is served too", async () => {
  const node = new Resolver();
  node.setServers([`127.0.0.1:${resolver.port}`]);
  expect(await node.resolve4("www.example.com", { ttl: true })).toEqual([{ address: "192.0.2.1", ttl: 60 }]);
  await clock.sleep(50_000);
  expect(await node.resolve4("www.example.com", { ttl: true })).toEqual([{ address: "192.0.2.1", ttl: 10 }]);
});

test("what does not exist is remembered as long as the zone's SOA says, and the answer offers recursion", async () => {
  const { status, flags, authorities } = await dig(resolver.port, "missing.example.com", "A");
  expect(status).toBe("NXDOMAIN");
  expect(flags).toEqual(["qr", "rd", "ra"]);
  expect(authorities[0]).toMatch(/^example\.com\. 900 IN SOA .* 40$/);
});

test("a name that no deployed zone holds is a server failure that says so", async () => {
  const { status, text } = await dig(resolver.port, "www.example.org", "A");
  expect(status).toBe("SERVFAIL");
  expect(text).toContain("No deployed public hosted zone holds www.example.org.");
});

test("a question takes a round trip of AWS time, and where a name server is gone the next is asked", async () => {
  const gone = new NameServers({ clock, zones, table: new AddressTable(), healthyAt: () => true, random: () => 0 });
  await gone.refresh();
  const goneFirst = await gone.portsFor("www.example.com");
  await gone.stop();
  const portsFor = async (name: string) => [goneFirst[0]!, ...(await nameServers.portsFor(name))];
  const ask = askNameServers({ clock, portsFor, roundTrip: 80 });
  const before = clock.now();
  for (let round = 0; round < 3; round++) expect((await ask("www.example.com", "A")).answers).toHaveLength(1);
  expect(clock.now() - before).toBe(240);
  const nobody = askNameServers({ clock, portsFor: async () => goneFirst });
  await expect(nobody("www.example.com", "A")).rejects.toThrow("ECONNREFUSED");
});
