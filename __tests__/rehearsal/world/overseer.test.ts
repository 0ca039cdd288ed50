import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import type { Expectation } from "../../../rehearsal/scenario";
import { Overseer } from "../../../rehearsal/world/overseer";
import type { Witness } from "../../../rehearsal/world/witness";
import type { World } from "../../../rehearsal/world/world";

let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
afterEach(() => clock.stop());

const expectation = (when: Expectation["when"], contradiction: Expectation["contradiction"]): Expectation => ({
  sentence: `${when} it holds`,
  when,
  contradiction,
});

function overseen(expectations: readonly Expectation[], look = async () => {}) {
  const witness = { look } as unknown as Witness;
  const overseer = new Overseer(clock, witness, expectations, () => {});
  return overseer;
}

const world = {} as World;

test("an expectation that is contradicted for a second is broken at that second, and for good", async () => {
  const overseer = overseen([expectation("during", () => (clock.now() === 3_000 ? "it did not" : undefined))]);
  overseer.begin(world);
  await clock.sleep(10_500);
  expect(overseer.broken).toMatchObject({ expectation: "during it holds", seen: "it did not", at: 3_000 });
});

test("before the play begins, nothing is expected, and it is looked all the same", async () => {
  const look = jest.fn(async () => {});
  const overseer = overseen([expectation("during", () => "never")], look);
  await clock.sleep(2_500);
  expect(overseer.broken).toBeUndefined();
  expect(look).toHaveBeenCalledTimes(2);
});

test("what must be true at the end is judged there only, and not once something is broken", async () => {
  const atEnd = expectation("at the end", () => "too late");
  const overseer = overseen([atEnd]);
  overseer.begin(world);
  await clock.sleep(5_000);
  expect(overseer.broken).toBeUndefined();
  await overseer.lookAtTheEnd();
  expect(overseer.broken).toMatchObject({ expectation: "at the end it holds", seen: "too late" });

  const earlier = overseen([expectation("during", () => "at once"), atEnd]);
  earlier.begin(world);
  await earlier.lookAtTheEnd();
  expect(earlier.broken).toMatchObject({ seen: "at once" });
  expect(earlier.looked.has(atEnd)).toBe(false);
});

test("a world that cannot be looked at breaks the scenario, with the reason", async () => {
  const overseer = overseen([], async () => {
    throw new Error("moto is gone");
  });
  await clock.sleep(1_500);
  expect(overseer.broken).toMatchObject({ expectation: "the world can be looked at", seen: "moto is gone" });
});
