import { Track } from "../../../rehearsal/world/track";

test("a track keeps changes, and tells what was so at a moment", () => {
  const track = new Track<string>();
  for (const [at, value] of [
    [1, "a"],
    [2, "a"],
    [3, "b"],
  ] as const)
    track.note(at, value);
  expect(track.changes).toEqual([
    { at: 1, value: "a" },
    { at: 3, value: "b" },
  ]);
  expect([track.at(0), track.at(2), track.at(3), track.now]).toEqual([undefined, "a", "b", "b"]);
});
