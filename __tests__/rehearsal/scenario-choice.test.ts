import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SCENARIOS } from "../../rehearsal/catalogue";
import { repeatCommand } from "../../rehearsal/repeat-command";
import { chosenScenarios } from "../../rehearsal/scenario-choice";
import { scenarioList } from "../../rehearsal/scenario-list";
import { temporaryFolder } from "../temporary-folder";

const folder = temporaryFolder();
const file = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("the catalogue", () => {
  test("has eighteen scenarios, each in the file of its name, with something that must be true", () => {
    expect(SCENARIOS).toHaveLength(18);
    const names = SCENARIOS.map(({ name }) => name);
    expect(readdirSync(join("rehearsal", "scenarios")).sort()).toEqual(names.map((name) => `${name}.ts`).sort());
    for (const { title, purpose, expectations } of SCENARIOS) {
      expect(title.length).toBeLessThan(80);
      expect(purpose).toMatch(/\.$/);
      expect(expectations.map(({ when }) => when)).toEqual(expect.arrayContaining(["during", "at the end"]));
      const sentences = expectations.map(({ sentence }) => sentence);
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });

  test("is listed with what it is for, what must be true, and what it is played on", () => {
    const list = scenarioList(SCENARIOS);
    expect(list).toContain("\n\nus-east-1-black: us-east-1 goes dark, with the primary in it\n");
    expect(list).toContain("  Played on: the configuration, primary in us-east-1.\n");
    expect(list).toContain("  - during: at most one commit is written\n");
  });
});

test("--all is all of them, and a name is the one of this name, once", async () => {
  expect((await chosenScenarios("all")).map(({ scenario }) => scenario)).toEqual(SCENARIOS);
  const chosen = await chosenScenarios(["blip", "failback", "blip"]);
  expect(chosen.map(({ scenario }) => scenario.name)).toEqual(["blip", "failback"]);
});

test("a name that there is not is refused with those that there are", async () => {
  await expect(chosenScenarios(["meteor"])).rejects.toThrow(
    /^--scenario meteor: there is no such scenario\. There are instance-stopped, .*; or give a file, as \.\/meteor\.ts\.$/,
  );
});

test.each([
  ["one that does not exist", () => join(folder, "absent.ts"), /there is no such file\.$/],
  ["one that is no program", () => file("nonsense.ts", "export const = 1"), /cannot be bundled: /],
  [
    "one without a scenario",
    () => file("none.ts", "export const answer = 42;"),
    /it exports no scenario\. Export one, /,
  ],
  [
    "one with two",
    () =>
      file(
        "two.ts",
        "const s = {name:'a',title:'',purpose:'',deployment:'',expectations:[],play(){}};export const a={...s};export const b={...s};",
      ),
    /it exports 2 scenarios\./,
  ],
])("a file is refused with the reason: %s", async (_, path, message) => {
  await expect(chosenScenarios([path()])).rejects.toThrow(message);
});

test("the command that plays something again says all that decides about it", () => {
  const run = { configurationFile: "their file.yaml", realTime: false, seed: 7 };
  expect(repeatCommand({ disaster: "region" }, run)).toBe(
    'npm start -- --disaster region --config "their file.yaml" --seed 7',
  );
  expect(repeatCommand({ scenarios: "all" }, { ...run, configurationFile: "a.yaml", realTime: true })).toBe(
    "npm start -- --all --config a.yaml --seed 7 --real-time",
  );
  expect(repeatCommand({ scenarios: ["blip", "./mine.ts"] }, { ...run, configurationFile: "a.yaml" })).toBe(
    "npm start -- --scenario blip --scenario ./mine.ts --config a.yaml --seed 7",
  );
  expect(repeatCommand({ scenarios: "all", workload: "shop" }, { ...run, configurationFile: "a.yaml" })).toBe(
    "npm start -- --all --workload shop --config a.yaml --seed 7",
  );
});
