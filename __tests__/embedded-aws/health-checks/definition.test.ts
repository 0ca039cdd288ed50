import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { CHECKER_REGIONS, checkersIn } from "../../../embedded-aws/health-checks/checkers";
import { definitionOf } from "../../../embedded-aws/health-checks/definition";

const read = (HealthCheckConfig: HealthCheckConfig) =>
  definitionOf({ Id: "check", CallerReference: "test", HealthCheckVersion: 1, HealthCheckConfig });

test("what is not said has AWS's defaults: port 80, every 30 s, three in a row, all eight regions", () => {
  expect(read({ Type: "HTTP", IPAddress: "203.0.113.1" })).toEqual({
    kind: "endpoint",
    id: "check",
    inverted: false,
    disabled: false,
    target: {
      scheme: "HTTP",
      at: { kind: "address", address: "203.0.113.1" },
      port: 80,
      path: "/",
      host: "203.0.113.1",
    },
    regions: CHECKER_REGIONS,
    intervalMs: 30_000,
    failureThreshold: 3,
    measuresLatency: false,
  });
});

test.each<[HealthCheckConfig, object]>([
  [
    { Type: "HTTPS", IPAddress: "203.0.113.1", FullyQualifiedDomainName: "www.example.com", EnableSNI: true },
    { port: 443, host: "www.example.com", serverName: "www.example.com" },
  ],
  [
    { Type: "HTTPS", IPAddress: "203.0.113.1", FullyQualifiedDomainName: "www.example.com", Port: 8443 },
    { port: 8443, host: "www.example.com:8443" },
  ],
  [{ Type: "HTTP", IPAddress: "203.0.113.1", Port: 443 }, { host: "203.0.113.1:443" }],
  [
    { Type: "HTTP", FullyQualifiedDomainName: "www.example.com", ResourcePath: "health?deep=1" },
    { at: { kind: "name", name: "www.example.com" }, path: "/health?deep=1" },
  ],
])("%j is asked as Route 53 asks", (config, target) => {
  expect(read(config)).toMatchObject({ target });
});

test("without SNI, or without a name, TLS is told none", () => {
  const named = { Type: "HTTPS", FullyQualifiedDomainName: "www.example.com" } as const;
  expect(read({ ...named, EnableSNI: false })).not.toHaveProperty("target.serverName");
  expect(read({ Type: "HTTPS", IPAddress: "203.0.113.1" })).not.toHaveProperty("target.serverName");
});

test.each<[HealthCheckConfig, string]>([
  [{ Type: "HTTP_STR_MATCH", IPAddress: "203.0.113.1", SearchString: "ok" }, "is of type HTTP_STR_MATCH"],
  [{ Type: "HTTP" }, "has neither IPAddress nor FullyQualifiedDomainName"],
  [
    { Type: "HTTP", IPAddress: "203.0.113.1", Regions: ["eu-north-1" as never] },
    "asks for checkers in eu-north-1; Route 53 has them in us-east-1, ",
  ],
])("%j is not simulated, and why is said", (config, problem) => {
  expect(read(config)).toMatchObject({ kind: "unsimulated", problem: expect.stringContaining(problem) });
});

test("sixteen checkers stand in eight regions, each at an address of its own from the published ranges", () => {
  const checkers = checkersIn(CHECKER_REGIONS);
  expect(new Set(checkers.map(({ address }) => address)).size).toBe(16);
  expect(checkers.slice(0, 2)).toEqual([
    { region: "us-east-1", address: "54.243.31.193" },
    { region: "us-east-1", address: "107.23.255.1" },
  ]);
});
