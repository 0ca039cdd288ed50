import { prepareAccount } from "../../embedded-aws/account";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { findParts } from "../../rehearsal/deployed-parts";
import type { DeployedWorkload } from "../../rehearsal/deployed-workload";
import { runningMoto } from "../embedded-aws/running-moto";
import { deployFunction, deployHealthCheck } from "../embedded-aws/small-deployment";

const REGION = "eu-west-1";
const ADDRESS = "203.0.113.11";
const moto = runningMoto();

const partsOf = (domain: string, name: string) =>
  findParts(
    { clients: moto.deployed } as EmbeddedAws,
    { domain, primary: { address: ADDRESS }, controller: `pilot-light-${name}` } as DeployedWorkload,
    ["us-east-1", REGION],
  );

beforeAll(async () => {
  const buckets = [{ name: "artifacts", region: REGION }];
  await prepareAccount(moto.deployed, { regions: [REGION], hostedZones: [], buckets });
  const controller = { bucket: "artifacts", code: "exports.handler = () => {};" };
  await deployFunction(moto.deployed, REGION, { ...controller, name: "pilot-light-www" });
  await deployFunction(moto.deployed, REGION, {
    ...controller,
    name: "pilot-light-api",
    variables: { FAILBACK: "automatic", TTL_SECONDS: "20", BOOT_SECONDS: "75", GRACE_SECONDS: "240" },
  });
});

test("of two workloads on one server, each has its own check, port and controller", async () => {
  const www = await deployHealthCheck(moto.deployed, {
    ...{ Type: "HTTP", IPAddress: ADDRESS, Port: 80, FullyQualifiedDomainName: "www.example.com" },
  });
  const api = await deployHealthCheck(moto.deployed, {
    ...{ Type: "HTTPS", IPAddress: ADDRESS, Port: 8443, FullyQualifiedDomainName: "api.example.com" },
    ...{ RequestInterval: 30, FailureThreshold: 2 },
  });
  expect(await partsOf("www.example.com", "www")).toMatchObject({
    standbyRegion: REGION,
    endpointCheckId: www,
    site: { domain: "www.example.com", protocol: "HTTP", port: 80 },
    isSticky: true,
  });
  expect(await partsOf("api.example.com", "api")).toMatchObject({
    endpointCheckId: api,
    site: { domain: "api.example.com", protocol: "HTTPS", port: 8443 },
    isSticky: false,
    pace: { ttlSeconds: 20, bootSeconds: 75, graceSeconds: 240, checkSeconds: 30, threshold: 2 },
  });
});

test("a check or a controller that is not there is named", async () => {
  await expect(partsOf("shop.example.com", "www")).rejects.toThrow(
    "No health check of Route 53 asks the primary at 203.0.113.11 for shop.example.com.",
  );
  await expect(partsOf("www.example.com", "shop")).rejects.toThrow(
    "There is no function pilot-light-shop in us-east-1, eu-west-1.",
  );
});
