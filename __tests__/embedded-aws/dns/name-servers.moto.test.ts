import { Resolver } from "node:dns/promises";
import { GetHostedZoneCommand, ListHostedZonesCommand } from "@aws-sdk/client-route-53";
import { prepareAccount } from "../../../embedded-aws/account";
import { AddressTable } from "../../../embedded-aws/address-table";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { deployedZones } from "../../../embedded-aws/dns/hosted-zones";
import { NameServers } from "../../../embedded-aws/dns/name-servers";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { askOverTcp, askOverUdp } from "../dns-question";
import { runningMoto } from "../running-moto";
import { deployRecords } from "../small-deployment";
import { dig } from "./dig";

const ZONE = "example.com";
const PRIMARY = "203.0.113.1";
const SECONDARY = "203.0.113.2";
const LAGS = [1_000, 2_000, 3_000, 4_000];

const moto = runningMoto();
const clock = new VirtualClock(100_000);
const table = new AddressTable();
const state = new DeployedState(clock);
/** AWS times from which each health check is unhealthy. */
const unhealthyFrom = new Map<string, number>();
let nameServers: NameServers;
let ports: readonly number[];

beforeAll(async () => {
  clock.start();
  await prepareAccount(moto.deployed, { regions: [], hostedZones: [ZONE], buckets: [] });
  const pair = (name: string, checks: (string | undefined)[]) =>
    [PRIMARY, SECONDARY].map((Value, index) => ({
      Name: `${name}.${ZONE}`,
      Type: "A" as const,
      TTL: 30,
      SetIdentifier: Value,
      Failover: index === 0 ? ("PRIMARY" as const) : ("SECONDARY" as const),
      HealthCheckId: checks[index],
      ResourceRecords: [{ Value }],
    }));
  const long = Array.from({ length: 8 }, (_, index) => `"${String(index).repeat(200)}"`).join(" ");
  await deployRecords(moto.deployed, ZONE, [
    ...pair("www", ["primary", undefined]),
    ...pair("both", ["primary", "secondary"]),
    { Name: `long.${ZONE}`, Type: "TXT", TTL: 30, ResourceRecords: [{ Value: long }] },
    { Name: `mail.${ZONE}`, Type: "MX", TTL: 30, ResourceRecords: [{ Value: "10 mail.example.com" }] },
  ]);
  const drawn = [...LAGS];
  nameServers = new NameServers({
    clock,
    table,
    zones: deployedZones(state, moto.deployed),
    healthyAt: (id, time) => time < (unhealthyFrom.get(id) ?? Number.POSITIVE_INFINITY),
    random: () => drawn.shift()! / 10_000,
    answerLag: { shortest: 0, longest: 10_000 },
  });
  await nameServers.refresh();
  ports = await nameServers.portsFor(`www.${ZONE}`);
});
afterAll(async () => {
  await nameServers?.stop();
  clock.stop();
});
beforeEach(() => unhealthyFrom.clear());

/** What every name server answers now. */
const addresses = (name: string) =>
  Promise.all(ports.map(async (port) => (await dig(port, "+short", `${name}.${ZONE}`, "A")).text.trim()));

describe("name servers", () => {
  test("each name server of the zone has an address and a loopback port of its own", async () => {
    const { HostedZones } = await moto.deployed.route53().send(new ListHostedZonesCommand({}));
    const { DelegationSet } = await moto.deployed.route53().send(new GetHostedZoneCommand({ Id: HostedZones![0]!.Id }));
    const found = DelegationSet!.NameServers!.map((host) => table.lookUp(table.addressOfNameServer(host)!, 53));
    expect(new Set(found).size).toBe(LAGS.length);
    expect([...found].sort()).toEqual([...ports].sort());
  });

  test("dig over UDP and TCP gets an authoritative answer with the record's TTL", async () => {
    for (const transport of ["+notcp", "+tcp"]) {
      const { status, flags, answers } = await dig(ports[0]!, transport, `www.${ZONE}`, "A");
      expect({ status, answers }).toEqual({ status: "NOERROR", answers: [`www.${ZONE}. 30 IN A ${PRIMARY}`] });
      expect(flags).toContain("aa");
      expect(flags).not.toContain("ra");
    }
  });

  test("Node's resolver gets the same, whatever the name's case", async () => {
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${ports[0]}`]);
    expect(await resolver.resolve4("WWW.example.COM", { ttl: true })).toEqual([{ address: PRIMARY, ttl: 30 }]);
  });

  test("after a check's change each turns after its own lag, so that for a while they contradict each other", async () => {
    unhealthyFrom.set("primary", clock.now());
    const turned: number[] = [];
    for (let second = 0; second <= 4; second++) {
      turned.push((await addresses("www")).filter((address) => address === SECONDARY).length);
      await clock.sleep(1_000);
    }
    expect(turned).toEqual([0, 1, 2, 3, 4]);
  });

  test("both unhealthy: the primary is answered", async () => {
    unhealthyFrom.set("primary", 0);
    expect(new Set(await addresses("both"))).toEqual(new Set([SECONDARY]));
    unhealthyFrom.set("secondary", 0);
    expect(new Set(await addresses("both"))).toEqual(new Set([PRIMARY]));
    expect(new Set(await addresses("www"))).toEqual(new Set([SECONDARY]));
  });

  test.each([
    ["UDP", askOverUdp],
    ["TCP", askOverTcp],
  ])("over %s an answer carries its question's id", async (_, ask) => {
    expect(await ask(ports[0]!, `www.${ZONE}`, "A")).toMatchObject({ id: 4_711, type: "response", flag_aa: true });
  });

  test("an answer that is too long for UDP is cut off, and dig gets it over TCP", async () => {
    const { answers, text } = await dig(ports[0]!, `long.${ZONE}`, "TXT");
    expect(text).toContain("Truncated, retrying in TCP mode");
    expect(answers[0]).toContain("7".repeat(200));
    expect((await dig(ports[0]!, "+ignore", `long.${ZONE}`, "TXT")).flags).toContain("tc");
  });

  test("moto's own SOA record is understood, for a name without data and one that does not exist", async () => {
    const noData = await dig(ports[0]!, `www.${ZONE}`, "AAAA");
    expect(noData).toMatchObject({ status: "NOERROR", answers: [] });
    expect(noData.authorities[0]).toMatch(/^example\.com\. 900 IN SOA .* hostmaster\.example\.com\. .* 86400$/);
    expect(await dig(ports[0]!, `missing.${ZONE}`, "A")).toMatchObject({ status: "NXDOMAIN", answers: [] });
  });

  test("another zone's names are refused, without authority", async () => {
    const { status, flags } = await dig(ports[0]!, "example.org", "A");
    expect(status).toBe("REFUSED");
    expect(flags).not.toContain("aa");
  });

  test("what is not simulated is a server failure that says so, not a guess", async () => {
    const { status, text } = await dig(ports[0]!, `mail.${ZONE}`, "MX");
    expect(status).toBe("SERVFAIL");
    expect(text).toContain("The record mail.example.com. MX has type MX; the embedded AWS answers");
  });

  test("a changed record is answered once Route 53 was called, and moto is not read for a question", async () => {
    const asked = () => dig(ports[0]!, "+short", `new.${ZONE}`, "A").then(({ text }) => text.trim());
    expect(await asked()).toBe("");
    await deployRecords(moto.deployed, ZONE, [
      { Name: `new.${ZONE}`, Type: "A", TTL: 30, ResourceRecords: [{ Value: PRIMARY }] },
    ]);
    expect(await asked()).toBe("");
    state.changed("route53");
    expect(await asked()).toBe(PRIMARY);
  });

  test("AWS time stands still while a question is answered", async () => {
    const before = clock.now();
    await askOverUdp(ports[0]!, `www.${ZONE}`, "A");
    await dig(ports[0]!, `www.${ZONE}`, "A");
    expect(clock.now()).toBe(before);
  });
});
