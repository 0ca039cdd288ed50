import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fetchPage, isGood, type PageTarget, urlOf } from "../../../operations/look/page";
import { certificate } from "../../functions/controller/self-signed-certificate";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener, tls = false): Promise<PageTarget> {
  const server = tls ? createTlsServer(certificate, listener) : createServer(listener);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { protocol: tls ? "HTTPS" : "HTTP", address: "127.0.0.1", port, path: "/health", domain: "www.example.com" };
}

const fetched = (target: PageTarget, withinMs = 2_000) => fetchPage(target, withinMs, Date.now);

test("a page is its status, its time and its first words, asked for under the domain", async () => {
  const asked: unknown[] = [];
  const target = await serve(({ url, headers: { host } }, response) => {
    asked.push([url, host]);
    response.end("<html><style>p {}</style><p>Instance i-1\n in us-west-2</p></html>");
  });
  expect(await fetched(target)).toEqual({
    kind: "answers",
    status: 200,
    ms: expect.any(Number),
    excerpt: "Instance i-1 in us-west-2",
  });
  expect(asked).toEqual([["/health", `www.example.com:${target.port}`]]);
});

test("a title says more than the page, and long words are cut", async () => {
  const titled = await serve((_, response) => response.end("<title>Shop</title><p>Buy now</p>"));
  expect(await fetched(titled)).toMatchObject({ excerpt: "Shop" });
  const long = await serve((_, response) => response.end("x".repeat(100_000)));
  expect(await fetched(long)).toMatchObject({ excerpt: `${"x".repeat(60)}…` });
});

test("with HTTPS the page comes with what its certificate is worth", async () => {
  const target = await serve((_, response) => response.end("hello"), true);
  expect(await fetched(target)).toMatchObject({
    kind: "answers",
    status: 200,
    certificate: { untrusted: "DEPTH_ZERO_SELF_SIGNED_CERT", otherName: expect.stringContaining("www.example.com") },
  });
});

test("a server that refuses, hangs, or breaks off fails with what happened", async () => {
  const target = await serve(() => {});
  expect(await fetched(target, 100)).toEqual({ kind: "fails", why: "no answer within 0.1 s" });
  const breaking = await serve(({ socket }) => void socket.destroy());
  expect(await fetched(breaking)).toEqual({ kind: "fails", why: "ECONNRESET" });
  servers[0]!.closeAllConnections();
  servers[0]!.close();
  expect(await fetched(target)).toEqual({ kind: "fails", why: "ECONNREFUSED" });
});

test("a body that breaks off after its status is an answer", async () => {
  const target = await serve(({ socket }, response) => {
    response.writeHead(200, { "Content-Length": "100" });
    response.write("begun");
    setTimeout(() => socket.destroy(), 20);
  });
  expect(await fetched(target)).toMatchObject({ kind: "answers", status: 200 });
});

test("2xx and 3xx are good, as Route 53 counts", () => {
  const answers = (status: number) => isGood({ kind: "answers", status, ms: 1, excerpt: "" });
  expect([199, 200, 302, 399, 400, 503].map(answers)).toEqual([false, true, true, true, false, false]);
});

test("its address is what a person would type", () => {
  const page = { path: "/", domain: "www.example.com" };
  expect(urlOf({ ...page, protocol: "HTTP", port: 80 })).toBe("http://www.example.com/");
  expect(urlOf({ ...page, protocol: "HTTPS", port: 8443 })).toBe("https://www.example.com:8443/");
});
