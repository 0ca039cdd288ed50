import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { LONGEST_LOG_BYTES } from "../../embedded-aws/bounded-log";
import { type Moto, startMoto } from "../../embedded-aws/moto";
import { temporaryFolder } from "../temporary-folder";
import { FAKE_MOTO, folderOfExecutables } from "./executables";

const folder = temporaryFolder();
const started: Moto[] = [];

async function start(programs: Record<string, string>): Promise<{ moto: Moto; args: string[] }> {
  const moto = await startMoto({ folder, searchPath: folderOfExecutables(folder, programs) });
  started.push(moto);
  return { moto, args: JSON.parse(readFileSync(moto.logFile, "utf8").split("\n")[0]!).args };
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((moto) => moto.stop()));
});

const isAlive = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  );

test("moto_server on the PATH is started on a loopback port and answers", async () => {
  const { moto, args } = await start({ moto_server: FAKE_MOTO, uvx: "process.exit(1)" });
  expect(moto.endpoint).toBe(`http://127.0.0.1:${args[3]}`);
  expect(args).toEqual(["-H", "127.0.0.1", "-p", expect.stringMatching(/^\d+$/)]);
  expect(await isAlive(moto.endpoint)).toBe(true);
});

test("without Python's tools, a Docker image that is here is run and its container removed", async () => {
  const removed = join(folder, "removed");
  const docker = `if (process.argv[2] === "rm") require("node:fs").writeFileSync(${JSON.stringify(removed)}, process.argv[4]);${FAKE_MOTO}`;
  const { moto, args } = await start({ docker });
  expect(args[0]).toBe("run");
  expect(args.at(-1)).toBe("motoserver/moto:5.2.1");
  await moto.stop();
  expect(readFileSync(removed, "utf8")).toBe(args[args.indexOf("--name") + 1]);
});

describe("in AWS time", () => {
  const inside = { folder: "/project/inside-moto", timeFile: "/folder/aws-time" };
  const begin = async (programs: Record<string, string>) => {
    const moto = await startMoto({ folder, searchPath: folderOfExecutables(folder, programs), inside });
    started.push(moto);
    return readFileSync(moto.logFile, "utf8").split("\n");
  };

  test("moto's Python finds our sitecustomize before everybody's, and the file", async () => {
    const tell = "console.log(process.env.PYTHONPATH, process.env.EMBEDDED_AWS_TIME_FILE);";
    const before = process.env.PYTHONPATH;
    process.env.PYTHONPATH = "/users/own";
    const [line] = await begin({ moto_server: tell + FAKE_MOTO }).finally(() => {
      process.env.PYTHONPATH = before ?? "";
    });
    expect(line).toBe("/project/inside-moto:/users/own /folder/aws-time");
  });
});

test("a moto that prints without end does not fill the disk", async () => {
  const lines = `"INFO a request\\n".repeat(${LONGEST_LOG_BYTES / 10})`;
  const print = `if (request.url !== "/next") require("node:fs").writeSync(1, ${lines});`;
  const { moto } = await start({ moto_server: FAKE_MOTO.replace("response.end", `${print} response.end`) });
  const size = () => statSync(moto.logFile).size;
  expect(size()).toBeGreaterThan(LONGEST_LOG_BYTES);
  while (size() > LONGEST_LOG_BYTES) await new Promise((done) => setTimeout(done, 20));
  await isAlive(`${moto.endpoint}/next`);
  expect(size()).toBeLessThan(LONGEST_LOG_BYTES);
});

describe("a moto that dies in the middle", () => {
  const MORTAL = FAKE_MOTO.replace(
    "response.end",
    'if (request.url === "/die") { console.error("MemoryError: no more"); process.exit(3); } response.end',
  );

  test("is told of with its last lines, also to who asks late", async () => {
    const { moto } = await start({ moto_server: MORTAL });
    const death = new Promise<Error>((told) => moto.onDeath(told));
    await isAlive(`${moto.endpoint}/die`);
    const { message } = await death;
    expect(message).toMatch(/^moto_server, which .* ended with exit code 3 in the middle[\s\S]*MemoryError: no more/);
    expect(await new Promise<Error>((told) => moto.onDeath(told))).toBe(await death);
  });

  test("is not one that was stopped", async () => {
    const { moto } = await start({ moto_server: MORTAL });
    const told = jest.fn();
    moto.onDeath(told);
    await moto.stop();
    await new Promise((done) => setTimeout(done, 20));
    expect(told).not.toHaveBeenCalled();
  });
});

test("a moto that dies while it starts is reported with its last lines", async () => {
  const moto_server = 'console.error("ModuleNotFoundError: No module named flask"); process.exit(1)';
  await expect(start({ moto_server })).rejects.toThrow(
    /moto_server ended while it was starting\. Its last lines:\nModuleNotFoundError: No module named flask/,
  );
});

test("a port that was taken meanwhile is left to its new owner, and another is tried", async () => {
  const seen = join(folder, "seen");
  const { moto, args } = await start({
    moto_server: `
      const fs = require("node:fs");
      if (!fs.existsSync(${JSON.stringify(seen)})) {
        fs.writeFileSync(${JSON.stringify(seen)}, process.argv[5]);
        console.error("OSError: Address already in use");
        process.exit(1);
      }
      ${FAKE_MOTO}`,
  });
  expect(args[3]).not.toBe(readFileSync(seen, "utf8"));
  expect(await isAlive(moto.endpoint)).toBe(true);
});

test("another server's answer on the same port is not taken for moto's", async () => {
  const moto_server = `
    const port = Number(process.argv[5]);
    // A stranger answers first; the real one only says that it cannot bind.
    require("node:http").createServer((_, response) => response.end("{}")).listen(port, "127.0.0.1");
    setTimeout(() => { console.error("OSError: Permission denied"); process.exit(1); }, 300);`;
  await expect(start({ moto_server })).rejects.toThrow("OSError: Permission denied");
});

test("stop ends the whole process group, also a child that ignores SIGTERM, and may be called again", async () => {
  const stubborn = `process.on("SIGTERM", () => {});${FAKE_MOTO}`;
  const moto_server = `
    require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}, "--", ...process.argv.slice(2)], { stdio: "inherit" });`;
  const { moto } = await start({ moto_server });
  await moto.stop();
  await moto.stop();
  expect(await isAlive(moto.endpoint)).toBe(false);
}, 10_000);

test("a moto in a container says that it cannot be forked, and what to do", async () => {
  const { moto } = await start({ docker: FAKE_MOTO });
  await expect(moto.fork({ folder })).rejects.toThrow(
    /as it was started, by docker: .*Install moto_server itself, by pip/,
  );
});

test("so does one whose Python has not found what lets it fork", async () => {
  const { moto } = await start({ moto_server: FAKE_MOTO });
  await expect(moto.fork({ folder })).rejects.toThrow(/by moto_server: its process has not called us/);
});

test("moto ends with the process that started it, even if nobody stops it", async () => {
  const program = join(folder, "program.js");
  await build({
    stdin: {
      contents: `
        import { startMoto } from "./embedded-aws/moto";
        startMoto(JSON.parse(process.argv[2])).then((moto) => { console.log(moto.endpoint); process.exit(1); });`,
      resolveDir: process.cwd(),
    },
    bundle: true,
    packages: "external",
    platform: "node",
    outfile: program,
  });
  const searchPath = folderOfExecutables(folder, { moto_server: FAKE_MOTO });
  const parent = spawn(process.execPath, [program, JSON.stringify({ folder, searchPath })]);
  const [endpoint] = await once(parent.stdout, "data");
  await once(parent, "exit");
  await new Promise((done) => setTimeout(done, 100));
  expect(await isAlive(String(endpoint).trim())).toBe(false);
});

test("no test left a moto behind", () => {
  const processes = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" });
  expect(processes.split("\n").filter((line) => line.includes(`${folder}/path-`))).toEqual([]);
});
