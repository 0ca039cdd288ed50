import { readFileSync } from "node:fs";
import { idleCost, idleCostText } from "../estimate/idle-cost";
import { promisedRecovery, recoveryText } from "../estimate/recovery-time";
import { USAGE } from "../rehearsal/command-line";
import { configuration } from "./configurations";
import { stacksOf } from "./stacks-of";
import { only, type SynthesizedStack } from "./synthesized";

const readme = readFileSync("README.md", "utf8");
const [workload] = configuration("smallest").workloads;
const { "www-primary": primary, "www-failover": failover } = stacksOf("smallest") as {
  [stack in "www-primary" | "www-failover"]: SynthesizedStack;
};

test("the README's costs are what the estimate says of the smallest file", () => {
  const cost = idleCost({
    healthCheck: workload!.healthCheck,
    primary: "managed",
    // What Amazon Linux 2023's image asks for.
    rootVolumeGigabytes: 8,
    alarms: [primary, failover].flatMap(({ resource }) => Object.keys(resource.aws_cloudwatch_metric_alarm!)).length,
    dashboard: false,
    controllerMegabytes: only(failover.resource, "aws_lambda_function").memory_size,
  });
  expect(readme).toContain(idleCostText(cost).trim());
});

test("the README's promise is what the estimate says of the smallest file, and what its deployment promises", () => {
  const promised = promisedRecovery(workload!);
  expect(readme).toContain(recoveryText(promised).trim());
  expect(failover.output.promised_recovery_seconds!.value).toBe(promised.seconds);
});

test("the README and the help page name every option of npm start, and no other", () => {
  const optionsOf = (text: string) =>
    [...new Set([...text.matchAll(/--[a-z][a-z-]+/g)].map(([option]) => option))].sort();
  const options = optionsOf(USAGE);
  expect(options.length).toBeGreaterThan(3);
  const table = readme.slice(readme.indexOf("| option of `npm start --`"));
  expect(optionsOf(table.slice(0, table.indexOf("\n\n")))).toEqual(options);
  const starts = readFileSync("help", "utf8")
    .match(/npm start -- .*/g)!
    .join("\n");
  expect(optionsOf(starts)).toEqual(options);
});
