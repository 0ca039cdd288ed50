import { type Comparison, isMissed } from "./comparison";
import { controllerLoad } from "./controller-load";
import { fastTests } from "./fast-tests";
import { machineText, thisMachine } from "./machine";
import { synthCommand } from "./synth-command";
import { synthesisScale } from "./synthesis-scale";
import { tableText } from "./table";

const BENCHES: readonly [what: string, bench: (project: string) => Comparison | Promise<Comparison>][] = [
  ["npm run synth against npx cdktf synth", synthCommand],
  ["synthesis of up to 300 workloads", synthesisScale],
  ["the fast tests, seven times", fastTests],
  ["the controller's start", controllerLoad],
];

const project = process.cwd();
const machine = thisMachine();
const { isTTY } = process.stdout;
// https://no-color.org: set and not empty means no color.
const colored = isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";

async function run(): Promise<void> {
  const comparisons: Comparison[] = [];
  for (const [what, bench] of BENCHES) {
    console.error(`measuring ${what} …`);
    comparisons.push(await bench(project));
  }
  console.log(`\n${machineText(machine)}\nMedians:\n\n${tableText(comparisons, colored)}`);
  if (comparisons.some(({ measurements }) => measurements.some(isMissed))) process.exitCode = 1;
}

run().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
