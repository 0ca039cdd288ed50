import { playScenario } from "../../rehearsal/play-scenario";
import { chosenScenarios } from "../../rehearsal/scenario-choice";
import { provenDeployment } from "../rehearsal/proven-deployment";
import { temporaryFolder } from "../temporary-folder";
import { writePagesScenario } from "./scenario-page";

/** The deployment takes 80 s on two cores. */
jest.setTimeout(400_000);

const folder = temporaryFolder();
const deployment = provenDeployment();

test("the scenario of docs/scenarios.md is played, and every expectation of it holds", async () => {
  const [chosen] = await chosenScenarios([writePagesScenario(folder)]);

  const report = await playScenario(chosen!.scenario, deployment);

  expect(report.failure).toBeUndefined();
  expect(report.expectations.map(({ held }) => held)).toEqual(report.expectations.map(() => true));
});
