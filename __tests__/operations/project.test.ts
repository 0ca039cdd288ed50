import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { projectIn } from "../../operations/project";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pilot-light-test-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A cdktf of the folder's own, whose body is JavaScript. */
function installCdktf(body: string): void {
  const home = join(folder, "node_modules", "cdktf-cli");
  mkdirSync(join(home, "bundle"), { recursive: true });
  writeFileSync(join(home, "package.json"), JSON.stringify({ name: "cdktf-cli", bin: { cdktf: "bundle/cdktf.js" } }));
  writeFileSync(join(home, "bundle", "cdktf.js"), body);
}

test("the project's own cdktf runs in its folder, and what it prints is kept", async () => {
  installCdktf("console.log(process.argv.slice(2).join(' ')); console.error(process.cwd()); process.exitCode = 4;");
  const result = await projectIn(folder, process.env).cdktfWithin(60, ["diff", "web-primary"]);
  expect(result.exitCode).toBe(4);
  expect(result.output).toContain("diff web-primary\n");
  expect(result.output).toContain(`${folder}\n`);
});

test("output that is kept has no animation: cdktf is told that it runs in CI, and its spinner is left out", async () => {
  installCdktf("console.log('⠸  Processing\\nCI=' + process.env.CI);");
  expect((await projectIn(folder, process.env).cdktfWithin(60, ["diff"])).output).toBe("CI=1\n");
});

test("a cdktf that a signal ends has not succeeded", async () => {
  installCdktf("process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1000);");
  expect(await projectIn(folder, process.env).cdktf(["destroy"])).toBe(1);
});

test("a synthesis is the project's own npm script", async () => {
  const bin = join(folder, "bin");
  mkdirSync(bin);
  const script = `#!${process.execPath}\nprocess.exitCode = process.argv.slice(2).join(" ") === "run --silent synth" ? 7 : 1;\n`;
  writeFileSync(join(bin, "npm"), script);
  chmodSync(join(bin, "npm"), 0o755);
  const environment = { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) };
  expect(await projectIn(folder, environment).synth()).toBe(7);
});

test("the manifest is the one in cdktf.out", () => {
  mkdirSync(join(folder, "cdktf.out"));
  writeFileSync(join(folder, "cdktf.out", "manifest.json"), "{}");
  expect(projectIn(folder, {}).manifest()).toBe("{}");
});

test("a command that cannot be started is an error", async () => {
  await expect(projectIn(join(folder, "missing"), process.env).synth()).rejects.toThrow("ENOENT");
});
