import { runningMoto } from "../running-moto";
import { REGION, runningFunctions } from "./running-functions";

const { clock, functions, run, invoke, lastDeployed } = runningFunctions(runningMoto());

describe("processes", () => {
  const counting = `globalThis.calls = (globalThis.calls ?? 0) + 1; return globalThis.calls;`;

  test("a first call starts cold, the next finds the same process, warm", async () => {
    const first = await run(counting);
    const name = lastDeployed();
    const second = await invoke(name);
    expect([first.coldStart, second.coldStart]).toEqual([true, false]);
    expect(second.outcome).toEqual({ kind: "result", payload: "2" });
  });

  test("two calls at once need two processes, and are counted", async () => {
    const { functionArn } = await run(`await new Promise((resolve) => setTimeout(resolve, 5000)); ${counting}`, {
      timeoutSeconds: 9,
    });
    const name = lastDeployed();
    const both = await Promise.all([functions.invoke(name, REGION, {}), functions.invoke(name, REGION, {})]);
    expect(both.map(({ outcome }) => outcome)).toEqual([
      { kind: "result", payload: "2" },
      { kind: "result", payload: "1" },
    ]);
    expect(functions.mostAtOnce(functionArn)).toBe(2);
  });

  test("a frozen process's timers wait for its next call", async () => {
    await run(
      "setTimeout(() => { globalThis.late ??= Date.now(); }, 1000); const late = globalThis.late ?? 0; await new Promise((done) => setTimeout(done, 10)); return late;",
    );
    await clock.sleep(60_000);
    const before = clock.now();
    const second = await functions.invoke(lastDeployed(), REGION, {});
    expect(second.outcome).toEqual({ kind: "result", payload: "0" });
    const third = await functions.invoke(lastDeployed(), REGION, {});
    expect(Number(third.outcome.kind === "result" && third.outcome.payload)).toBeGreaterThanOrEqual(before);
  });

  test("one that needs more than its memory is killed", async () => {
    const { outcome } = await run("const all = []; for (;;) all.push(new Array(1e6).fill(Math.random()));", {
      timeoutSeconds: 60,
    });
    expect(outcome).toMatchObject({ kind: "error", error: { errorType: "Runtime.ExitError" } });
  });

  test("one that needs more than its memory outside the heap is killed as well, at the end of its call", async () => {
    const first = await run("globalThis.kept = Buffer.alloc(event.mb * 1024 * 1024, 1);", { event: { mb: 200 } });
    expect(first.outcome).toMatchObject({
      error: {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
      },
    });
    const second = await invoke(lastDeployed(), { mb: 1 });
    expect([second.coldStart, second.outcome.kind]).toEqual([true, "result"]);
    const [used, report] = [/Max Memory Used: (\d+) MB/, second.log.at(-1)!.message];
    expect(Number(used.exec(report)?.[1])).toBeGreaterThan(20);
    expect(Number(used.exec(report)?.[1])).toBeLessThan(128);
  });
});
