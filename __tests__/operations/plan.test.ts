import { runPlan } from "../../operations/plan";
import { fakeProject, fakeTerminal } from "./fake-project";

const diff = (stack: string) => `cdktf diff ${stack} --skip-synth --skip-provider-lock --no-color (within 180 s)`;

test("it synthesizes once and plans every stack after what it depends on", async () => {
  const { project, calls } = fakeProject({ cdktf: ([, stack]) => ({ exitCode: 0, output: `plan of ${stack}` }) });
  const { terminal, said } = fakeTerminal("nobody");
  expect(await runPlan([], project, terminal)).toBe(0);
  expect(calls).toEqual(["synth", diff("web-primary"), diff("web-standby"), diff("web-failover")]);
  expect(said()).toContain("Planning web-failover\nplan of web-failover\n");
});

test("only the stacks that are named are planned, in the same order", async () => {
  const { project, calls } = fakeProject();
  expect(await runPlan(["web-failover", "web-primary"], project, fakeTerminal("nobody").terminal)).toBe(0);
  expect(calls).toEqual(["synth", diff("web-primary"), diff("web-failover")]);
});

test("a stack that reads what was never deployed is told of in a plain sentence, and is no failure", async () => {
  const { project } = fakeProject({
    cdktf: ([, stack]) =>
      stack === "web-failover"
        ? { exitCode: 1, output: "Error: Unable to find remote state\nNo stored state was found" }
        : { exitCode: 0, output: "plan" },
  });
  const { terminal, said, wrong } = fakeTerminal("nobody");
  expect(await runPlan([], project, terminal)).toBe(0);
  expect(said()).toContain(
    "web-failover cannot be planned yet: it reads outputs of web-primary and web-standby, which must have been " +
      "deployed once. npm run deploy plans and deploys each in its turn.",
  );
  expect(said()).not.toContain("Unable to find remote state");
  expect(wrong()).toBe("");
});

test("a plan that fails is shown and named, the others are planned all the same, and the exit code is 1", async () => {
  const { project, calls } = fakeProject({
    cdktf: ([, stack]) =>
      stack === "web-primary" ? { exitCode: 1, output: "Error: no credentials" } : { exitCode: 0, output: "plan" },
  });
  const { terminal, said, wrong } = fakeTerminal("nobody");
  expect(await runPlan([], project, terminal)).toBe(1);
  expect(said()).toContain("Error: no credentials");
  expect(wrong()).toBe("Could not plan web-primary: the reason is above.\n");
  expect(calls).toHaveLength(4);
});

test("a plan that does not end in its time is stopped and named, and the others are planned all the same", async () => {
  const { project, calls } = fakeProject({
    cdktf: ([, stack]) =>
      stack === "web-primary"
        ? { exitCode: "out of time", output: "web-primary  Reading" }
        : { exitCode: 0, output: "" },
  });
  const { terminal, said, wrong } = fakeTerminal("nobody");
  expect(await runPlan([], project, terminal)).toBe(1);
  expect(said()).toContain("web-primary  Reading\nThe plan of web-primary had not ended after 180 s and was stopped.");
  expect(wrong()).toBe("Could not plan web-primary: the reason is above.\n");
  expect(calls).toHaveLength(4);
});

test("a name that is no stack's is refused, with those that there are", async () => {
  const { project, calls } = fakeProject();
  const { terminal, wrong } = fakeTerminal("nobody");
  expect(await runPlan(["web"], project, terminal)).toBe(1);
  expect(wrong()).toBe('There is no stack "web". There are web-primary, web-standby, web-failover.\n');
  expect(calls).toEqual(["synth"]);
});

test("an option is refused", async () => {
  const { terminal, wrong } = fakeTerminal("nobody");
  expect(await runPlan(["--all"], fakeProject().project, terminal)).toBe(1);
  expect(wrong()).toBe('Unknown option "--all". Usage: npm run plan [-- STACK...].\n');
});

test("a file with problems plans nothing", async () => {
  const { project, calls } = fakeProject({ synthExitCode: 1 });
  const { terminal, wrong } = fakeTerminal("nobody");
  expect(await runPlan([], project, terminal)).toBe(1);
  expect(wrong()).toBe("The file has problems, so nothing was planned.\n");
  expect(calls).toEqual(["synth"]);
});
