import { bootSecondsToSet, timesOf, timesText } from "../../../operations/drill/times";
import { NOW, opened } from "../../functions/controller/observed";

const PROMISE = { bootSeconds: 30, promisedRecoverySeconds: 180 };

test("a drill's times are those of its record", () => {
  const times = { startedInstanceAt: NOW, runningAt: NOW + 12_040, servingAt: NOW + 40_000 };
  expect(timesOf(opened(times))).toEqual({ startSeconds: 12, bootSeconds: 28, standbySeconds: 40 });
});

test("what the record does not say is not made up", () => {
  expect(timesOf(opened({ runningAt: NOW }))).toEqual({ startSeconds: 60 });
  expect(timesText({}, PROMISE)).toEqual([]);
});

test("the bootSeconds to set are the next five above, and never none", () => {
  expect([0, 4.9, 5, 5.1, 61.2].map(bootSecondsToSet)).toEqual([5, 5, 5, 10, 65]);
});

test("a boot within the promise keeps it, and a slower one breaks it", () => {
  const times = (bootSeconds: number) =>
    timesText({ startSeconds: 12, bootSeconds, standbySeconds: 12 + bootSeconds }, PROMISE);
  expect(times(28)).toEqual([
    "start to running 12 s, running to serving 28 s, together 40 s",
    "the promise (recovery within 180 s, with bootSeconds: 30) holds",
    "leave bootSeconds: 30",
  ]);
  expect(times(61.2).slice(1)).toEqual([
    "the promise (recovery within 180 s, with bootSeconds: 30) does NOT hold: the boot took 61.2 s",
    "set bootSeconds: 65 (the promise is then about 215 s; the next plan says it exactly)",
  ]);
});
