import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GLOBAL_REGION } from "../embedded-aws/global-region";
import type { Background } from "./background";
import { silentProgress } from "./progress";
import { proveDeployment, type ScenarioMeans } from "./prove-deployment";
import type { ProvenDeployment } from "./proven-deployment";
import type { DeploymentNeeded, Scenario } from "./scenario";
import { hasAlready, varied } from "./varied-configuration";

/** A scenario, and what it is played on. */
export interface Staged {
  readonly scenario: Scenario;
  readonly deployment: Promise<ProvenDeployment>;
  /** How that differs from the configuration, for a person; absent where it does not. */
  readonly variation?: string;
}

/** Which of two deployments a scenario is played on: the configuration as it stands, or a copy with all that is asked for. */
type Which = "as configured" | "varied";
/** In the order in which they are made. */
const BOTH: readonly Which[] = ["as configured", "varied"];

/**
 * As few deployments as these scenarios allow, two at most. The first is made before anything is played, the second
 * beside the first one's scenarios, which come first.
 * @returns the scenarios in the order in which they are to be played, and all deployments that were begun
 */
export async function stageScenarios(
  options: ScenarioMeans,
  scenarios: readonly Scenario[],
  background: Background,
): Promise<{ staged: readonly Staged[]; deployments: readonly Promise<ProvenDeployment>[] }> {
  const { configurationFile, folder, progress } = options;
  // Whoever synthesizes it says what is wrong with a file that is not there.
  const text = existsSync(configurationFile) ? readFileSync(configurationFile, "utf8") : "";
  const chosen = scenarios.map((scenario) => ({ scenario, which: whichOf(scenario.deployment, text) }));
  const staged: Staged[] = [];
  const deployments: Promise<ProvenDeployment>[] = [];
  for (const which of BOTH) {
    const played = chosen.filter((one) => one.which === which);
    if (played.length === 0) continue;
    const isVaried = which === "varied";
    const own = {
      ...options,
      folder: join(folder, which.replace(" ", "-")),
      configurationFile: isVaried ? writeVaried(text, configurationFile, folder) : configurationFile,
    };
    const deployment =
      deployments.length === 0
        ? Promise.resolve(await proveDeployment(own, progress))
        : // Nobody reads two numbered lists at once.
          background.do(() => proveDeployment(own, silentProgress()));
    deployments.push(deployment);
    const variation = isVaried ? { variation: variationText(configurationFile) } : {};
    staged.push(...played.map(({ scenario }) => ({ scenario, deployment, ...variation })));
  }
  return { staged, deployments };
}

function whichOf(needed: DeploymentNeeded, text: string): Which {
  const variation = {
    primaryInGlobalRegion: needed === "primary in us-east-1",
    fallbackType: needed === "with a fallback type",
  };
  return hasAlready(text, variation) ? "as configured" : "varied";
}

const variationText = (file: string) =>
  `on a copy of ${file} with its primary in ${GLOBAL_REGION} and a fallback type for each standby`;

function writeVaried(text: string, file: string, folder: string): string {
  const path = join(folder, "varied.yaml");
  writeFileSync(path, varied(text, file));
  return path;
}
