import fc from "fast-check";
import { realController } from "./controller";
import { inspection } from "./fairness";
import { histories, lived } from "./histories";
import { scopes } from "./scope";
import { walk } from "./walk";

/** A walk that takes longer than this, in milliseconds, has grown out of its bounds. */
const PATIENCE_MS = 5 * 60_000;
/** The least that the largest walk must reach, in distinct states. */
const MANY = 100_000;
/** Long random histories, and the seed that makes them the same ones each time. */
const HISTORIES = 200;
const SEED = 20_260_102;

const sum = (counts: readonly number[]) => counts.reduce((one, other) => one + other, 0);
const reached: number[] = [];

it.each(Object.values(scopes))(
  "the seven properties hold in every state that can be reached: $name",
  async (scope) => {
    const { perDepth, violation, isComplete } = await walk(realController, scope, { inspect: inspection() });
    process.stdout.write(`${scope.name}: ${sum(perDepth)} distinct states; by depth: ${perDepth.join(" ")}\n`);
    expect(violation).toBeUndefined();
    expect(isComplete).toBe(true);
    reached.push(sum(perDepth));
  },
  PATIENCE_MS,
);

it("a single walk reaches more than a hundred thousand distinct states", () => {
  expect(Math.max(...reached)).toBeGreaterThan(MANY);
});

it(
  "the properties hold in hundreds of long random histories of several invocations at once",
  async () => {
    const holds = fc.asyncProperty(histories, async (history) => expect(await lived(history)).toEqual([]));
    await fc.assert(holds, { numRuns: HISTORIES, seed: SEED });
  },
  PATIENCE_MS,
);
