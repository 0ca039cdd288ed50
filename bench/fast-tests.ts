import { type Comparison, median } from "./comparison";
import { secondsOf } from "./timed-command";

const RUNS = 3;

/** Seconds on two cores, so that the tests can run at every change. */
const LIMIT = 20;

const JEST: [string, ...string[]] = ["npx", "--no", "--", "jest", "--selectProjects", "fast"];

/**
 * The tests that need neither Terraform nor a network, with jest's cache of transformed files and without it.
 *
 * @param project folder of this project
 */
export function fastTests(project: string): Comparison {
  // Not counted: it fills the cache.
  secondsOf(JEST, project);
  const warm: number[] = [];
  const cold: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    warm.push(secondsOf(JEST, project));
    cold.push(secondsOf([...JEST, "--no-cache"], project));
  }
  return {
    title: "Fast tests",
    measurements: [
      { what: "with jest's cache", value: median(warm), unit: "s", limit: LIMIT },
      { what: "without it (--no-cache)", value: median(cold), unit: "s", limit: LIMIT },
    ],
  };
}
