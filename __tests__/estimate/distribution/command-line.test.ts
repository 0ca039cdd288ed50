import { readCommandLine, USAGE } from "../../../estimate/distribution/command-line";

const read = (...args: string[]) => readCommandLine(args, "pilot-light.yaml");

test("without options, 10,000 draws of the usual file's first workload", () => {
  expect(read()).toEqual({
    kind: "play",
    configurationFile: "pilot-light.yaml",
    workload: undefined,
    draws: 10_000,
    seed: 1,
    json: false,
  });
});

test("every option is taken", () => {
  expect(read("--config", "a.yaml", "--workload", "www", "--draws", "500", "--seed", "0", "--json")).toEqual({
    kind: "play",
    configurationFile: "a.yaml",
    workload: "www",
    draws: 500,
    seed: 0,
    json: true,
  });
  expect(read("--help")).toEqual({ kind: "help" });
});

test.each([
  [["--draws", "99"], "--draws 99: give a whole number from 100 to 1000000."],
  [["--draws", "1000001"], "--draws 1000001: give a whole number from 100 to 1000000."],
  [["--draws", "many"], "--draws many: give a whole number from 100 to 1000000."],
  [["--seed", "4294967296"], "--seed 4294967296: give a whole number from 0 to 4294967295."],
  [["--seed=-1"], "--seed -1: give a whole number from 0 to 4294967295."],
])("%s is refused with what is allowed", (args, why) => {
  expect(read(...args)).toEqual({ kind: "wrong", why });
});

test("an option that there is not is named", () => {
  expect(read("--fast")).toMatchObject({ kind: "wrong", why: expect.stringContaining("'--fast'") });
});

test("the usage names every option", () => {
  for (const option of ["--config", "--workload", "--draws", "--seed", "--json"]) expect(USAGE).toContain(option);
});
