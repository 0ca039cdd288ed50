import { playTogether } from "../../../estimate/distribution/play-together";
import { storedObject } from "../../../estimate/distribution/stored-object";

const CALL_MS = 50;

async function withObject<Result>(
  first: string | undefined,
  use: (object: ReturnType<typeof storedObject<string>>, now: () => number) => Promise<Result>,
): Promise<Result> {
  const [result] = await playTogether({ from: 0, to: 1 }, (_draw, begin) => {
    const clock = begin(0);
    return use(storedObject(clock, CALL_MS, first), () => clock.now());
  });
  return result!;
}

test("an object is absent until it is written, and each call takes its time", async () => {
  const seen = await withObject(undefined, async (object, now) => {
    const before = await object.read();
    const written = await object.write("one", undefined);
    return [before, written.kind, await object.read(), now()];
  });
  expect(seen).toEqual([
    { kind: "absent" },
    "won",
    { kind: "known", value: "one", etag: '"1"', writtenAt: 2 * CALL_MS },
    3 * CALL_MS,
  ]);
});

test("of two writes under the same ETag the second is lost", async () => {
  const outcomes = await withObject("first", async (object) => {
    const view = await object.read();
    const etag = view.kind === "known" ? view.etag : "";
    const both = await Promise.all([object.write("one", etag), object.write("two", etag)]);
    return [...both.map(({ kind }) => kind), (await object.read()) as { value?: string }];
  });
  expect(outcomes).toEqual(["won", "lost", expect.objectContaining({ value: "one" })]);
});

test("an object that must not be there yet is not written over", async () => {
  expect(await withObject("first", (object) => object.write("second", undefined))).toEqual({ kind: "lost" });
});

test("what was deleted is absent", async () => {
  const view = await withObject("first", async (object) => {
    await object.delete();
    return object.read();
  });
  expect(view).toEqual({ kind: "absent" });
});
