import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer } from "node:net";
import { networkProbe } from "../../../embedded-aws/health-checks/network-probe";
import type { Target } from "../../../embedded-aws/health-checks/probe";
import { findFreePort, listenOnLoopback } from "../../../embedded-aws/loopback";
import type { Caller, Route } from "../../../embedded-aws/network";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { acceptTlsToo } from "../../../embedded-aws/tls-too";

const CHECKER = { region: "us-east-1", address: "54.243.31.193" };
const TARGET: Target = {
  scheme: "HTTP",
  at: { kind: "address", address: "203.0.113.1" },
  port: 80,
  path: "/health?deep=1",
  host: "www.example.com",
};
const ROUND_TRIP_MS = 80;

let clock: VirtualClock;
let listen: RequestListener;
let loopbackPort: number;
const http = createHttpServer((request, response) => listen(request, response));
const server = acceptTlsToo(
  createServer((socket) => clock.follow(socket)),
  http,
);
beforeAll(async () => {
  loopbackPort = await listenOnLoopback(server);
});
afterAll(() => void server.close());
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
  listen = (_, response) => response.end("ok");
});
afterEach(() => clock.stop());

/** One look, what the network was asked, and how long the look took in AWS time. */
async function look(target: Target, route: Route = { kind: "open", loopbackPort }) {
  const asked: { address: string; port: number; caller: Caller }[] = [];
  const probe = networkProbe({
    clock,
    network: {
      route: async (address, port, caller) => {
        asked.push({ address, port, caller });
        return route;
      },
    },
    endpoint: `http://127.0.0.1:${loopbackPort}`,
    resolve: async (name) => (name === "known.example.com" ? "203.0.113.7" : undefined),
  });
  const began = clock.now();
  const result = await probe(target, CHECKER);
  return { ...result, asked, took: clock.now() - began };
}

test("an endpoint that answers is asked as Route 53 asks, by the checker's own address", async () => {
  const seen: unknown[] = [];
  listen = ({ method, url, headers }, response) => {
    seen.push([method, url, headers.host]);
    response.end("ok");
  };
  expect(await look(TARGET)).toEqual({
    success: true,
    text: "Success: HTTP Status Code 200, OK",
    firstByteAfter: ROUND_TRIP_MS,
    took: ROUND_TRIP_MS,
    asked: [{ address: "203.0.113.1", port: 80, caller: { kind: "checker", ...CHECKER } }],
  });
  expect(seen).toEqual([["GET", "/health?deep=1", "www.example.com"]]);
});

test.each([
  [200, true],
  [204, true],
  [301, true],
  [399, true],
  [400, false],
  [404, false],
  [503, false],
])("status %i is healthy: %s", async (status, healthy) => {
  listen = (_, response) => response.writeHead(status).end();
  expect((await look(TARGET)).success).toBe(healthy);
});

test("a status says what it means, as GetHealthCheckStatus shows it", async () => {
  listen = (_, response) => response.writeHead(404).end();
  expect((await look(TARGET)).text).toBe("Failure: HTTP Status Code 404, Not Found");
});

test("over HTTPS nobody looks at the certificate, and SNI tells the name", async () => {
  expect(await look({ ...TARGET, scheme: "HTTPS", serverName: "www.example.com" })).toMatchObject({
    text: "Success: HTTP Status Code 200, OK",
    took: ROUND_TRIP_MS,
  });
  expect((await look({ ...TARGET, scheme: "HTTPS" })).success).toBe(true);
});

test("the client_hello carries the name that SNI tells, and none without", async () => {
  const hellos: string[] = [];
  const listener = createServer((socket) => {
    clock.follow(socket);
    socket.on("error", () => {});
    socket.once("data", (hello) => {
      hellos.push(hello.toString("latin1"));
      socket.destroy();
    });
  });
  const port = await listenOnLoopback(listener);
  const route = { kind: "open", loopbackPort: port } as const;
  const named = await look({ ...TARGET, scheme: "HTTPS", serverName: "www.example.com" }, route);
  await look({ ...TARGET, scheme: "HTTPS" }, route);
  listener.close();
  expect(named.text).toMatch(/^Failure: The connection broke: /);
  expect(hellos.map((hello) => hello.includes("www.example.com"))).toEqual([true, false]);
});

test("a silent address takes the 4 s of the connect time-out, and a refused connection one round trip", async () => {
  expect(await look(TARGET, { kind: "silent" })).toMatchObject({ success: false, took: 4_000 });
  expect(await look(TARGET, { kind: "refused" })).toMatchObject({
    text: "Failure: Connection refused",
    took: ROUND_TRIP_MS,
  });
});

test("a door whose server has gone meanwhile is refused", async () => {
  const gone = await look(TARGET, { kind: "open", loopbackPort: await findFreePort() });
  expect(gone).toMatchObject({ success: false, took: ROUND_TRIP_MS, text: expect.stringMatching(/refused/) });
});

test.each(["HTTP", "HTTPS"] as const)("a status over %s must come within 2 s of the connection", async (scheme) => {
  listen = (_, response) => void clock.sleep(1_900).then(() => response.end());
  expect(await look({ ...TARGET, scheme })).toMatchObject({ success: true, took: ROUND_TRIP_MS + 1_900 });
  listen = (_, response) => void clock.sleep(2_100).then(() => response.end());
  expect(await look({ ...TARGET, scheme })).toMatchObject({ success: false, took: ROUND_TRIP_MS + 2_000 });
});

test.each(["HTTP", "HTTPS"] as const)("the clock follows a checker's end of a connection over %s", async (scheme) => {
  const follow = jest.spyOn(clock, "follow");
  const ends: (number | undefined)[] = [];
  listen = (_, response) => {
    ends.push(...follow.mock.calls.map(([end]) => end.remotePort));
    response.end();
  };
  await look({ ...TARGET, scheme });
  expect(ends).toContain(loopbackPort);
});

test("a connection that is reset is a failure", async () => {
  listen = ({ socket }) => void socket.destroy();
  expect(await look(TARGET)).toMatchObject({ success: false, text: expect.stringMatching(/^Failure: The connection/) });
});

test("a name is resolved for every look, and one that DNS does not know is a failure", async () => {
  const named = (name: string): Target => ({ ...TARGET, at: { kind: "name", name }, host: name });
  expect((await look(named("known.example.com"))).asked).toMatchObject([{ address: "203.0.113.7" }]);
  expect((await look(named("unknown.example.com"))).text).toBe(
    "Failure: DNS resolution failed: no A record for unknown.example.com",
  );
});

test("a bucket is asked through the gateway, anonymously, by the checker's address", async () => {
  const seen: unknown[] = [];
  listen = ({ url, headers }, response) => {
    seen.push([url, headers["x-embedded-aws-source-address"], headers.authorization]);
    response.writeHead(404).end();
  };
  const name = "some-bucket.s3.us-west-2.amazonaws.com";
  const found = await look({ ...TARGET, scheme: "HTTPS", at: { kind: "name", name }, port: 443, path: "/some-key" });
  expect(found).toMatchObject({ text: "Failure: HTTP Status Code 404, Not Found", asked: [] });
  expect(seen).toEqual([["/some-bucket/some-key", CHECKER.address, undefined]]);
});
