import { SCENARIOS } from "./catalogue";
import { readCommandLine, USAGE } from "./command-line";
import { run } from "./run";
import { scenarioList } from "./scenario-list";

// The pinned SDK supports Node 20; what it says of later versions helps nobody here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** `npm start`. Exit code 0: everything that should be true was seen to be true. */
async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2), process.env.PILOT_LIGHT_CONFIG ?? "pilot-light.yaml");
  switch (command.kind) {
    case "help":
      process.stdout.write(USAGE);
      return 0;
    case "list":
      process.stdout.write(`${scenarioList(SCENARIOS)}\n`);
      return 0;
    case "wrong":
      process.stderr.write(`${command.why}\n\n${USAGE}`);
      return 1;
    case "rehearse":
    case "scenarios":
      return run(command);
  }
}

void main().then((code) => {
  process.exitCode = code;
});
