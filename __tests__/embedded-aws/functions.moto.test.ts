import { createServer } from "node:http";
import { join } from "node:path";
import { UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { strToU8, zipSync } from "fflate";
import { prepareAccount } from "../../embedded-aws/account";
import { AddressTable } from "../../embedded-aws/address-table";
import { Functions, type Invocation } from "../../embedded-aws/functions";
import { HealthChecks } from "../../embedded-aws/health-checks";
import { listenOnLoopback } from "../../embedded-aws/loopback";
import { NameServer } from "../../embedded-aws/name-server";
import { temporaryFolder } from "../temporary-folder";
import { runningMoto } from "./running-moto";
import { deployFunction, deployRecords } from "./small-deployment";

const REGION = "us-west-2";
const INSIDE_FUNCTION = join(process.cwd(), "embedded-aws", "inside-function");
const folder = temporaryFolder();
const moto = runningMoto();
const table = new AddressTable();
const host = createServer((request, response) => response.end(`${request.headers.host}${request.url}`));
let functions: Functions;
let nameServer: NameServer;
let deployed = 0;

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
  const healthChecks = new HealthChecks({ deployed: moto.deployed, table, endpoint: moto.endpoint });
  nameServer = await NameServer.start({ deployed: moto.deployed, healthChecks, table });
  await nameServer.refresh();
  const { endpoint } = moto;
  functions = new Functions({ deployed: moto.deployed, table, endpoint, folder, insideFunction: INSIDE_FUNCTION });
});
afterAll(async () => {
  functions?.stop();
  await nameServer?.stop();
  host.closeAllConnections();
  host.close();
});

/** Deploys a function of this body and invokes it with an event. */
async function run(
  body: string,
  rest: { event?: unknown; variables?: Record<string, string>; timeoutSeconds?: number } = {},
): Promise<Invocation> {
  const name = `function-${deployed++}`;
  const code = `const dns = require("node:dns"), http = require("node:http"), net = require("node:net");
    exports.handler = async (event, context) => { ${body} };`;
  await deployFunction(moto.deployed, REGION, { name, bucket: "artifacts", code, ...rest });
  return functions.invoke(name, REGION, rest.event ?? {});
}

async function resultOf(...args: Parameters<typeof run>): Promise<unknown> {
  const { outcome } = await run(...args);
  if (outcome.kind !== "result") throw new Error(JSON.stringify(outcome));
  return JSON.parse(outcome.payload ?? "null");
}

describe("an invocation", () => {
  test("hands the event in and the result out, and collects what was printed and how long the code took to load", async () => {
    const invocation = await run('console.log("look"); console.error("oops"); return event.a + 1;', {
      event: { a: 1 },
    });
    expect(invocation.outcome).toEqual({ kind: "result", payload: "2" });
    expect([...invocation.logLines].sort()).toEqual(["look", "oops"]);
    expect(invocation.loadMilliseconds).toBeGreaterThan(0);
  });

  test("sees the deployed environment and what Lambda sets, and nothing of this machine's", async () => {
    const variables = { WORKLOAD: "shop" };
    const environment = (await resultOf("return process.env;", { variables })) as Record<string, string>;
    expect(environment).toMatchObject({
      WORKLOAD: "shop",
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: "FUNCTION",
      AWS_LAMBDA_FUNCTION_NAME: expect.stringMatching(/^function-/),
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: expect.stringMatching(/^\/aws\/lambda\/function-/),
    });
    expect(environment.HOME).toBeUndefined();
    expect(environment.EMBEDDED_AWS_ADDRESS_TABLE).toBeUndefined();
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
        errorMessage: "The function's process ended without an answer: exit code 3",
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

  test.each([
    ["an address outside the table", '{ host: "192.0.2.1", port: 80 }', "ENETUNREACH"],
    ["another port of a deployed address", '{ host: "203.0.113.3", port: 81 }', "ENETUNREACH"],
    ["another loopback address, such as moto gives to instances", '{ host: "127.9.9.9", port: 80 }', "ENETUNREACH"],
    ["an IPv6 address", '{ host: "2001:db8::1", port: 80 }', "ENETUNREACH"],
    ["a name outside the deployed zones", '{ host: "www.example.org", port: 80 }', "ENOTFOUND"],
  ])("%s is unreachable", async (_, target, code) => {
    expect(await resultOf(get(target))).toBe(code);
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

  test("a resolver that is pointed elsewhere is refused", async () => {
    const code = `
      const resolver = new dns.promises.Resolver({ timeout: 500, tries: 1 });
      resolver.setServers(["192.0.2.53"]);
      return await resolver.resolve4("www.example.com").catch((error) => error.code);`;
    expect(await resultOf(code)).toBe("ECONNREFUSED");
  });
});

test("without the files that run inside a function, the start says where it looked", () => {
  const { endpoint } = moto;
  const make = () => new Functions({ deployed: moto.deployed, table, endpoint, folder, insideFunction: "/nowhere" });
  expect(make).toThrow("/nowhere holds no preload.js. Run this from the project's folder.");
});
