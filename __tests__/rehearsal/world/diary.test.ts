import { Diary } from "../../../rehearsal/world/diary";

function diary() {
  const told: string[] = [];
  let now = 0;
  const made = new Diary(
    () => now,
    ({ at, text }) => told.push(`${at} ${text}`),
  );
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { made, told, pass };
}

test("the first disaster is the one that times are counted from", () => {
  const { made, told, pass } = diary();
  made.note("before");
  pass(5);
  made.strike("one");
  pass(5);
  made.strike("another");
  expect(made.struckAt).toBe(5);
  expect(told).toEqual(["0 before", "5 one", "10 another"]);
});

test("what is undone is undone once, and the rest at the end, the last first", () => {
  const { made, told } = diary();
  const undone: string[] = [];
  const undo = (name: string) => made.undoable(() => undone.push(name), `${name} is over`);
  const first = undo("first");
  undo("second");
  undo("third");
  first();
  first();
  made.undoAll();
  made.undoAll();
  expect(undone).toEqual(["first", "third", "second"]);
  expect(told[0]).toBe("0 first is over");
});
