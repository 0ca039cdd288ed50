import { runningMoto } from "../running-moto";
import { runningFunctions } from "./running-functions";

const { resultOf } = runningFunctions(runningMoto());

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
