import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { Processes, stopWhenInterrupted } from "./processes";
import { Progress } from "./progress";
import { rehearse } from "./rehearsal";

const USAGE = `Rehearses the whole disaster on an AWS on this machine.

  npm start                       with pilot-light.yaml
  npm start -- --config FILE      with another file
`;

// The pinned SDK supports Node 20; what it says of later versions helps nobody here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** `npm start`. Exit code 0: everything that should be true was seen to be true. */
async function main(): Promise<number> {
  let config: string;
  try {
    const { values } = parseArgs({ options: { config: { type: "string" }, help: { type: "boolean" } } });
    if (values.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    config = values.config ?? process.env.PILOT_LIGHT_CONFIG ?? "pilot-light.yaml";
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 1;
  }

  const folder = mkdtempSync(join(tmpdir(), "pilot-light-rehearsal-"));
  const processes = new Processes();
  let aws: EmbeddedAws | undefined;
  const cleanUp = async () => {
    await aws?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  stopWhenInterrupted(process, processes, cleanUp);
  const progress = new Progress(process.stdout, process.env, () => performance.now());
  try {
    await rehearse({
      configurationFile: resolve(config),
      folder,
      environment: process.env,
      processes,
      progress,
      onAws: (started) => {
        aws = started;
      },
    });
    progress.summary();
    return 0;
  } catch (error) {
    process.stderr.write(`\n${(error as Error).message}\n`);
    return 1;
  } finally {
    await processes.stopAll();
    await cleanUp();
  }
}

void main().then((code) => {
  process.exitCode = code;
});
