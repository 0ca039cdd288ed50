import { delimiter, join } from "node:path";
import { Processes } from "../../../rehearsal/processes";
import { Progress } from "../../../rehearsal/progress";
import { recoveryTimeBeside } from "../../../rehearsal/report/recovery-time-beside";
import { temporaryFolder } from "../../temporary-folder";
import { fakeExecutable } from "../fake-executable";

const folder = temporaryFolder();

/** Has an `npm` run that does this, and waits for it. Returns what a person sees of it. */
async function shown(npm: string, workload?: string): Promise<string> {
  fakeExecutable(folder, "npm", npm);
  const lines: string[] = [];
  const wait = recoveryTimeBeside({
    processes: new Processes(),
    progress: new Progress({ write: (text) => lines.push(text) }, {}, () => 0),
    environment: { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) },
    configurationFile: join("shop", "theirs.yaml"),
    seed: 7,
    workload,
  });
  await wait().catch((error: Error) => lines.push(error.message));
  return lines.join("");
}

it("draws the recovery time of the workload that is rehearsed, with the same dice", async () => {
  const npm = "console.log(args.join(` `)); process.exitCode = 1;";
  const command = "run --silent recovery-time -- --config shop/theirs.yaml --seed 7";
  expect(await shown(npm)).toMatch(new RegExp(`^${command}$`, "m"));
  expect(await shown(npm, "shop")).toMatch(new RegExp(`^${command} --workload shop$`, "m"));
});

it("lets everything else go first", async () => {
  // Nobody's priority can be lowered before it is there.
  const npm = 'setTimeout(() => process.exit(require("node:os").getPriority() === 19 ? 0 : 1), 50);';
  expect(await shown(npm)).toContain("done");
});

it("fails with all that was said where nothing was drawn", async () => {
  const text = await shown('console.log("on the one"); console.error("on the other"); process.exitCode = 3;');
  expect(text).toContain("npm run recovery-time failed:");
  expect(text).toContain("on the one");
  expect(text).toContain("on the other");
});
