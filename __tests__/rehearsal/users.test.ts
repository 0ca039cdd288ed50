import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { Reply } from "../../embedded-aws/dns/reply";
import { listenOnLoopback } from "../../embedded-aws/loopback";
import type { Caller, Route } from "../../embedded-aws/network";
import { VirtualClock } from "../../embedded-aws/time/virtual-clock";
import { acceptTlsToo } from "../../embedded-aws/tls-too";
import { LASTING_MS, PATIENCE_MS, type Site, SOMEBODY, Users } from "../../rehearsal/users";
import { User } from "../../rehearsal/users/user";

const PRIMARY = "192.0.2.1";
const STANDBY = "192.0.2.2";
const TTL_SECONDS = 10;
const SITE: Site = { domain: "www.example.com", protocol: "HTTP", port: 80 };

/** Numbers in [0, 1) that look random and are the same every time (Lehmer's generator). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** A small world: servers that answer with what they are told to, a DNS answer, and users. */
function world(seed = 1, requestsPerSecond = 4) {
  const clock = new VirtualClock(0, { onFailure: (error) => failures.push(error) });
  const failures: Error[] = [];
  const requests: IncomingMessage[] = [];
  const callers: Caller[] = [];
  const asked: number[] = [];
  const routes = new Map<string, Route>();
  let dnsAnswer = PRIMARY;
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const serve = async (address: string, body: string, status = 200) => {
    const http = createServer((request, response) => {
      requests.push(request);
      response.writeHead(status, { connection: "close" });
      response.end(body);
    });
    await listen(address, acceptTlsToo(createTcpServer(), http));
  };
  const listen = async (address: string, server: Server) => {
    server.prependListener("connection", (socket: Socket) => {
      clock.follow(socket);
      sockets.add(socket);
    });
    servers.push(server);
    routes.set(address, { kind: "open", loopbackPort: await listenOnLoopback(server) });
  };
  const internet = {
    clock,
    network: {
      route: async (address: string, _port: number, caller: Caller): Promise<Route> => {
        callers.push(caller);
        return routes.get(address) ?? { kind: "silent" };
      },
    },
    ask: async (name: string): Promise<Reply> => {
      asked.push(clock.now());
      return { rcode: "NOERROR", answers: [{ type: "A", name, ttl: TTL_SECONDS, data: dnsAnswer }], authorities: [] };
    },
  };
  const users = new Users({ ...internet, site: SITE, random: seeded(seed), requestsPerSecond });
  const end = () => {
    users.stop();
    clock.stop();
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
    expect(failures).toEqual([]);
  };
  const turnDns = (address: string) => {
    dnsAnswer = address;
  };
  return { clock, users, internet, routes, requests, callers, asked, serve, listen, turnDns, end };
}

let now: ReturnType<typeof world>;
beforeEach(() => {
  now = world();
});
afterEach(() => now.end());

test("ten users fetch the page four times a second, each from an address and at a moment of its own", async () => {
  const { clock, users, callers, requests, serve } = now;
  await serve(PRIMARY, "the page\nmore");
  clock.start();
  users.start();
  await clock.sleep(10_000);
  expect(users.now()).toEqual([{ sight: { kind: "served", address: PRIMARY, page: "the page" }, users: 10 }]);
  expect(callers.length).toBeGreaterThanOrEqual(395);
  expect(callers.length).toBeLessThanOrEqual(400);
  expect(new Set(callers.map(({ address }) => address)).size).toBe(10);
  expect(callers[0]).toEqual({ kind: "user", address: expect.stringMatching(/^198\.51\.100\.\d+$/) });
  expect(requests[0]!.headers.host).toBe("www.example.com");
  expect(users.outages(0)).toEqual({ worst: undefined, medianMilliseconds: 0, perUser: [] });
});

test("after the first TTL their caches end at ten different times within a TTL", async () => {
  now = world(1, 1);
  const { clock, users, asked, serve } = now;
  await serve(PRIMARY, "the page");
  clock.start();
  users.start();
  await clock.sleep(3 * TTL_SECONDS * 1_000);
  const inOneTtl = asked.filter((at) => at >= 15_000 && at < 25_000);
  expect(inOneTtl).toHaveLength(10);
  expect(new Set(inOneTtl).size).toBe(10);
  expect(Math.max(...inOneTtl) - Math.min(...inOneTtl)).toBeGreaterThan(5_000);
});

test("a disaster lasts for each until its cache ends; the outage is the worst user's", async () => {
  const { clock, users, routes, serve, turnDns } = now;
  await serve(PRIMARY, "primary");
  await serve(STANDBY, "standby");
  clock.start();
  users.start();
  await clock.sleep(20_000);
  routes.set(PRIMARY, { kind: "silent" });
  turnDns(STANDBY);
  await clock.sleep(TTL_SECONDS * 1_000 + LASTING_MS + PATIENCE_MS);
  const { worst, medianMilliseconds, perUser } = users.outages(20_000);
  // One whose cache ended just then may feel nothing.
  expect(perUser.length).toBeGreaterThanOrEqual(9);
  expect(worst!.milliseconds).toBeGreaterThan(0.6 * TTL_SECONDS * 1_000);
  expect(worst!.milliseconds).toBeLessThan(TTL_SECONDS * 1_000 + 1_000);
  expect(worst).toMatchObject({ from: expect.any(Number), to: expect.any(Number) });
  expect(medianMilliseconds).toBeGreaterThan(0);
  expect(medianMilliseconds).toBeLessThan(worst!.milliseconds);
  expect(users.now()).toEqual([{ sight: { kind: "served", address: STANDBY, page: "standby" }, users: 10 }]);
  expect(users.answersOf(PRIMARY, 20_000)).toEqual([]);
  expect(users.answersOf(PRIMARY, 19_000)).toHaveLength(10);
  expect(users.failures(0, 19_000)).toEqual([]);
  expect(users.failures(0, 20_500).length).toBeGreaterThan(0);
  expect(users.failures(worst!.to! + PATIENCE_MS, clock.now())).toEqual([]);
});

test("one seed gives the same outages every time, another seed others", async () => {
  const outagesOf = async (seed: number) => {
    const other = world(seed, 1);
    await other.serve(PRIMARY, "primary");
    await other.serve(STANDBY, "standby");
    other.clock.start();
    other.users.start();
    await other.clock.sleep(12_000);
    other.routes.set(PRIMARY, { kind: "refused" });
    other.turnDns(STANDBY);
    await other.clock.sleep(22_000);
    other.end();
    return other.users.outages(12_000);
  };
  const first = await outagesOf(7);
  expect(await outagesOf(7)).toEqual(first);
  expect(await outagesOf(8)).not.toEqual(first);
});

describe("one look", () => {
  const seen = async (prepare: () => void | Promise<void>, site = SITE) => {
    await prepare();
    now.clock.start();
    const sight = await new User({ ...now.internet, site, address: SOMEBODY.address }).look();
    return { sight, at: now.clock.now() };
  };

  test("takes a round trip of AWS time", async () => {
    const { sight, at } = await seen(() => now.serve(PRIMARY, "the page"));
    expect(sight).toEqual({ kind: "served", address: PRIMARY, page: "the page" });
    expect(at).toBe(80);
  });

  test("over HTTPS does not mind who signed the certificate", async () => {
    const { sight } = await seen(() => now.serve(PRIMARY, "the page"), { ...SITE, protocol: "HTTPS", port: 443 });
    expect(sight).toEqual({ kind: "served", address: PRIMARY, page: "the page" });
  });

  test("at an error page is not served, but has reached the server", async () => {
    const { sight } = await seen(() => now.serve(PRIMARY, "sorry", 503));
    expect(sight).toEqual({ kind: "not served", address: PRIMARY, status: 503, why: "192.0.2.1: answered 503" });
  });

  test("at a silent address ends with patience", async () => {
    const { sight, at } = await seen(() => {});
    expect(sight).toMatchObject({ kind: "not served", why: "192.0.2.1: no packet came back in 5 s" });
    expect(at).toBe(PATIENCE_MS);
  });

  test("at a refused port ends after a round trip", async () => {
    const { sight, at } = await seen(() => void now.routes.set(PRIMARY, { kind: "refused" }));
    expect(sight).toMatchObject({ kind: "not served", why: "192.0.2.1: connection refused" });
    expect(at).toBe(80);
  });

  test("at a server that accepts and says nothing ends with patience", async () => {
    const { sight, at } = await seen(() => now.listen(PRIMARY, createTcpServer()));
    expect(sight).toMatchObject({ kind: "not served", why: "192.0.2.1: no answer in 5 s" });
    expect(at).toBe(PATIENCE_MS);
  });

  test("at a server that hangs up is not served", async () => {
    const server = createTcpServer((socket) => void socket.once("data", () => socket.destroy()));
    const { sight } = await seen(() => now.listen(PRIMARY, server));
    expect(sight).toMatchObject({ kind: "not served", address: PRIMARY });
  });

  test("without an answer of DNS says why", async () => {
    now.internet.ask = async () => Promise.reject(new Error("No deployed public hosted zone holds www.example.com."));
    const { sight } = await seen(() => {});
    expect(sight).toEqual({
      kind: "not served",
      why: "DNS does not answer www.example.com: No deployed public hosted zone holds www.example.com.",
    });
  });
});

test("while one request hangs the next are sent, as many at once as fit into a user's patience", async () => {
  const { clock, users, callers } = now;
  clock.start();
  users.start();
  await clock.sleep(20_000);
  expect(callers.length).toBeGreaterThanOrEqual(790);
  expect(users.failures(0, 1_000)).toHaveLength(10);
  users.stop();
  const sent = callers.length;
  const seen = users.failures(0, clock.now());
  await clock.sleep(20_000);
  expect(callers).toHaveLength(sent);
  expect(users.failures(0, clock.now())).toEqual(seen);
});

test("more users than addresses are refused", () => {
  expect(() => new Users({ ...now.internet, site: SITE, random: seeded(1), count: 255 })).toThrow(
    "255 users: 1 to 254 have an address.",
  );
});
