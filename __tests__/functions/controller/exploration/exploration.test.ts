import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { connectAws } from "../../../../functions/controller/aws";
import { temporaryFolder } from "../../../temporary-folder";
import { settings } from "../observed";
import { realController } from "./controller";
import { inspection } from "./fairness";
import { mutant } from "./mutant";
import { foreignRegion, mutations } from "./mutations";
import { CALLS, regionsCalled } from "./regions";
import { scopes } from "./scope";
import { walk } from "./walk";

/** As many states as fit into a fast test; `exploration.long.test.ts` walks them all. */
const SHORT = 200;

const folder = temporaryFolder();
const copy = () => mkdtempSync(join(folder, "controller-"));

it.each([scopes.basic, scopes.firstDay])("the seven properties hold in the first states of: $name", async (scope) => {
  const { violation } = await walk(realController, scope, { limit: SHORT, inspect: inspection() });
  expect(violation).toBeUndefined();
});

it("every call goes to the standby's region", async () => {
  const regions = await regionsCalled(connectAws);
  expect(regions).toEqual(Array(CALLS).fill(settings.standby.region));
});

describe("the exploration finds a controller in which", () => {
  it.each(mutations)("$wrong (property $property)", async (mutation) => {
    const { violation } = await walk(mutant(mutation, copy()), mutation.scope, { inspect: inspection() });
    expect(violation?.what).toMatch(new RegExp(`^${mutation.property}:`));
  });

  it(`${foreignRegion.wrong} (property 6)`, async () => {
    expect(await regionsCalled(mutant(foreignRegion, copy()).connectAws)).not.toContain(settings.standby.region);
  });
});

it("a mutation whose text is gone fails", () => {
  const gone = { ...foreignRegion, find: "text that is not there" };
  expect(() => mutant(gone, copy())).toThrow(
    "is 0 times in functions/controller/aws.ts, and must be once: text that is not",
  );
});
