import { join } from "node:path";
import { temporaryFolder } from "../temporary-folder";
import { countsSharedPagesOnce, MEMORY_LIMIT_MB, OUR_MEMORY_LIMIT_MB, watchMemory } from "./memory";
import { bundledStart, bundleStart } from "./running-start";

/** A whole story and three plans in the dark take four minutes on two cores, more on a busy machine. */
jest.setTimeout(900_000);

const folder = temporaryFolder();
beforeAll(() => bundleStart(folder));

test.each([
  {
    dark: "us-west-2",
    configuration: "state-in-s3.yaml",
    says: ["Terraform plans what does not need us-west-2, which is dark", "no call to us-west-2"],
  },
  // With it go the control planes of Route 53 and IAM, which every stack asks.
  { dark: "us-east-1", configuration: "primary-in-us-east-1.yaml", says: [] },
])("$dark goes dark with the primary: Terraform says so, users are saved, and nothing is left", async (given) => {
  const { dark, configuration, says } = given;
  const run = bundledStart(folder, [
    "--config",
    join("__tests__", "configurations", configuration),
    ...["--disaster", "region"],
  ]);
  const memory = watchMemory(run.child.pid!);
  const code = await run.ended;
  const peaks = memory.stop();

  const printed = run.printed();
  expect({ code, printed }).toMatchObject({ code: 0 });
  for (const words of ["10 × users are served by", ...says, `${dark} returns`, "Nothing is left in the account"])
    expect(printed).toContain(words);
  const failures = printed.split("\n").filter((line) => line.includes(" failed in "));
  expect(failures.length).toBeGreaterThan(0);
  for (const line of failures) expect(line).toMatch(new RegExp(`no answer from ${dark}\\.$`));
  expect(await run.processes()).toEqual([]);
  expect(run.temporaryFiles()).toEqual([]);
  expect(peaks.all).toBeLessThan(MEMORY_LIMIT_MB);
  if (countsSharedPagesOnce) expect(peaks.ours).toBeLessThan(OUR_MEMORY_LIMIT_MB);
});
