import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

const SCRIPT = "user-data/demo.sh";
/** EC2's limit before base64, in bytes. */
const MAXIMUM_BYTES = 16_384;

/** What stands between `<<'NAME'` and the line NAME. */
function hereDocument(name: string): string {
  const found = new RegExp(`<<'${name}'\\n([\\s\\S]*?)\\n${name}\\n`).exec(readFileSync(SCRIPT, "utf8"));
  if (found === null) throw new Error(`${SCRIPT} has no here-document ${name}`);
  return `${found[1]}\n`;
}

/** Answers as EC2's metadata service does with version 1 switched off: nothing without a token. */
function metadataAnswer({ method, url, headers }: IncomingMessage): { status: number; body: string } {
  if (method === "PUT" && url === "/latest/api/token" && headers["x-aws-ec2-metadata-token-ttl-seconds"]) {
    return { status: 200, body: "a-token" };
  }
  if (headers["x-aws-ec2-metadata-token"] !== "a-token") return { status: 401, body: "" };
  return url === "/latest/meta-data/placement/region" ? { status: 200, body: "eu-west-1" } : { status: 404, body: "" };
}

describe("the demonstration's server", () => {
  let folder: string;
  let metadata: Server;
  let server: ChildProcess;
  let origin: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "demo-"));
    writeFileSync(join(folder, "server.py"), hereDocument("PYTHON"));
    metadata = createServer((request, response) => {
      const { status, body } = metadataAnswer(request);
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => metadata.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`;
    server = spawn("python3", [join(folder, "server.py"), "127.0.0.1", "0"], {
      env: { ...process.env, AWS_EC2_METADATA_SERVICE_ENDPOINT: endpoint, no_proxy: "*" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const firstLine = await new Promise<string>((resolve, reject) => {
      server.on("error", (error) => reject(new Error(`python3 must be on the PATH for this test: ${error.message}`)));
      server.on("exit", (code) => reject(new Error(`the demonstration's server ended with ${code}`)));
      createInterface({ input: server.stdout! }).once("line", resolve);
    });
    origin = `http://127.0.0.1:${/:(\d+)$/.exec(firstLine)?.[1]}`;
  });

  afterAll(() => {
    server?.kill();
    metadata?.close();
    rmSync(folder, { recursive: true });
  });

  test("answers ok on /health", async () => {
    const answer = await fetch(`${origin}/health`);
    expect([answer.status, await answer.text()]).toEqual([200, "ok"]);
  });

  test.each(["/", "/any/other?path=1"])("serves a page that names its region on %s", async (path) => {
    const answer = await fetch(origin + path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/html");
    expect(await answer.text()).toContain("Served from eu-west-1");
  });

  test("answers HEAD without a body", async () => {
    // Node's HTTP clients drop such a body unseen, so the bytes are read as they come.
    const socket = connect(Number(new URL(origin).port), "127.0.0.1");
    socket.write("HEAD /health HTTP/1.0\r\n\r\n");
    expect(await text(socket)).toMatch(/^HTTP\/1\.0 200 [\s\S]*Content-Length: 2\r\n[\s\S]*\r\n\r\n$/);
  });
});

describe("the demonstration's user data", () => {
  test("is a shell script that bash can read", () => {
    expect(() => execFileSync("bash", ["-n", SCRIPT])).not.toThrow();
  });

  test("is small enough for EC2", () => {
    expect(readFileSync(SCRIPT).length).toBeLessThanOrEqual(MAXIMUM_BYTES);
  });

  test("serves on port 80 at every boot, not only at the first", () => {
    expect(hereDocument("UNIT")).toMatch(/^ExecStart=\/usr\/bin\/python3 \S+\/server\.py 0\.0\.0\.0 80$/m);
    expect(hereDocument("UNIT")).toMatch(/^WantedBy=multi-user\.target$/m);
    expect(readFileSync(SCRIPT, "utf8")).toMatch(/^systemctl enable --now pilot-light-demo\.service$/m);
  });

  test("needs no package from a repository", () => {
    expect(readFileSync(SCRIPT, "utf8")).not.toMatch(/\b(dnf|yum|pip3?) /);
  });
});
