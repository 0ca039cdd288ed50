import fc from "fast-check";
import { histories, lived } from "./histories";

/** A fixed seed: a test that fails must fail again. The long test lives through more of them. */
const SEED = 1;
const HISTORIES = 6;

it("the properties hold in long random histories of several invocations at once", async () => {
  const holds = fc.asyncProperty(histories, async (history) => expect(await lived(history)).toEqual([]));
  await fc.assert(holds, { numRuns: HISTORIES, seed: SEED });
});
