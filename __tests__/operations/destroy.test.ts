import { runDestroy } from "../../operations/destroy";
import type { DestructionGuard } from "../../operations/destruction-guard";
import { EXIT, Failure } from "../../operations/failure";
import { fakeProject, fakeTerminal } from "./fake-project";

const nothingLocked: DestructionGuard = async () => undefined;

const DESTROY_WEB =
  "cdktf destroy web-failover web-standby web-primary --auto-approve --skip-synth --skip-provider-lock --parallelism=2";

test("typing the workload's name destroys its three stacks", async () => {
  const { project, calls } = fakeProject();
  const { terminal, said } = fakeTerminal("web");
  expect(await runDestroy(["web"], project, terminal, nothingLocked)).toBe(0);
  expect(calls).toEqual(["synth", DESTROY_WEB]);
  expect(said()).toContain("This destroys web-failover, web-standby, web-primary:");
  expect(said()).toContain("web is destroyed.\n");
});

test("typing anything else destroys nothing", async () => {
  const { project, calls } = fakeProject();
  const { terminal, wrong } = fakeTerminal("wbe");
  expect(await runDestroy(["web"], project, terminal, nothingLocked)).toBe(1);
  expect(calls).toEqual(["synth"]);
  expect(wrong()).toBe('"wbe" is not "web". Nothing was destroyed.\n');
});

test("typing another workload's name destroys nothing", async () => {
  const { project, calls } = fakeProject({ workloads: ["web", "api"] });
  expect(await runDestroy(["web"], project, fakeTerminal("api").terminal, nothingLocked)).toBe(1);
  expect(calls).toEqual(["synth"]);
});

test("closing the input instead of answering destroys nothing", async () => {
  const { project, calls } = fakeProject();
  const { terminal, wrong } = fakeTerminal("Ctrl-D");
  expect(await runDestroy(["web"], project, terminal, nothingLocked)).toBe(1);
  expect(calls).toEqual(["synth"]);
  expect(wrong()).toContain("Nothing was destroyed.");
});

test("without an argument the workloads are listed, and the one that is typed is destroyed", async () => {
  const { project, calls } = fakeProject({ workloads: ["web", "api"] });
  const { terminal, said } = fakeTerminal("web");
  expect(await runDestroy([], project, terminal, nothingLocked)).toBe(0);
  expect(said()).toContain("Workloads: api, web\nType the name of the one to destroy: ");
  expect(calls).toEqual(["synth", DESTROY_WEB]);
});

test("without an argument a name that is not listed destroys nothing", async () => {
  const { project, calls } = fakeProject({ workloads: ["web", "api"] });
  const { terminal, wrong } = fakeTerminal("all");
  expect(await runDestroy([], project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe('"all" is not "api" or "web". Nothing was destroyed.\n');
  expect(calls).toEqual(["synth"]);
});

test("--yes with a name asks nobody", async () => {
  const { project, calls } = fakeProject();
  expect(await runDestroy(["web", "--yes"], project, fakeTerminal("nobody").terminal, nothingLocked)).toBe(0);
  expect(calls).toEqual(["synth", DESTROY_WEB]);
});

test("--yes without a name is refused", async () => {
  const { project, calls } = fakeProject();
  const { terminal, wrong } = fakeTerminal("nobody");
  expect(await runDestroy(["--yes"], project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe(
    "--yes needs the workload's name. Usage: npm run destroy [-- WORKLOAD [--yes] [--although-failed-over]].\n",
  );
  expect(calls).toEqual([]);
});

test("where nobody can be asked it says so and what to do", async () => {
  const { project, calls } = fakeProject();
  const { terminal, wrong } = fakeTerminal("nobody");
  expect(await runDestroy(["web"], project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe(
    "Nobody can be asked here: this is no terminal. In a script, say which and that you mean it: " +
      "npm run destroy [-- WORKLOAD [--yes] [--although-failed-over]].\n",
  );
  expect(calls).toEqual([]);
});

test("two names at once are refused", async () => {
  const { terminal, wrong } = fakeTerminal("web");
  expect(await runDestroy(["web", "api"], fakeProject().project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe(
    "One workload at a time, not web and api. Usage: npm run destroy [-- WORKLOAD [--yes] [--although-failed-over]].\n",
  );
});

test("an unknown option is refused", async () => {
  const { terminal, wrong } = fakeTerminal("web");
  expect(await runDestroy(["--force"], fakeProject().project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe(
    "Unknown option '--force'. Usage: npm run destroy [-- WORKLOAD [--yes] [--although-failed-over]].\n",
  );
});

test("a name that the file does not have is refused, with those that it has", async () => {
  const { project, calls } = fakeProject({ workloads: ["web", "api"] });
  const { terminal, wrong } = fakeTerminal("shop");
  expect(await runDestroy(["shop"], project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe(
    'There is no workload "shop" in pilot-light.yaml: it has api, web. ' +
      "To destroy one that was taken out of the file, put it back in first.\n",
  );
  expect(calls).toEqual(["synth"]);
});

test("a file with problems destroys nothing", async () => {
  const { project, calls } = fakeProject({ synthExitCode: 1 });
  const { terminal, wrong } = fakeTerminal("web");
  expect(await runDestroy(["web"], project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe("The file has problems, so nothing was destroyed.\n");
  expect(calls).toEqual(["synth"]);
});

test("a destroy that fails ends with 1 and says that it can be repeated", async () => {
  const { project } = fakeProject({ cdktf: () => ({ exitCode: 3, output: "" }) });
  const { terminal, wrong, said } = fakeTerminal("web");
  expect(await runDestroy(["web"], project, terminal, nothingLocked)).toBe(1);
  expect(wrong()).toBe(
    "cdktf destroy failed with exit code 3. What is gone is gone, and the same command goes on with the rest.\n",
  );
  expect(said()).not.toContain("is destroyed");
});

describe("while a workload is failed over", () => {
  const asked: string[] = [];
  const failedOver: DestructionGuard = async (workload, region) => {
    asked.push(`${workload} in ${region}`);
    return new Failure(EXIT.refused, "web has failed over.");
  };
  beforeEach(() => asked.splice(0));

  test("nothing is destroyed, and the exit code says that it was refused", async () => {
    const { project, calls } = fakeProject();
    const { terminal, wrong } = fakeTerminal("web");
    expect(await runDestroy(["web"], project, terminal, failedOver)).toBe(EXIT.refused);
    expect(wrong()).toBe("web has failed over.\n");
    expect(calls).toEqual(["synth"]);
    expect(asked).toEqual(["web in eu-central-1"]);
  });

  test("--yes destroys nothing either", async () => {
    const { project, calls } = fakeProject();
    expect(await runDestroy(["web", "--yes"], project, fakeTerminal("nobody").terminal, failedOver)).toBe(3);
    expect(calls).toEqual(["synth"]);
  });

  test("--although-failed-over destroys it without a look", async () => {
    const { project, calls } = fakeProject();
    const { terminal } = fakeTerminal("nobody");
    expect(await runDestroy(["web", "--yes", "--although-failed-over"], project, terminal, failedOver)).toBe(0);
    expect(calls).toEqual(["synth", DESTROY_WEB]);
    expect(asked).toEqual([]);
  });
});
