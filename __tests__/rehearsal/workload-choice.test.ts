import { choiceText, chosenWorkload } from "../../rehearsal/workload-choice";

const NAMES = ["www", "shop", "legacy"];

test("scenarios are played on the file's first workload, or on the one that is given", () => {
  expect(chosenWorkload(NAMES)).toBe("www");
  expect(chosenWorkload(NAMES, "legacy")).toBe("legacy");
});

test("a name that is not in the file is refused with those that are", () => {
  expect(() => chosenWorkload(NAMES, "shopp")).toThrow(
    "--workload shopp: the file has no such workload. It has www, shop and legacy. " +
      "Give one of these; without --workload it is www.",
  );
});

test("where the file has several, it is said on which a scenario is played, and how to choose another", () => {
  expect(choiceText(NAMES, "shop")).toBe(
    "on the workload shop, one of 3 in the file; on another with --workload www or --workload legacy",
  );
});

test("where the file has one, nothing is said of a choice", () => {
  expect(choiceText(["www"], "www")).toBeUndefined();
});
