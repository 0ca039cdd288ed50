import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type MotoLine, MotoLines } from "../../../embedded-aws/moto-lines";
import { temporaryFolder } from "../../temporary-folder";

/** moto's kind of server: it counts twice in every request, and answers the count. `/slow` takes its time between. */
const PROGRAM = `
import time
from werkzeug.serving import run_simple

count = 0

def application(environ, start_response):
    global count
    count += 1
    if environ["PATH_INFO"] == "/slow":
        print("slow begins", flush=True)
        time.sleep(0.5)
    count += 1
    start_response("200 OK", [("content-length", str(len(str(count))))])
    return [str(count).encode()]

run_simple("127.0.0.1", 0, application, threaded=True)
`;
const folder = temporaryFolder();
let lines: MotoLines;
let server: ChildProcess;
let line: MotoLine;
let printed = "";
let logs = 0;

beforeEach(async () => {
  mkdirSync(folder, { recursive: true });
  lines = await MotoLines.open();
  const word = lines.newWord();
  const called = lines.expect(word);
  const PYTHONPATH = join(process.cwd(), "embedded-aws", "inside-moto");
  const env = { PATH: process.env.PATH, PYTHONPATH, PYTHONDONTWRITEBYTECODE: "1", ...lines.environment(word) };
  server = spawn("python3", ["-c", PROGRAM], { env, detached: true });
  printed = "";
  server.stdout!.on("data", (data) => {
    printed += data;
  });
  line = await called;
}, 20_000);
afterEach(async () => {
  lines.close();
  if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
});

const countOf = async ({ port }: MotoLine, path = "/") =>
  Number(await (await fetch(`http://127.0.0.1:${port}${path}`)).text());

async function fork(log = join(folder, `log-${logs++}`)): Promise<MotoLine> {
  const word = lines.newWord();
  const called = lines.expect(word);
  line.ask({ word, log, time: null });
  return called;
}

test("a fork has its parent's memory, a port and a log of its own", async () => {
  await countOf(line);
  const log = join(folder, `log-${logs++}`);
  const made = await fork(log);
  expect([made.pid === line.pid, made.port === line.port]).toEqual([false, false]);
  expect(await countOf(made, "/in-fork")).toBe(4);
  expect(await countOf(made, "/in-fork")).toBe(6);
  expect(await countOf(line)).toBe(4);
  expect(readFileSync(log, "utf8").match(/GET \S+/g)).toEqual(["GET /in-fork", "GET /in-fork"]);
});

test("a fork waits for requests that are under way: it never holds half of one's effects", async () => {
  const slow = countOf(line, "/slow");
  while (!printed.includes("slow begins")) await new Promise((done) => setTimeout(done, 5));
  const made = await fork();
  expect(await countOf(made)).toBe((await slow) + 2);
});

test("several forks that are asked for at once are all made, none of them by another", async () => {
  const made = await Promise.all([fork(), fork(), fork()]);
  expect(new Set(made.map(({ pid }) => pid)).size).toBe(3);
  expect(await Promise.all(made.map((one) => countOf(one)))).toEqual([2, 2, 2]);
  const groups = execFileSync("ps", ["-eo", "pgid"], { encoding: "utf8" }).split("\n").map(Number);
  expect(groups.filter((group) => group === server.pid).length).toBe(1 + 3);
});

test("a fork that could not begin is told of, with how it ended, and its parent goes on", async () => {
  await expect(fork(join(folder, "absent", "log"))).rejects.toThrow("it ended with exit code 1");
  expect(await countOf(line)).toBe(2);
});

test("a fork does not hold its parent's connections: they end with the parent", async () => {
  const connection = connect(line.port, "127.0.0.1");
  await once(connection, "connect");
  // A request that has only begun: it is not under way, and its connection stays open.
  connection.write("GET / HT");
  connection.on("error", () => {}).resume();
  const closed = once(connection, "close");
  // Connections are taken in their order: now the first one is.
  await countOf(line);
  const made = await fork();
  server.kill("SIGKILL");
  await closed;
  expect(await countOf(made)).toBe(4);
});

test("a process whose line is cut ends: nobody would stop it any more", async () => {
  const made = await fork();
  lines.close();
  const [code] = await once(server, "exit");
  expect(code).toBe(0);
  await made.cut;
  await expect(countOf(made)).rejects.toThrow();
});

test("who calls with a word that nobody knows is not taken for a fork", async () => {
  const made = fork();
  const { port } = await made;
  const stranger = connect(Number(lines.environment("").EMBEDDED_AWS_FORK_LINE!.split(":")[0]), "127.0.0.1");
  stranger.write('{"word":"guessed","pid":1,"port":1}\nnot JSON\n');
  await once(stranger, "connect");
  expect((await fork()).port).not.toBe(port);
  stranger.destroy();
});
