import { createServer } from "node:http";
import { join } from "node:path";
import { UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { prepareAccount } from "../../../embedded-aws/account";
import { AddressTable } from "../../../embedded-aws/address-table";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { deployedZones } from "../../../embedded-aws/dns/hosted-zones";
import { NameServers } from "../../../embedded-aws/dns/name-servers";
import { Functions } from "../../../embedded-aws/functions/functions";
import type { Invocation } from "../../../embedded-aws/functions/invocation";
import { listenOnLoopback } from "../../../embedded-aws/loopback";
import type { Route } from "../../../embedded-aws/network";
import { TimeOfDay } from "../../../embedded-aws/time/time-of-day";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { temporaryFolder } from "../../temporary-folder";
import { runningMoto } from "../running-moto";
import { deployFunction, deployRecords } from "../small-deployment";

const REGION = "us-west-2";
const START = Date.UTC(2030, 0, 1);
const folder = temporaryFolder();
const moto = runningMoto();
const table = new AddressTable();
const timeOfDay = new TimeOfDay(join(folder, "aws-time"), START);
const failures: Error[] = [];
const clock = new VirtualClock(START, { onTime: timeOfDay.write, onFailure: (error) => failures.push(error) });
const host = createServer((request, response) => response.end(`${request.headers.host}${request.url}`));
host.on("connection", (socket) => clock.follow(socket));
const invocations: Invocation[] = [];
let functions: Functions;
let nameServers: NameServers;
let deployed = 0;

/** One address is behind a door, one refuses, and all others are silent. */
function route(address: string, port: number): Route {
  if (address === "203.0.113.9") return { kind: "refused" };
  const loopbackPort = table.lookUp(address, port);
  return loopbackPort === undefined ? { kind: "silent" } : { kind: "open", loopbackPort };
}

beforeAll(async () => {
  await prepareAccount(moto.deployed, {
    regions: [],
    hostedZones: ["example.com"],
    buckets: [{ name: "artifacts", region: REGION }],
  });
  await deployRecords(moto.deployed, "example.com", [
    { Name: "www.example.com", Type: "A", TTL: 30, ResourceRecords: [{ Value: "203.0.113.3" }] },
  ]);
  table.open("203.0.113.3", 80, await listenOnLoopback(host));
  const state = new DeployedState(clock);
  const zones = deployedZones(state, moto.deployed);
  nameServers = new NameServers({ clock, zones, table, random: () => 0, healthyAt: () => true });
  await nameServers.refresh();
  functions = new Functions({
    clock,
    timeFile: timeOfDay.file,
    network: { route: async (address, port) => route(address, port) },
    names: table,
    insideProcess: join(process.cwd(), "embedded-aws", "inside-process"),
    deployed: moto.deployed,
    state,
    endpoint: moto.endpoint,
    folder,
    roleMay: async () => ({ allowed: true }),
    assumeRole: async (roleArn) => {
      if (roleArn.endsWith("forbidden")) throw new Error("its trust policy does not name Lambda");
      return { accessKeyId: "ASIAFUNCTION", secretAccessKey: "embedded", sessionToken: "session" };
    },
    onInvocation: (invocation) => void invocations.push(invocation),
  });
  clock.start();
});
afterAll(async () => {
  functions?.stop();
  await nameServers?.stop();
  clock.stop();
  timeOfDay.close();
  host.closeAllConnections();
  host.close();
});
afterEach(() => expect(failures).toEqual([]));

/** Deploys a function of this body and invokes it with an event. */
async function run(
  body: string,
  rest: { event?: unknown; variables?: Record<string, string>; timeoutSeconds?: number } = {},
): Promise<Invocation> {
  const name = `function-${deployed++}`;
  const code = `const dns = require("node:dns"), http = require("node:http"), net = require("node:net");
    exports.handler = async (event, context) => { ${body} };`;
  await deployFunction(moto.deployed, REGION, { name, bucket: "artifacts", code, ...rest });
  return invoke(name, rest.event);
}

/** Invokes a function that is not throttled. */
async function invoke(name: string, event: unknown = {}): Promise<Invocation> {
  const invocation = await functions.invoke(name, REGION, event);
  if (!("requestId" in invocation)) throw new Error(JSON.stringify(invocation));
  return invocation;
}

async function resultOf(...args: Parameters<typeof run>): Promise<unknown> {
  const { outcome } = await run(...args);
  if (outcome.kind !== "result") throw new Error(JSON.stringify(outcome));
  return JSON.parse(outcome.payload ?? "null");
}

describe("an invocation", () => {
  test("hands the event in and the result out, and collects what was printed", async () => {
    const invocation = await run('console.log("look"); console.error("oops"); return event.a + 1;', {
      event: { a: 1 },
    });
    expect(invocation.outcome).toEqual({ kind: "result", payload: "2" });
    expect([...invocation.logLines].sort()).toEqual(["look", "oops"]);
  });

  test("sees the deployed environment and what Lambda sets, and nothing of this machine's", async () => {
    const variables = { WORKLOAD: "shop" };
    const environment = (await resultOf("return process.env;", { variables })) as Record<string, string>;
    expect(environment).toMatchObject({
      WORKLOAD: "shop",
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "ASIAFUNCTION",
      AWS_SESSION_TOKEN: "session",
      AWS_LAMBDA_FUNCTION_NAME: expect.stringMatching(/^function-/),
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: expect.stringMatching(/^\/aws\/lambda\/function-/),
    });
    expect(environment.HOME).toBeUndefined();
    expect(environment.EMBEDDED_AWS_TIME_FILE).toBeUndefined();
  });

  test("has Lambda's context", async () => {
    const context = "[context.functionName, context.awsRequestId, context.getRemainingTimeInMillis()]";
    expect(await resultOf(`return ${context};`, { timeoutSeconds: 7 })).toEqual([
      expect.stringMatching(/^function-/),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.any(Number),
    ]);
  });

  test("that throws is an error with its type and message", async () => {
    const { outcome } = await run('throw new RangeError("too far");');
    expect(outcome).toMatchObject({ kind: "error", error: { errorType: "RangeError", errorMessage: "too far" } });
  });

  test("whose process ends by itself is an error", async () => {
    const { outcome } = await run("process.exit(3);");
    expect(outcome).toMatchObject({
      error: {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: exit status 3$/),
      },
    });
  });

  test("that outlasts its deployed timeout is killed, even in an endless loop", async () => {
    const { outcome } = await run("for (;;);", { timeoutSeconds: 1 });
    expect(outcome).toEqual({ kind: "timeout", afterSeconds: 1 });
  });

  test("that leaves something open ends with its answer all the same", async () => {
    expect(await resultOf("setInterval(() => {}, 1000); return 1;")).toBe(1);
  });
});

describe("the deployed code", () => {
  const code = (text: string) => `exports.handler = async () => ${JSON.stringify(text)};`;

  test("is the version that the function was deployed from, also when the object was replaced later", async () => {
    const { key } = await deployFunction(moto.deployed, REGION, {
      name: "first",
      bucket: "artifacts",
      code: code("1"),
    });
    await moto.deployed.s3(REGION).send(new PutObjectCommand({ Bucket: "artifacts", Key: key, Body: "newer" }));
    expect((await functions.invoke("first", REGION, {})).outcome).toEqual({ kind: "result", payload: '"1"' });
  });

  test("that no bucket holds any more is named", async () => {
    const { key } = await deployFunction(moto.deployed, REGION, { name: "lost", bucket: "artifacts", code: code("1") });
    const s3 = moto.deployed.s3(REGION);
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: "artifacts", Prefix: key }));
    for (const { VersionId } of Versions)
      await s3.send(new DeleteObjectCommand({ Bucket: "artifacts", Key: key, VersionId }));
    await expect(functions.invoke("lost", REGION, {})).rejects.toThrow(
      /No bucket in us-west-2 holds the code of lost: an object lost\.zip whose SHA-256 is \S+=\. Either it was deleted/,
    );
  });

  test("that was uploaded as a file cannot be given back by moto, and the error says what to do", async () => {
    await deployFunction(moto.deployed, REGION, { name: "file", bucket: "artifacts", code: code("1") });
    await moto.deployed
      .lambda(REGION)
      .send(
        new UpdateFunctionCodeCommand({ FunctionName: "file", ZipFile: zipSync({ "index.js": strToU8(code("2")) }) }),
      );
    await expect(functions.invoke("file", REGION, {})).rejects.toThrow(
      /^No bucket in us-west-2 holds the code of file: .* or was uploaded as a file/,
    );
  });
});

describe("the function's network", () => {
  const get = (target: string) => `
    return await new Promise((resolve) => {
      http.get(${target}, async (response) => {
        let body = ""; for await (const chunk of response) body += chunk; resolve(body);
      }).on("error", (error) => resolve(error.code));
    });`;

  test("a deployed address leads through the address table, by http with a host, by URL and by fetch", async () => {
    const options = '{ host: "203.0.113.3", port: 80, path: "/health", headers: { host: "www.example.com" } }';
    expect(await resultOf(get(options))).toBe("www.example.com/health");
    expect(await resultOf(get('"http://203.0.113.3/x"'))).toBe("203.0.113.3/x");
    expect(await resultOf('return (await fetch("http://203.0.113.3/y")).text();')).toBe("203.0.113.3/y");
  });

  test("every form of net.connect is led there", async () => {
    const talk = (how: string) =>
      resultOf(`return await new Promise((resolve, reject) => {
        const socket = ${how}; socket.on("error", reject).on("data", (data) => resolve(String(data).slice(0, 15)));
        socket.write("GET / HTTP/1.0\\r\\nHost: h\\r\\n\\r\\n"); });`);
    for (const how of [
      'net.connect(80, "203.0.113.3")',
      'net.connect({ host: "203.0.113.3", port: 80 }, () => {})',
      'new net.Socket().connect(80, "203.0.113.3", () => {})',
    ])
      expect(await talk(how)).toBe("HTTP/1.1 200 OK");
  });

  const connectWithin = (target: string) => `
    const began = Date.now();
    return await new Promise((resolve) => {
      const asking = http.get({ ...${target}, timeout: 4000 }, () => resolve("answered"));
      asking.on("timeout", () => asking.destroy(new Error("time-out")));
      asking.on("error", (error) => resolve([error.code ?? error.message, Date.now() - began]));
    });`;

  test.each([
    ["an address where nothing is deployed", '{ host: "192.0.2.1", port: 80 }'],
    ["another port of a deployed address", '{ host: "203.0.113.3", port: 81 }'],
    ["another loopback address, such as moto gives to instances", '{ host: "127.9.9.9", port: 80 }'],
    ["an IPv6 address", '{ host: "2001:db8::1", port: 80 }'],
  ])("%s is silent: only the function's own time-out, in AWS time, ends the attempt", async (_, target) => {
    expect(await resultOf(connectWithin(target))).toEqual(["time-out", 4_000]);
  });

  test("a server whose service does not listen refuses the connection", async () => {
    expect(await resultOf(get('{ host: "203.0.113.9", port: 80 }'))).toBe("ECONNREFUSED");
  });

  test("a name outside the deployed zones does not exist", async () => {
    expect(await resultOf(get('{ host: "www.example.org", port: 80 }'))).toBe("ENOTFOUND");
  });

  test("a name of the deployed zone leads to its address", async () => {
    expect(await resultOf(get('"http://www.example.com/z"'))).toBe("www.example.com/z");
  });

  const NS = '"ns-2048.awsdns-64.com"';
  test("name servers are found by their names, with promises and callbacks", async () => {
    expect(
      await resultOf(`
        const callback = (call) => new Promise((resolve, reject) =>
          call((error, ...found) => (error ? reject(error) : resolve(found))));
        return [
          (await dns.promises.lookup(${NS})).address,
          (await dns.promises.lookup(${NS}, { all: true }))[0].address,
          (await dns.promises.resolve4(${NS}))[0],
          (await require("node:dns/promises").resolve4(${NS}, { ttl: true }))[0].address,
          (await callback((done) => dns.lookup(${NS}, done)))[0],
          (await callback((done) => dns.lookup(${NS}, { all: true }, done)))[0][0].address,
          (await callback((done) => dns.resolve4(${NS}, done)))[0][0],
        ];`),
    ).toEqual(Array(7).fill("198.18.53.1"));
  });

  test("a resolver that is pointed at a name server's address asks the deployed zone, with promises and callbacks", async () => {
    expect(
      await resultOf(`
        const resolver = new dns.promises.Resolver({ timeout: 500, tries: 1 });
        resolver.setServers([(await dns.promises.lookup(${NS})).address]);
        const old = new dns.Resolver();
        old.setServers(["198.18.53.2:53"]);
        return [
          await resolver.resolve4("www.example.com"),
          await new Promise((resolve) => old.resolve4("www.example.com", (_, found) => resolve(found))),
          await dns.promises.resolve4("www.example.com"),
        ];`),
    ).toEqual([["203.0.113.3"], ["203.0.113.3"], ["203.0.113.3"]]);
  });

  test("a resolver that is pointed at a silent server waits as long as it was told, in AWS time", async () => {
    const code = `
      const began = Date.now();
      const resolver = new dns.promises.Resolver({ timeout: 500, tries: 1 });
      resolver.setServers(["192.0.2.53"]);
      const code = await resolver.resolve4("www.example.com").catch((error) => error.code);
      return [code, Date.now() - began];`;
    expect(await resultOf(code)).toEqual(["ETIMEOUT", 500]);
  });
});

describe("the function's time", () => {
  test("is AWS's, wherever it looks", async () => {
    const [date, text, monotonic, precise] = (await resultOf(`
      const began = performance.now(), start = process.hrtime.bigint();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      return [Date.now(), new Date().toISOString(), performance.now() - began, Number(process.hrtime.bigint() - start)];
    `)) as [number, string, number, number];
    expect(new Date(date).getUTCFullYear()).toBe(2030);
    expect(text).toBe(new Date(date).toISOString());
    expect([monotonic, precise]).toEqual([2_500, 2_500_000_000]);
  });

  test.each([
    ["setTimeout", "await new Promise((resolve) => setTimeout(resolve, 60_000));", 60_000],
    [
      "setInterval",
      "await new Promise((done) => { let n = 0; const t = setInterval(() => ++n === 3 && (clearInterval(t), done()), 1000); });",
      3_000,
    ],
    ["timers/promises", 'await require("node:timers/promises").setTimeout(7000);', 7_000],
    ["scheduler.wait", 'await require("node:timers/promises").scheduler.wait(800);', 800],
    ["a promisified setTimeout", 'await require("node:util").promisify(setTimeout)(900);', 900],
    [
      "AbortSignal.timeout",
      "await new Promise((resolve) => AbortSignal.timeout(1500).addEventListener('abort', resolve));",
      1_500,
    ],
    [
      "a socket's time-out",
      'await new Promise((resolve) => { const s = net.connect(80, "203.0.113.3"); s.setTimeout(2500, () => { s.destroy(); resolve(); }); });',
      2_500,
    ],
    [
      "a timer that is refreshed",
      "await new Promise((resolve) => { const t = setTimeout(resolve, 1000); setTimeout(() => t.refresh(), 400); });",
      1_400,
    ],
  ])("%s waits in AWS time and takes next to none of this machine's", async (_, code, milliseconds) => {
    const began = performance.now();
    const waited = await resultOf(`const began = Date.now(); ${code} return Date.now() - began;`, {
      timeoutSeconds: 100,
    });
    expect(waited).toBe(milliseconds);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("stands still while the function works", async () => {
    const work = "const until = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < until);";
    expect(await resultOf(`const began = Date.now(); ${work} return Date.now() - began;`)).toBe(0);
  });

  test("stands still while WebAssembly is compiled, as fetch does at its first use", async () => {
    // A module of many functions, each of which does nothing: type, functions, code.
    const compile = `
      const many = [0xa0, 0x8d, 0x06], count = 100_000;
      const section = (id, content) => {
        const length = [0, 7, 14, 21].map((bits, n) => ((content.length >> bits) & 127) | (n < 3 ? 128 : 0));
        return Buffer.from([id, ...length, ...content]);
      };
      const functions = Buffer.concat([Buffer.from(many), Buffer.alloc(count)]);
      const bodies = Buffer.concat([Buffer.from(many), Buffer.alloc(count * 3, Buffer.from([2, 0, 0x0b]))]);
      const begin = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0]);
      const module = Buffer.concat([begin, section(3, functions), section(10, bodies)]);
      setInterval(() => {}, 1);
      const began = Date.now();
      for (let n = 0; n < 5; n++) await WebAssembly.compile(module);
      await WebAssembly.instantiate(module);
      return Date.now() - began;`;
    expect(await resultOf(compile)).toBe(0);
  });

  test("stands still while something is compressed", async () => {
    const compress = `
      const zlib = require("node:zlib"), { promisify } = require("node:util");
      const bytes = require("node:crypto").randomBytes(1_000_000);
      setInterval(() => {}, 1);
      const began = Date.now();
      await promisify(zlib.gunzip)(await promisify(zlib.gzip)(bytes));
      await promisify(zlib.brotliDecompress)(await promisify(zlib.brotliCompress)(bytes));
      return Date.now() - began;`;
    expect(await resultOf(compress)).toBe(0);
  });

  test("its deployed timeout is in AWS time", async () => {
    const { outcome, startedAt, endedAt } = await run("await new Promise(() => {});", { timeoutSeconds: 50 });
    expect(outcome).toEqual({ kind: "timeout", afterSeconds: 50 });
    expect(endedAt - startedAt).toBe(50_600);
  });
});

describe("processes", () => {
  const counting = `globalThis.calls = (globalThis.calls ?? 0) + 1; return globalThis.calls;`;

  test("a first call starts cold, the next finds the same process, warm", async () => {
    const first = await run(counting);
    const name = `function-${deployed - 1}`;
    const second = await invoke(name);
    expect([first.coldStart, second.coldStart]).toEqual([true, false]);
    expect(second.outcome).toEqual({ kind: "result", payload: "2" });
  });

  test("two calls at once need two processes, and are counted", async () => {
    const { functionArn } = await run(`await new Promise((resolve) => setTimeout(resolve, 5000)); ${counting}`, {
      timeoutSeconds: 9,
    });
    const name = `function-${deployed - 1}`;
    const both = await Promise.all([functions.invoke(name, REGION, {}), functions.invoke(name, REGION, {})]);
    expect(both.map(({ outcome }) => outcome)).toEqual([
      { kind: "result", payload: "2" },
      { kind: "result", payload: "1" },
    ]);
    expect(functions.mostAtOnce(functionArn)).toBe(2);
  });

  test("a frozen process's timers wait for its next call", async () => {
    await run(
      "setTimeout(() => { globalThis.late ??= Date.now(); }, 1000); const late = globalThis.late ?? 0; await new Promise((done) => setTimeout(done, 10)); return late;",
    );
    await clock.sleep(60_000);
    const before = clock.now();
    const second = await functions.invoke(`function-${deployed - 1}`, REGION, {});
    expect(second.outcome).toEqual({ kind: "result", payload: "0" });
    const third = await functions.invoke(`function-${deployed - 1}`, REGION, {});
    expect(Number(third.outcome.kind === "result" && third.outcome.payload)).toBeGreaterThanOrEqual(before);
  });

  test("one that needs more than its memory is killed", async () => {
    const { outcome } = await run("const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));", {
      timeoutSeconds: 60,
    });
    expect(outcome).toMatchObject({ kind: "error", error: { errorType: "Runtime.ExitError" } });
  });

  test("one that needs more than its memory outside the heap is killed as well, at the end of its call", async () => {
    const name = `function-${deployed}`;
    const first = await run("globalThis.kept = Buffer.alloc(event.mb * 1024 * 1024, 1);", { event: { mb: 200 } });
    expect(first.outcome).toMatchObject({
      error: {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
      },
    });
    const second = await invoke(name, { mb: 1 });
    expect([second.coldStart, second.outcome.kind]).toEqual([true, "result"]);
    const [used, report] = [/Max Memory Used: (\d+) MB/, second.log.at(-1)!.message];
    expect(Number(used.exec(report)?.[1])).toBeGreaterThan(20);
    expect(Number(used.exec(report)?.[1])).toBeLessThan(128);
  });
});
