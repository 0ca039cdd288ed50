import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Report } from "../../rehearsal/report/report";
import { temporaryFolder } from "../temporary-folder";
import { gitStatus, npmStart } from "./running-start";

/** A deployment takes 90 s on two cores, and each scenario half a minute. */
jest.setTimeout(600_000);

const folder = temporaryFolder();
const CONFIGURATION = join("__tests__", "configurations", "smallest.yaml");

/** A scenario that expects what nobody promises. */
const IMPATIENT = `
import { theOutageIsWithinThePromise } from "./rehearsal/expectations/service";
import type { Scenario } from "./rehearsal/scenario";

export const impatient: Scenario = {
  name: "impatient",
  title: "The primary is stopped, and nobody may notice it",
  purpose: "Nobody promises that.",
  deployment: "as configured",
  expectations: [
    theOutageIsWithinThePromise,
    {
      sentence: "nobody waits for ten seconds",
      when: "during",
      contradiction: (world) => (world.worstOutage() > 10_000 ? "somebody does" : undefined),
    },
  ],
  play: (world) => world.failOver(),
};
`;

test("a scenario that fails says what, when and how to see it again, the others are played, and nothing is left", async () => {
  const file = join(folder, "impatient.ts");
  writeFileSync(file, IMPATIENT);
  symlinkSync(resolve("rehearsal"), join(folder, "rehearsal"));
  const before = gitStatus();
  const run = npmStart(folder, ["--config", CONFIGURATION, "--scenario", file, "--scenario", "blip"]);

  const code = await run.ended;

  const printed = run.printed();
  expect({ code, printed }).toMatchObject({ code: 1 });
  expect(printed).toMatch(/FAILED: nobody waits for ten seconds: somebody does \(1\d s after the disaster\)/);
  expect(printed).toMatch(/^blip +passed /m);
  expect(printed).toMatch(/^impatient +FAILED /m);
  const again = `npm start -- --scenario ${file} --config ${CONFIGURATION} --seed 1`;
  expect(printed).toContain(`  again:    ${again}`);
  expect(printed).toContain("no call since the proof");
  // Two are planned side by side.
  expect(printed).toMatch(/no changes in www-\w+, www-\w+, www-failover/);

  const report = JSON.parse(readFileSync(join("rehearsal-report", "report.json"), "utf8")) as Report;
  expect(report.scenarios.map(({ name, failure }) => [name, failure?.repeat])).toEqual([
    ["impatient", again],
    ["blip", undefined],
  ]);
  const [impatient] = report.scenarios;
  expect(impatient!.expectations.map(({ held }) => held)).toEqual([undefined, false, true]);
  expect(printed).toContain(`The report: ${join("rehearsal-report", "index.html")}`);

  expect(await run.processes()).toEqual([]);
  expect(run.temporaryFiles()).toEqual([]);
  expect(gitStatus()).toBe(before);
});
