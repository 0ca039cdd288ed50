import { type ChildProcess, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { type InterruptibleProcess, Processes, stopWhenInterrupted } from "../../rehearsal/processes";
import { temporaryFolder } from "../temporary-folder";
import { fakeExecutable } from "./fake-executable";

const folder = temporaryFolder();
const environment = { PATH: process.env.PATH };

/** Says "ready" and its child's process id, then waits for ever. The child waits too, deaf to SIGINT. */
const parent = fakeExecutable(
  folder,
  "parent",
  `const { spawn } = require("node:child_process");
   const deaf = 'process.on("SIGINT", () => {}); console.log("up"); setInterval(() => {}, 1000)';
   const child = spawn(process.execPath, ["-e", deaf], { stdio: ["ignore", "pipe", "inherit"] });
   if (args[0] === "deaf") process.on("SIGINT", () => {});
   child.stdout.once("data", () => console.log(child.pid));
   setInterval(() => {}, 1000);`,
);

const processes = new Processes(100);
afterEach(() => processes.stopAll());

async function startParent(...args: string[]): Promise<{ child: ChildProcess; grandchild: number }> {
  const child = processes.start(parent, args, { environment });
  const [line] = await once(createInterface({ input: child.stdout! }), "line");
  return { child, grandchild: Number(line) };
}

/** A zombie is dead: it only waits for whoever adopted it to take notice. */
function isAlive(processId: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(processId)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

async function goneSoon(processId: number): Promise<void> {
  for (let tries = 0; isAlive(processId) && tries < 200; tries += 1) await new Promise((next) => setTimeout(next, 10));
  expect(isAlive(processId)).toBe(false);
}

test("stopping a process ends what it started, even if that is deaf to SIGINT", async () => {
  const { child, grandchild } = await startParent();
  await processes.stop(child);
  await goneSoon(child.pid!);
  await goneSoon(grandchild);
});

test("a process that does not end by SIGINT is killed after the grace", async () => {
  const { child, grandchild } = await startParent("deaf");
  await processes.stop(child);
  expect(child.signalCode).toBe("SIGKILL");
  await goneSoon(grandchild);
});

test("stopping all leaves none", async () => {
  const all = [await startParent(), await startParent()];
  await processes.stopAll();
  for (const { child, grandchild } of all) {
    await goneSoon(child.pid!);
    await goneSoon(grandchild);
  }
});

test("stopping a process that has ended, or never started, is no error", async () => {
  const ended = processes.start(process.execPath, ["-e", ""], { environment });
  await once(ended, "exit");
  await expect(processes.stop(ended)).resolves.toBeUndefined();
  const missing = processes.start("/does/not/exist", [], { environment });
  missing.on("error", () => {});
  await expect(processes.stopAll()).resolves.toBeUndefined();
});

class FakeHost implements InterruptibleProcess {
  private readonly listeners = new Map<string, () => void>();
  readonly exits: number[] = [];
  private report: () => void = () => {};
  readonly exited = new Promise<void>((resolve) => {
    this.report = resolve;
  });
  on(event: string, listener: () => void) {
    this.listeners.set(event, listener);
  }
  off(event: string) {
    this.listeners.delete(event);
  }
  exit(code: number) {
    this.exits.push(code);
    this.report();
  }
  emit(event: string) {
    this.listeners.get(event)?.();
  }
  get listening() {
    return [...this.listeners.keys()];
  }
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
])("on %s everything is stopped, then cleaned up, then the exit code is %d", async (signal, code) => {
  const host = new FakeHost();
  const { child } = await startParent();
  const aliveAtCleanUp: boolean[] = [];
  stopWhenInterrupted(host, processes, () => void aliveAtCleanUp.push(isAlive(child.pid!)));
  host.emit(signal);
  await host.exited;
  expect(aliveAtCleanUp).toEqual([false]);
  expect(host.exits).toEqual([code]);
});

test("a second Ctrl-C kills at once and does not wait for the clean-up", async () => {
  const host = new FakeHost();
  const { child } = await startParent("deaf");
  stopWhenInterrupted(host, processes, () => new Promise(() => {}));
  host.emit("SIGINT");
  host.emit("SIGINT");
  expect(host.exits).toEqual([130]);
  await goneSoon(child.pid!);
});

test("however the process exits, its children are killed", async () => {
  const host = new FakeHost();
  const { child, grandchild } = await startParent("deaf");
  stopWhenInterrupted(host, processes, () => {});
  host.emit("exit");
  await goneSoon(child.pid!);
  await goneSoon(grandchild);
});

test("the listeners can be taken away again", () => {
  const host = new FakeHost();
  stopWhenInterrupted(host, processes, () => {})();
  expect(host.listening).toEqual([]);
});
