import { waitBeforeRetry } from "../../../embedded-aws/messages/delivery-policy";

test("SNS tries again at once, then a second apart, then ever later up to 20 s, 100,015 times in all", () => {
  const waits = Array.from({ length: 17 }, (_, retry) => Math.round(waitBeforeRetry(retry, 0)!));
  expect(waits.slice(0, 6)).toEqual([0, 0, 0, 1_000, 1_000, 1_000]);
  expect(waits.slice(-3)).toEqual([20_000, 20_000, 20_000]);
  expect(waitBeforeRetry(100_014, 0)).toBe(20_000);
  expect(waitBeforeRetry(100_015, 0)).toBeUndefined();
});
