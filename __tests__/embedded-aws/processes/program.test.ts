import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Route } from "../../../embedded-aws/network";
import { startProgram } from "../../../embedded-aws/processes/program";
import type { DrivenClock } from "../../../embedded-aws/time/clock";
import { makeVirtualClock } from "../../../embedded-aws/time/make-clock";
import { temporaryFolder } from "../../temporary-folder";

const BEGIN = Date.UTC(2026, 0, 1);
const AN_HOUR_MS = 3_600_000;

const folder = temporaryFolder();
let clock: DrivenClock;
let timeFile: string | undefined;
let stopClock: () => void | Promise<void>;
const failures: Error[] = [];

beforeEach(() => {
  const made = makeVirtualClock(folder, BEGIN, (error) => void failures.push(error));
  ({ clock, timeFile, stop: stopClock } = made);
});
afterEach(async () => {
  await stopClock();
  expect(failures).toEqual([]);
});

/** Runs this code as a program, lets time run until it has ended, and gives what it printed and how it ended. */
async function run(code: string, { args = [], route }: { args?: string[]; route?: Route } = {}) {
  const file = join(folder, "program.js");
  writeFileSync(file, code);
  const printed: string[] = [];
  const world = {
    clock,
    timeFile,
    network: { route: async (): Promise<Route> => route ?? { kind: "silent" } },
    names: { addressOfNameServer: () => undefined, nameServers: () => [] },
    insideProcess: join(process.cwd(), "embedded-aws", "inside-process"),
  };
  const program = startProgram(world, {
    file,
    arguments: args,
    folder,
    environment: { GREETING: "hello" },
    onLine: (line) => void printed.push(line),
  });
  const how = await clock.runDuring(() => program.ended);
  return { printed, how, tookMs: clock.now() - BEGIN };
}

test("a program has its arguments and its environment, and ends when it has nothing left to do", async () => {
  const { printed, how } = await run(
    `console.log(process.argv.slice(2).join(" "), process.env.GREETING, __filename === process.argv[1]);`,
    { args: ["failback", "www"] },
  );
  expect({ printed, how }).toEqual({ printed: ["failback www hello true"], how: "exit code 0" });
});

test("a program's timers are AWS's: an hour's wait takes an hour of AWS time, and none of ours", async () => {
  const begun = performance.now();
  const { printed, how, tookMs } = await run(
    `setTimeout(() => console.log(new Date().toISOString()), ${AN_HOUR_MS}); process.exitCode = 3;`,
  );
  expect({ printed, how, tookMs }).toEqual({
    printed: ["2026-01-01T01:00:00.000Z"],
    how: "exit code 3",
    tookMs: AN_HOUR_MS,
  });
  expect(performance.now() - begun).toBeLessThan(10_000);
});

test("a timer that Node need not wait for does not keep a program", async () => {
  const { how, tookMs } = await run(`setTimeout(() => {}, ${AN_HOUR_MS}).unref(); AbortSignal.timeout(${AN_HOUR_MS});`);
  expect(how).toBe("exit code 0");
  expect(tookMs).toBeLessThan(AN_HOUR_MS);
});

test("a connection that is kept for the next request does not keep a program", async () => {
  const server = createServer((_request, response) => void response.end("a page"));
  server.keepAliveTimeout = 0;
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  server.on("connection", (socket) => clock.follow(socket));
  const { port } = server.address() as AddressInfo;
  const { printed, how, tookMs } = await run(
    `const http = require("node:http");
     const agent = new http.Agent({ keepAlive: true, timeout: ${AN_HOUR_MS} });
     http.get({ host: "127.0.0.1", port: ${port}, agent }, (response) => response.resume().on("end", () => console.log("done")));`,
  );
  server.close();
  expect({ printed, how }).toEqual({ printed: ["done"], how: "exit code 0" });
  expect(tookMs).toBeLessThan(AN_HOUR_MS);
});

test("a program reaches a deployed address as a person outside AWS does", async () => {
  const server = createServer((_request, response) => void response.end("a page"));
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  server.on("connection", (socket) => clock.follow(socket));
  const { port: loopbackPort } = server.address() as AddressInfo;
  const { printed } = await run(
    `require("node:http").get("http://203.0.113.99/", { agent: false }, (response) =>
       response.on("data", (chunk) => console.log(response.statusCode + " " + chunk)));`,
    { route: { kind: "open", loopbackPort } },
  );
  server.close();
  expect(printed).toEqual(["200 a page"]);
});

test("a program whose packets are lost ends by its own time-out", async () => {
  const { printed, tookMs } = await run(
    `require("node:http").get({ host: "203.0.113.99", timeout: 4000 }).on("timeout", function () { console.log("late"); this.destroy(); }).on("error", () => {});`,
  );
  expect(printed).toEqual(["late"]);
  expect(tookMs).toBeGreaterThanOrEqual(4_000);
});
