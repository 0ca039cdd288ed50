import { HealthHistory } from "../../../embedded-aws/health-checks/health-history";
import { datapointsOf } from "../../../embedded-aws/health-checks/health-metrics";

test("a check's past is remembered: what it was at each time, and since when it is what it is", () => {
  const history = new HealthHistory(1_000, true);
  expect(history.record(2_000, true)).toBe(false);
  expect(history.record(3_000, false)).toBe(true);
  expect(history.record(4_000, true)).toBe(true);
  expect([0, 1_000, 2_999, 3_000, 3_999, 4_000].map((time) => history.healthyAt(time))).toEqual([
    true,
    true,
    true,
    false,
    false,
    true,
  ]);
  expect(history.since).toBe(4_000);
});

test("only so many changes are remembered; before them it is what it was first", () => {
  const history = new HealthHistory(0, true);
  for (let at = 1; at <= 1_000; at++) history.record(at, at % 2 === 0);
  expect(history.healthyAt(999)).toBe(false);
  expect(history.healthyAt(5)).toBe(history.healthyAt(1_000 - 63));
});

test("a moment of ill health within a minute is seen, and only in that minute", () => {
  const history = new HealthHistory(0, true);
  history.record(70_000, false);
  history.record(71_000, true);
  const minutes = [0, 60_000, 120_000].map((from) => history.wasHealthyThroughout(from, from + 60_000));
  expect(minutes).toEqual([true, false, true]);
  history.record(180_000, false);
  expect(history.wasHealthyThroughout(120_000, 180_000)).toBe(true);
  expect(history.wasHealthyThroughout(180_000, 240_000)).toBe(false);
});

test("a minute's datapoints are in us-east-1, by the check's id, dated at the minute's beginning", () => {
  const common = {
    namespace: "AWS/Route53",
    dimensions: { HealthCheckId: "check" },
    at: 60_000,
    region: "us-east-1",
  };
  expect(
    datapointsOf("check", { at: 60_000, healthyThroughout: false, percentage: 12.5, firstBytes: [70, 90] }),
  ).toEqual([
    { ...common, name: "HealthCheckStatus", value: 0 },
    { ...common, name: "HealthCheckPercentageHealthy", value: 12.5 },
    { ...common, name: "TimeToFirstByte", value: 80 },
  ]);
  expect(datapointsOf("check", { at: 60_000, healthyThroughout: true, percentage: undefined, firstBytes: [] })).toEqual(
    [{ ...common, name: "HealthCheckStatus", value: 1 }],
  );
});
