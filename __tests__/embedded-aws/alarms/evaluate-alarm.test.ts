import type { AlarmRule, MissingDataTreatment } from "../../../embedded-aws/alarms/alarm";
import { EVALUATION_DELAY_MS, evaluateAlarm } from "../../../embedded-aws/alarms/evaluate-alarm";
import { sampleOf } from "../../../embedded-aws/alarms/samples";

const MINUTE = 60_000;
const TREATMENTS: readonly MissingDataTreatment[] = ["missing", "ignore", "breaching", "notBreaching"];
const RULE: AlarmRule = {
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  statistic: "Minimum",
  comparison: "LessThanThreshold",
  threshold: 1,
  missingData: "missing",
};

/** @param data oldest first: `0` within the threshold, `X` breaching, `-` missing, as in CloudWatch's documentation */
function evaluate(rule: Partial<AlarmRule>, data: string): string {
  const minutes = data.split(" ");
  const samples = minutes.flatMap((datum, index) =>
    datum === "-" ? [] : [sampleOf(index * MINUTE, datum === "X" ? 0 : 1)],
  );
  const now = minutes.length * MINUTE + EVALUATION_DELAY_MS;
  // A state that no evaluation gives by itself shows that it was kept.
  const previous = { state: "OK", reason: "kept" } as const;
  const { state, reason } = evaluateAlarm({ ...RULE, ...rule }, samples, now, previous);
  return reason === "kept" ? "kept" : state;
}

/** After the examples in https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
describe("periods without data, treated as missing, ignore, breaching and notBreaching:", () => {
  test.each([
    [3, "0 - X - X", ["OK", "OK", "OK", "OK"]],
    [3, "0 - - - -", ["OK", "OK", "OK", "OK"]],
    [3, "- - - - -", ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]],
    [3, "0 X X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [3, "- - X - -", ["ALARM", "kept", "ALARM", "OK"]],
    [2, "0 - X - X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [2, "0 0 X 0 X", ["ALARM", "ALARM", "ALARM", "ALARM"]],
    [2, "0 - X - -", ["OK", "OK", "ALARM", "OK"]],
    [2, "- - - - 0", ["OK", "OK", "ALARM", "OK"]],
    [2, "- - - X -", ["ALARM", "kept", "ALARM", "OK"]],
  ])("%d of 3 with %s", (datapointsToAlarm, data, expected) => {
    expect(TREATMENTS.map((missingData) => evaluate({ datapointsToAlarm, missingData }, data))).toEqual(expected);
  });
});

test.each(["- - - - X", "- - - X -"])("one young breaching value after silence changes nothing yet: %s", (data) => {
  expect(evaluate({}, data)).toBe("kept");
});

test("a period is looked at only when the evaluation delay has passed after its end", () => {
  const rule = { ...RULE, evaluationPeriods: 1, datapointsToAlarm: 1 };
  const at = (now: number) =>
    evaluateAlarm(rule, [sampleOf(0, 0)], now, { state: "INSUFFICIENT_DATA", reason: "new" }).state;
  expect(at(MINUTE + EVALUATION_DELAY_MS - 1)).toBe("INSUFFICIENT_DATA");
  expect(at(MINUTE + EVALUATION_DELAY_MS)).toBe("ALARM");
});
