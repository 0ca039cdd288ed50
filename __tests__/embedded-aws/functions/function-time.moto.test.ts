import { runningMoto } from "../running-moto";
import { runningFunctions } from "./running-functions";

const { run, resultOf } = runningFunctions(runningMoto());

describe("the function's time", () => {
  test("is AWS's, wherever it looks", async () => {
    const [date, text, monotonic, precise] = (await resultOf(`
      const began = performance.now(), start = process.hrtime.bigint();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      return [Date.now(), new Date().toISOString(), performance.now() - began, Number(process.hrtime.bigint() - start)];
    `)) as [number, string, number, number];
    expect(new Date(date).getUTCFullYear()).toBe(2030);
    expect(text).toBe(new Date(date).toISOString());
    expect([monotonic, precise]).toEqual([2_500, 2_500_000_000]);
  });

  test.each([
    ["setTimeout", "await new Promise((resolve) => setTimeout(resolve, 60_000));", 60_000],
    [
      "setInterval",
      "await new Promise((done) => { let n = 0; const t = setInterval(() => ++n === 3 && (clearInterval(t), done()), 1000); });",
      3_000,
    ],
    ["timers/promises", 'await require("node:timers/promises").setTimeout(7000);', 7_000],
    ["scheduler.wait", 'await require("node:timers/promises").scheduler.wait(800);', 800],
    ["a promisified setTimeout", 'await require("node:util").promisify(setTimeout)(900);', 900],
    [
      "AbortSignal.timeout",
      "await new Promise((resolve) => AbortSignal.timeout(1500).addEventListener('abort', resolve));",
      1_500,
    ],
    [
      "a socket's time-out",
      'await new Promise((resolve) => { const s = net.connect(80, "203.0.113.3"); s.setTimeout(2500, () => { s.destroy(); resolve(); }); });',
      2_500,
    ],
    [
      "a timer that is refreshed",
      "await new Promise((resolve) => { const t = setTimeout(resolve, 1000); setTimeout(() => t.refresh(), 400); });",
      1_400,
    ],
  ])("%s waits in AWS time and takes next to none of this machine's", async (_, code, milliseconds) => {
    const began = performance.now();
    const waited = await resultOf(`const began = Date.now(); ${code} return Date.now() - began;`, {
      timeoutSeconds: 100,
    });
    expect(waited).toBe(milliseconds);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("stands still while the function works", async () => {
    const work = "const until = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < until);";
    expect(await resultOf(`const began = Date.now(); ${work} return Date.now() - began;`)).toBe(0);
  });

  test("stands still while WebAssembly is compiled, as fetch does at its first use", async () => {
    // A module of many functions, each of which does nothing: type, functions, code.
    const compile = `
      const many = [0xa0, 0x8d, 0x06], count = 100_000;
      const section = (id, content) => {
        const length = [0, 7, 14, 21].map((bits, n) => ((content.length >> bits) & 127) | (n < 3 ? 128 : 0));
        return Buffer.from([id, ...length, ...content]);
      };
      const functions = Buffer.concat([Buffer.from(many), Buffer.alloc(count)]);
      const bodies = Buffer.concat([Buffer.from(many), Buffer.alloc(count * 3, Buffer.from([2, 0, 0x0b]))]);
      const begin = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0]);
      const module = Buffer.concat([begin, section(3, functions), section(10, bodies)]);
      setInterval(() => {}, 1);
      const began = Date.now();
      for (let n = 0; n < 5; n++) await WebAssembly.compile(module);
      await WebAssembly.instantiate(module);
      return Date.now() - began;`;
    expect(await resultOf(compile)).toBe(0);
  });

  test("stands still while something is compressed", async () => {
    const compress = `
      const zlib = require("node:zlib"), { promisify } = require("node:util");
      const bytes = require("node:crypto").randomBytes(1_000_000);
      setInterval(() => {}, 1);
      const began = Date.now();
      await promisify(zlib.gunzip)(await promisify(zlib.gzip)(bytes));
      await promisify(zlib.brotliDecompress)(await promisify(zlib.brotliCompress)(bytes));
      return Date.now() - began;`;
    expect(await resultOf(compress)).toBe(0);
  });

  test("its deployed timeout is in AWS time", async () => {
    const { outcome, startedAt, endedAt } = await run("await new Promise(() => {});", { timeoutSeconds: 50 });
    expect(outcome).toEqual({ kind: "timeout", afterSeconds: 50 });
    expect(endedAt - startedAt).toBe(50_600);
  });
});
