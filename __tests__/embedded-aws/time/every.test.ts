import { every } from "../../../embedded-aws/time/every";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
afterEach(() => clock.stop());

test("work is done after each period, until it is cancelled", async () => {
  const done: number[] = [];
  const cancel = every(clock, 10, () => done.push(clock.now()));
  await clock.sleep(35);
  cancel();
  await clock.sleep(35);
  expect(done).toEqual([10, 20, 30]);
});

test("the first time may come earlier, even now, and the periods are counted from it", async () => {
  const done: number[] = [];
  every(clock, 10, () => done.push(clock.now()), 0);
  every(clock, 10, () => done.push(clock.now()), 3);
  await clock.sleep(15);
  expect(done).toEqual([0, 3, 10, 13]);
});

test("work may cancel itself", async () => {
  const done: number[] = [];
  const cancel = every(clock, 10, () => {
    done.push(clock.now());
    cancel();
  });
  await clock.sleep(35);
  expect(done).toEqual([10]);
});
