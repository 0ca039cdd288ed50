import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConfigurationName } from "./configurations";
import type { SynthesizedStack } from "./synthesized";

/**
 * The stacks of a valid file. They are synthesized by whoever asks first in a run of the tests; to load cdktf and do it again
 * costs every other test file half a second.
 */
export function stacksOf(name: ConfigurationName): Record<string, SynthesizedStack> {
  const file = join(process.env.TEST_RUN_FOLDER!, `${name}.json`);
  if (!existsSync(file)) {
    const { configuration } = require("./configurations") as typeof import("./configurations");
    const { synthesizeStacks } = require("./synth") as typeof import("./synth");
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, JSON.stringify(synthesizeStacks(configuration(name))));
    // Renamed into place, so that another worker never reads half of it.
    renameSync(unfinished, file);
  }
  return JSON.parse(readFileSync(file, "utf8"));
}
