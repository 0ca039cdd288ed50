import { SCENARIOS } from "../../rehearsal/catalogue";
import { chosenScenarios } from "../../rehearsal/scenario-choice";
import { temporaryFolder } from "../temporary-folder";
import { readPage } from "./pages";
import { writePagesScenario } from "./scenario-page";

const folder = temporaryFolder();
const { text } = readPage("docs/scenarios.md");

test("the page's own scenario is one that --scenario takes", async () => {
  const file = writePagesScenario(folder);

  const [chosen] = await chosenScenarios([file]);

  expect(chosen).toMatchObject({ given: file, scenario: { name: "deployment-of-the-application" } });
  expect(chosen!.scenario.expectations.map(({ when }) => when)).toContain("during");
});

test("every verb that the page names is the world's", () => {
  const verbs = [...text.split("### What must be true")[0]!.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell]) =>
    [...cell!.matchAll(/`(\w+)/g)].map(([, verb]) => verb!),
  );
  const sources = ["deeds", "waits", "world"].map((name) => readPage(`rehearsal/world/${name}.ts`).text).join("\n");
  expect(verbs.length).toBeGreaterThan(20);
  expect(verbs.filter((verb) => !new RegExp(`^ {2}${verb}\\(`, "m").test(sources))).toEqual([]);
});

test("the scenarios that the page names exist", () => {
  const names = SCENARIOS.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["region-black", "us-east-1-black", "no-capacity-for-the-first-type"]));
  for (const [, name] of text.matchAll(/--scenario ([a-z0-9-]+)/g)) expect(names).toContain(name);
});
