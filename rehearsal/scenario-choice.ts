import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import { build } from "esbuild";
import { SCENARIOS } from "./catalogue";
import type { Scenario } from "./scenario";

/** A scenario, and what `--scenario` was given for it: its name, or the file that holds it. */
export interface Chosen {
  readonly scenario: Scenario;
  readonly given: string;
}

/**
 * The scenarios that were asked for, each once and in this order.
 * @param which names, and files (`./my-scenario.ts`), which are bundled on the fly
 * @throws Error that says what there is, where there is no such scenario, or what a file lacks
 */
export async function chosenScenarios(which: "all" | readonly string[]): Promise<readonly Chosen[]> {
  if (which === "all") return SCENARIOS.map((scenario) => ({ scenario, given: scenario.name }));
  const chosen: Chosen[] = [];
  for (const given of new Set(which))
    chosen.push({ given, scenario: isFile(given) ? await readScenario(given) : named(given) });
  return chosen;
}

const isFile = (given: string): boolean => /[\\/]|\.[cm]?[jt]s$/.test(given);

function named(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found) return found;
  const names = SCENARIOS.map((scenario) => scenario.name).join(", ");
  throw new Error(
    `--scenario ${name}: there is no such scenario. There are ${names}; or give a file, as ./${name}.ts.`,
  );
}

/** Bundles and loads a file that exports one scenario, under whatever name. */
async function readScenario(file: string): Promise<Scenario> {
  const path = resolve(file);
  if (!existsSync(path)) throw new Error(`--scenario ${file}: there is no such file.`);
  const bundled = await build({
    entryPoints: [path],
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node20",
    write: false,
    logLevel: "silent",
  }).catch((error: Error) => {
    throw new Error(`--scenario ${file} cannot be bundled: ${error.message}`);
  });
  const scenarios = Object.values(load(bundled.outputFiles[0]!.text, path)).filter(isScenario);
  const [scenario, ...others] = scenarios;
  if (scenario === undefined || others.length > 0)
    throw new Error(
      `--scenario ${file}: it exports ${scenarios.length === 0 ? "no scenario" : `${scenarios.length} scenarios`}. ` +
        "Export one, with a name, a title, a purpose, a deployment, expectations and a play: docs/scenarios.md.",
    );
  return scenario;
}

/** Runs a CommonJS text. Its packages are this project's, wherever the file lies. */
function load(text: string, filename: string): Record<string, unknown> {
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const require = createRequire(join(process.cwd(), "package.json"));
  compileFunction(text, ["module", "exports", "require"], { filename })(module, module.exports, require);
  return module.exports;
}

function isScenario(value: unknown): value is Scenario {
  if (typeof value !== "object" || value === null) return false;
  const { name, title, purpose, deployment, expectations, play } = value as Partial<Scenario>;
  return (
    [name, title, purpose, deployment].every((text) => typeof text === "string") &&
    Array.isArray(expectations) &&
    typeof play === "function"
  );
}
