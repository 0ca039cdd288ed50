import { type Mark, marksOf } from "../../../../../rehearsal/report/page/timeline/marks";
import { textWidth } from "../../../../../rehearsal/report/page/timeline/text-width";
import { timeScale } from "../../../../../rehearsal/report/page/timeline/time-scale";
import { moment, STRUCK } from "../sample-events";

const LETTERS = 12;
const scale = timeScale({ from: STRUCK, to: STRUCK + 600_000, events: [] }, 600);
const marks = (...moments: Parameters<typeof moment>[]) =>
  marksOf(
    moments.map((each) => moment(...each)),
    scale,
    LETTERS,
  );

it("has a mark for each moment, and one for those that fall together, with the worst tone of them", () => {
  const found = marks([10, "good", "serves"], [15, "bad", "dies"], [100, "saved", "commits"]);
  expect(found.map(({ tone, moments }) => [tone, moments.length])).toEqual([
    ["bad", 2],
    ["saved", 1],
  ]);
  expect(found.map(({ label }) => label?.text)).toEqual(["serves, dies", "commits"]);
});

it("says once what many say, with their number", () => {
  const found = marksOf(
    Array.from({ length: 20 }, (_, index) => moment(index * 30, "bad", "down")),
    scale,
    LETTERS,
  );
  expect(found.map(({ label }) => label?.text).filter(Boolean)).toEqual(["20 × down"]);
});

it("lets labels and the lines that lead to them touch nothing, however close their marks are", () => {
  const found = marksOf(
    Array.from({ length: 30 }, (_, index) => moment(index * 20, "good", `event ${index} of many`)),
    scale,
    LETTERS,
  );
  const shown = found.filter(({ label }) => label !== undefined);
  expect(shown.length).toBeGreaterThan(5);
  for (const one of shown)
    for (const other of shown)
      if (one !== other) {
        const [left, right] = extentOf(other);
        const [oneLeft, oneRight] = extentOf(one);
        if (one.label!.row === other.label!.row) expect(oneRight < left || right < oneLeft).toBe(true);
        if (one.label!.row > other.label!.row) expect(one.x < left || one.x > right).toBe(true);
      }
});

it.each([
  ["the standby cannot be started (InsufficientInstanceCapacity)", "the standby cannot be started"],
  ["the primary answers again; users stay on the standby", "the primary answers again"],
  ["the failover lock is written: both witnesses have the primary gone", "the failover lock is written"],
  ["a sentence of so many words that it has no end in sight", "a sentence of so many words that it has no…"],
])("shortens %s between its words", (text, shorter) => {
  expect(marks([0, "good", text])[0]!.label?.text).toBe(shorter);
});

it("of several moments names the first, without its explanation", () => {
  const several = ["the primary answers: failing back", "the failover lock is gone"].map(
    (text): Parameters<typeof moment> => [10, "good", text],
  );
  expect(marks(...several)[0]!.label?.text).toBe("the primary answers and 1 more");
});

it("cuts a label that nobody reads in a drawing, and leaves out one that has no room", () => {
  expect(marks([0, "good", "x".repeat(200)])[0]!.label?.text).toMatch(/^x{43}…$/);
  const narrow = timeScale({ from: STRUCK, to: STRUCK + 600_000, events: [] }, 100);
  expect(marksOf([moment(300, "good", "wider than the drawing")], narrow, LETTERS)[0]!.label).toBeUndefined();
});

function extentOf({ x, label }: Mark): readonly [number, number] {
  const width = textWidth(label!.text, LETTERS);
  return label!.anchor === "start" ? [x, x + width] : [x - width, x];
}
