import { Resolver } from "node:dns/promises";
import { request } from "node:https";
import { RevokeSecurityGroupIngressCommand, StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { GetHostedZoneCommand, ListHostedZonesCommand } from "@aws-sdk/client-route-53";
import { DeleteObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { prepareAccount } from "../../embedded-aws/account";
import { AddressTable } from "../../embedded-aws/address-table";
import { HealthChecks } from "../../embedded-aws/health-checks";
import { NameServer } from "../../embedded-aws/name-server";
import { Servers } from "../../embedded-aws/servers";
import { askOverTcp, askOverUdp } from "./dns-question";
import { runningMoto } from "./running-moto";
import { deployHealthCheck, deployInstance, deployRecords } from "./small-deployment";

const REGION = "us-west-2";
const OUTSIDE = "203.0.113.10";
const moto = runningMoto();
const table = new AddressTable();
let servers: Servers;
let checks: HealthChecks;
let nameServer: NameServer;
let site: Awaited<ReturnType<typeof deployInstance>>;

beforeAll(async () => {
  await prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: ["example.com"],
    buckets: [{ name: "lock-bucket", region: REGION }],
  });
  site = await deployInstance(moto.deployed, REGION, { port: 80 });
  servers = new Servers({ deployed: moto.deployed, table, regions: [REGION] });
  await servers.refresh();
  checks = new HealthChecks({ deployed: moto.deployed, table, endpoint: moto.endpoint });
  nameServer = await NameServer.start({ deployed: moto.deployed, healthChecks: checks, table });
});
afterAll(async () => {
  await nameServer?.stop();
  await servers?.stop();
});

const urlOf = (address: string, port = 80) => `http://127.0.0.1:${table.lookUp(address, port)}`;
const setRunning = (InstanceIds: string[], running: boolean) =>
  moto.deployed
    .ec2(REGION)
    .send(running ? new StartInstancesCommand({ InstanceIds }) : new StopInstancesCommand({ InstanceIds }));
const evaluate = async (...config: Parameters<typeof deployHealthCheck>[1][]) =>
  checks.evaluate(await deployHealthCheck(moto.deployed, config[0]!));

describe("servers", () => {
  test("a running instance answers 200 on every path, and its page names its region and id", async () => {
    const page = await fetch(urlOf(site.address));
    expect(await page.text()).toBe(`Instance ${site.instanceId} in ${REGION}\n`);
    expect((await fetch(`${urlOf(site.address)}/health`)).status).toBe(200);
  });

  test("a stopped instance is a dead host at once, and answers again once it runs", async () => {
    await setRunning([site.instanceId], false);
    await expect(fetch(urlOf(site.address))).rejects.toThrow("fetch failed");
    await setRunning([site.instanceId], true);
    expect((await fetch(urlOf(site.address))).status).toBe(200);
  });

  test("a port that its security group closes later is dead too", async () => {
    const other = await deployInstance(moto.deployed, REGION, { port: 8080 });
    await servers.refresh();
    expect((await fetch(urlOf(other.address, 8080))).status).toBe(200);
    await moto.deployed.ec2(REGION).send(
      new RevokeSecurityGroupIngressCommand({
        GroupId: other.groupId,
        IpPermissions: [{ IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      }),
    );
    await expect(fetch(urlOf(other.address, 8080))).rejects.toThrow("fetch failed");
  });

  test("a port that is open to some network only has no door", async () => {
    const hidden = await deployInstance(moto.deployed, REGION, { port: 80, to: "10.0.0.0/8" });
    await servers.refresh();
    expect(table.lookUp(hidden.address, 80)).toBeUndefined();
  });

  test("the same port talks TLS to a client that begins so", async () => {
    const status = await new Promise((resolve, reject) => {
      const asking = request(
        { host: "127.0.0.1", port: table.lookUp(site.address, 80), rejectUnauthorized: false, agent: false },
        (response) => resolve(response.resume().statusCode),
      );
      asking.on("error", reject).end();
    });
    expect(status).toBe(200);
  });

  test("a server outside AWS serves until it is told to fail, and again when it recovers", async () => {
    const outside = await servers.addOutsideAws("203.0.113.11", 80);
    expect((await fetch(urlOf("203.0.113.11"))).status).toBe(200);
    outside.fail();
    await expect(fetch(urlOf("203.0.113.11"))).rejects.toThrow("fetch failed");
    outside.recover();
    expect((await fetch(urlOf("203.0.113.11"))).status).toBe(200);
  });
});

describe("health checks", () => {
  let outside: { fail(): void; recover(): void };
  beforeAll(async () => {
    outside = await servers.addOutsideAws(OUTSIDE, 443);
  });
  const alive = { Type: "HTTPS", IPAddress: OUTSIDE, Port: 443, ResourcePath: "/health" } as const;

  test("an endpoint that answers is healthy, over HTTP and HTTPS", async () => {
    expect(await evaluate(alive)).toEqual({ healthy: true, reason: "203.0.113.10:443 answered 200" });
    expect((await evaluate({ ...alive, Type: "HTTP" })).healthy).toBe(true);
  });

  test("one that does not answer is unhealthy", async () => {
    outside.fail();
    const health = await evaluate(alive);
    outside.recover();
    expect(health.healthy).toBe(false);
    expect(health.reason).toMatch(/^203\.0\.113\.10:443 did not answer: /);
  });

  test("an address that nothing was deployed at is unhealthy", async () => {
    expect(await evaluate({ ...alive, IPAddress: "203.0.113.99" })).toEqual({
      healthy: false,
      reason: "nothing is reachable at 203.0.113.99:443",
    });
  });

  test("inverted turns the finding, and disabled is healthy whatever is found", async () => {
    expect((await evaluate({ ...alive, Inverted: true })).healthy).toBe(false);
    expect(await evaluate({ ...alive, IPAddress: "203.0.113.99", Disabled: true })).toEqual({
      healthy: true,
      reason: "the check is disabled",
    });
  });

  test("an inverted check on an object in S3 is healthy while the object is absent", async () => {
    const s3 = moto.deployed.s3(REGION);
    const everyone = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::lock-bucket/*",
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [everyone] });
    await s3.send(new PutBucketPolicyCommand({ Bucket: "lock-bucket", Policy }));
    const check = {
      Type: "HTTPS",
      FullyQualifiedDomainName: "lock-bucket.s3.us-west-2.amazonaws.com",
      ResourcePath: "/failover-lock",
      Inverted: true,
    } as const;
    const absent = await evaluate(check);
    await s3.send(new PutObjectCommand({ Bucket: "lock-bucket", Key: "failover-lock", Body: "locked" }));
    const present = await evaluate(check);
    await s3.send(new DeleteObjectCommand({ Bucket: "lock-bucket", Key: "failover-lock" }));
    expect(absent).toEqual({ healthy: true, reason: "inverted: s3://lock-bucket/failover-lock answered 404" });
    expect(present).toEqual({ healthy: false, reason: "inverted: s3://lock-bucket/failover-lock answered 200" });
  });

  test("a calculated check counts its healthy children against its threshold", async () => {
    const good = await deployHealthCheck(moto.deployed, alive);
    const bad = await deployHealthCheck(moto.deployed, { ...alive, IPAddress: "203.0.113.99" });
    const ofBoth = { Type: "CALCULATED", ChildHealthChecks: [good, bad] } as const;
    const strict = await evaluate({ ...ofBoth, ChildHealthChecks: [good, bad], HealthThreshold: 2 });
    expect(strict.healthy).toBe(false);
    expect(strict.reason).toContain("1 of 2 healthy, 2 needed (203.0.113.10:443 answered 200; nothing is reachable");
    expect((await evaluate({ ...ofBoth, ChildHealthChecks: [good, bad], HealthThreshold: 1 })).healthy).toBe(true);
  });

  test("a type that is not evaluated is named", async () => {
    await expect(evaluate({ Type: "TCP", IPAddress: OUTSIDE, Port: 443 })).rejects.toThrow(
      /is of type TCP; the embedded AWS evaluates HTTP, HTTPS and CALCULATED only/,
    );
  });
});

describe("the name server", () => {
  beforeAll(async () => {
    await nameServer.refresh();
    const HealthCheckId = await deployHealthCheck(moto.deployed, { Type: "HTTP", IPAddress: site.address, Port: 80 });
    const www = { Name: "www.example.com", Type: "A", TTL: 30 } as const;
    await deployRecords(moto.deployed, "example.com", [
      { ...www, SetIdentifier: "p", Failover: "PRIMARY", HealthCheckId, ResourceRecords: [{ Value: site.address }] },
      { ...www, SetIdentifier: "s", Failover: "SECONDARY", ResourceRecords: [{ Value: "203.0.113.2" }] },
    ]);
  });
  const resolver = () => {
    const asked = new Resolver();
    asked.setServers([`127.0.0.1:${nameServer.port}`]);
    return asked;
  };

  test("it follows the primary's health with the record's TTL, as Node's resolver sees it", async () => {
    expect(await resolver().resolve4("www.example.com", { ttl: true })).toEqual([{ address: site.address, ttl: 30 }]);
    await setRunning([site.instanceId], false);
    expect(await resolver().resolve4("www.example.com")).toEqual(["203.0.113.2"]);
    await setRunning([site.instanceId], true);
    expect(await resolver().resolve4("WWW.example.COM")).toEqual([site.address]);
  });

  test.each([
    ["UDP", askOverUdp],
    ["TCP", askOverTcp],
  ])("over %s an answer is authoritative and carries the question's id", async (_, ask) => {
    const answer = await ask(nameServer.port, "www.example.com", "A");
    expect(answer).toMatchObject({ id: 4_711, type: "response", flag_aa: true, rcode: "NOERROR" });
    expect(answer.answers).toMatchObject([{ name: "www.example.com", type: "A", ttl: 30, data: site.address }]);
  });

  test("moto's own SOA record is understood, for a name without data and one that does not exist", async () => {
    const noData = await askOverUdp(nameServer.port, "www.example.com", "AAAA");
    expect(noData).toMatchObject({ rcode: "NOERROR", answers: [], authorities: [{ type: "SOA", ttl: 900 }] });
    const missing = await askOverUdp(nameServer.port, "missing.example.com", "A");
    expect(missing).toMatchObject({ rcode: "NXDOMAIN", flag_aa: true });
    expect(missing.authorities).toMatchObject([{ data: { rname: "hostmaster.example.com", minimum: 86_400 } }]);
  });

  test("another zone's names are refused, without authority", async () => {
    expect(await askOverUdp(nameServer.port, "example.org", "A")).toMatchObject({ rcode: "REFUSED", flag_aa: false });
  });

  test("a check that cannot be evaluated is a server failure, not a guess", async () => {
    const HealthCheckId = await deployHealthCheck(moto.deployed, { Type: "TCP", IPAddress: "192.0.2.1", Port: 80 });
    await deployRecords(moto.deployed, "example.com", [
      {
        Name: "tcp.example.com",
        Type: "A",
        TTL: 30,
        SetIdentifier: "p",
        Failover: "PRIMARY",
        HealthCheckId,
        ResourceRecords: [{ Value: "192.0.2.1" }],
      },
    ]);
    expect(await askOverUdp(nameServer.port, "tcp.example.com", "A")).toMatchObject({ rcode: "SERVFAIL" });
  });

  test("every name server of the zone has its own address, that leads here", async () => {
    const { HostedZones } = await moto.deployed.route53().send(new ListHostedZonesCommand({}));
    const { DelegationSet } = await moto.deployed.route53().send(new GetHostedZoneCommand({ Id: HostedZones![0]!.Id }));
    const addresses = DelegationSet!.NameServers!.map((host) => table.addressOfNameServer(host)!);
    expect(new Set(addresses).size).toBe(4);
    for (const address of addresses) expect(table.lookUp(address, 53)).toBe(nameServer.port);
  });
});
