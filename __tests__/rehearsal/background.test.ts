import { Background } from "../../rehearsal/background";

test("background work is done one piece after the other, also after one that fails", async () => {
  const background = new Background();
  const done: string[] = [];
  const work = (name: string, ends: Promise<unknown> = Promise.resolve()) =>
    background.do(async () => {
      done.push(`${name} begins`);
      await ends;
      done.push(`${name} ends`);
      return name;
    });
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const first = work("first", ended);
  const second = work("second", Promise.reject(new Error("no")));
  const third = work("third");
  await Promise.resolve();
  expect(done).toEqual(["first begins"]);
  end();
  await expect(Promise.all([first, third])).resolves.toEqual(["first", "third"]);
  await expect(second).rejects.toThrow("no");
  expect(done).toEqual(["first begins", "first ends", "second begins", "third begins", "third ends"]);
});
