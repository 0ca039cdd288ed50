import { ownStream, seededRandom } from "../../embedded-aws/seeded-random";

const draw = (random: () => number, count = 5) => Array.from({ length: count }, random);

test("the same seed gives the same numbers in [0, 1), and another seed others", () => {
  const numbers = draw(seededRandom(7), 1_000);
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  expect(draw(seededRandom(7), 1_000)).toEqual(numbers);
  expect(draw(seededRandom(8), 1_000)).not.toEqual(numbers);
});

test("whoever has a stream of his own gets the same numbers, however often others draw meanwhile", () => {
  const alone = seededRandom(7);
  const [first, second] = [ownStream(alone), ownStream(alone)];
  const expected = [draw(first), draw(second)];

  const shared = seededRandom(7);
  const [one, other] = [ownStream(shared), ownStream(shared)];
  draw(shared);
  const ofOther = draw(other);
  draw(shared);
  expect([draw(one), ofOther]).toEqual(expected);
  expect(expected[0]).not.toEqual(expected[1]);
});
