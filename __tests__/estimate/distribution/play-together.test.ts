import { playTogether } from "../../../estimate/distribution/play-together";

test("each draw has a clock of its own, which goes on only when the draw waits for time", async () => {
  const seen = await playTogether({ from: 3, to: 13 }, async (draw, begin) => {
    const clock = begin(draw * 1_000);
    await clock.sleep(draw);
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    const between = clock.now();
    await Promise.all([clock.sleep(5), clock.sleep(2)]);
    return [between, clock.now()];
  });
  expect(seen).toEqual(Array.from({ length: 10 }, (_, n) => [(n + 3) * 1_001, (n + 3) * 1_001 + 5]));
});

test("a draw that fails ends all, and no other begins", async () => {
  let begun = 0;
  const playing = playTogether({ from: 0, to: 100 }, async (draw, begin) => {
    begun += 1;
    const clock = begin(0);
    for (let later = 2; later < 100; later++) clock.after(later, () => {});
    await clock.sleep(1);
    if (draw === 40) throw new Error("draw 40 has no luck");
  });
  await expect(playing).rejects.toThrow("draw 40 has no luck");
  const before = begun;
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(begun).toBe(before);
});

test("a draw that waits for something else than time is named", async () => {
  const playing = playTogether({ from: 0, to: 3 }, async (draw, begin) => {
    const clock = begin(0);
    if (draw === 1) await new Promise(() => {});
    await clock.sleep(1);
  });
  await expect(playing).rejects.toThrow("draw 1 waits for something that never happens");
});

test("no draw is no result", async () => {
  await expect(playTogether({ from: 5, to: 5 }, async () => 1)).resolves.toEqual([]);
});
