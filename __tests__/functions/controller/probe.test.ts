import { createServer as createHttpServer, type RequestListener } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import { describeFailure, type ProbeFailure, probe } from "../../../functions/controller/probe";
import { certificate } from "./self-signed-certificate";

/** Milliseconds. What is to be answered has time, also on a busy machine; what is never answered has little. */
const PATIENT = { connect: 3_000, answer: 3_000 };
const SHORT_ANSWER = { connect: 3_000, answer: 100 };
const SHORT_CONNECT = { connect: 200, answer: 3_000 };
const DOMAIN = "www.example.com";
const open = new Set<Server>();
const sockets = new Set<Socket>();

async function listening(server: Server): Promise<number> {
  open.add(server);
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([...open].map((server) => new Promise((resolve) => server.close(resolve))));
  open.clear();
  sockets.clear();
});

const ask = (port: number, protocol: "HTTP" | "HTTPS" = "HTTP", timeouts = PATIENT) =>
  probe({ protocol, port, path: "/health", address: "127.0.0.1", domain: DOMAIN }, () => Date.now(), timeouts);
const answering = (listener: RequestListener) => listening(createHttpServer(listener));

it.each([200, 204, 301, 399])("calls HTTP %d healthy", async (status) => {
  const port = await answering((_request, response) => response.writeHead(status, { Location: "/elsewhere" }).end());
  expect(await ask(port)).toMatchObject({ kind: "serves", status });
});

it.each([400, 404, 500, 503])("calls HTTP %d a failure", async (status) => {
  const port = await answering((_request, response) => response.writeHead(status).end());
  expect(await ask(port)).toEqual({ kind: "fails", why: "status", status });
});

it("calls an interim status such as 199 no answer at all", async () => {
  const port = await listening(createTcpServer((socket) => socket.write("HTTP/1.1 199 Not Yet\r\n\r\n")));
  expect(await ask(port, "HTTP", SHORT_ANSWER)).toEqual({ kind: "fails", why: "time-out", phase: "answer" });
});

it("follows no redirect", async () => {
  const paths: string[] = [];
  const port = await answering((request, response) => {
    paths.push(request.url ?? "");
    response.writeHead(302, { Location: "/elsewhere" }).end();
  });
  await ask(port);
  expect(paths).toEqual(["/health"]);
});

it("asks the address, and names the domain with an unusual port as Route 53 does", async () => {
  let host: string | undefined;
  const port = await answering((request, response) => {
    host = request.headers.host;
    response.end();
  });
  await ask(port);
  expect(host).toBe(`${DOMAIN}:${port}`);
});

it("does not wait for a body, and closes the connection", async () => {
  let closed: Promise<unknown> = Promise.reject(new Error("no request came"));
  closed.catch(() => undefined);
  const port = await answering((request, response) => {
    closed = new Promise((resolve) => request.socket.once("close", resolve));
    response.write("a page without an end");
  });
  expect(await ask(port)).toMatchObject({ kind: "serves" });
  await closed;
});

it("calls a refused connection a failure", async () => {
  const server = createTcpServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  expect(await ask(port)).toEqual({ kind: "fails", why: "tcp", code: "ECONNREFUSED" });
});

it("calls a connection that is cut before the status a failure", async () => {
  const port = await listening(createTcpServer((socket) => socket.destroy()));
  expect(await ask(port)).toMatchObject({ kind: "fails", why: "tcp", code: "ECONNRESET" });
});

it("calls what is not HTTP a failure", async () => {
  const port = await listening(createTcpServer((socket) => socket.write("SSH-2.0-OpenSSH_9.6\r\n")));
  expect(await ask(port)).toMatchObject({ kind: "fails", why: "tcp", code: expect.stringMatching(/^HPE_/) });
});

it("gives up on a server that accepts and says nothing", async () => {
  const port = await listening(createTcpServer());
  expect(await ask(port, "HTTP", SHORT_ANSWER)).toEqual({ kind: "fails", why: "time-out", phase: "answer" });
});

it("gives up on a TLS handshake that does not end, as on a connection", async () => {
  const port = await listening(createTcpServer());
  expect(await ask(port, "HTTPS", SHORT_CONNECT)).toEqual({ kind: "fails", why: "time-out", phase: "connect" });
});

it("speaks HTTPS with the domain as SNI, and trusts any certificate, as Route 53 does", async () => {
  let serverName: string | false | null = null;
  const port = await listening(
    createHttpsServer(certificate, (request, response) => {
      serverName = (request.socket as TLSSocket & { servername: string | false }).servername;
      response.end();
    }),
  );
  expect(await ask(port, "HTTPS")).toMatchObject({ kind: "serves", status: 200 });
  expect(serverName).toBe(DOMAIN);
});

it.each<[ProbeFailure, string]>([
  [{ kind: "fails", why: "status", status: 503 }, "it answered HTTP 503"],
  [{ kind: "fails", why: "tcp", code: "ECONNREFUSED" }, "the connection failed (ECONNREFUSED)"],
  [{ kind: "fails", why: "time-out", phase: "connect" }, "no connection in time"],
  [{ kind: "fails", why: "time-out", phase: "answer" }, "a connection, but no answer in time"],
])("puts a failure into words: %j", (failure, words) => {
  expect(describeFailure(failure)).toBe(words);
});
