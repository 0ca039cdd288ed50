import { inputOf } from "../../../embedded-aws/schedules/schedule-input";
import { REGION, scheduled } from "./deployed-schedule";

const given = (Input?: string) => {
  const schedule = scheduled();
  return inputOf({ ...schedule, target: { ...schedule.target, Input } }, 1_500, 2);
};
const { arn } = scheduled();

test("a schedule without an input gives the scheduler's own event", () => {
  expect(given()).toMatchObject({
    "detail-type": "Scheduled Event",
    ...{ source: "aws.scheduler", account: "123456789012", time: "1970-01-01T00:00:01Z", region: REGION },
    ...{ resources: [arn], detail: "{}" },
  });
});

test("AWS's keywords are filled in", () => {
  const keywords = ["schedule-arn", "scheduled-time", "attempt-number", "execution-id"];
  expect(given(JSON.stringify(keywords.map((keyword) => `<aws.scheduler.${keyword}>`)))).toEqual([
    arn,
    "1970-01-01T00:00:01Z",
    "2",
    expect.stringMatching(/^[0-9a-f]{8}-/),
  ]);
});

test("an input that is not JSON is given as text", () => {
  expect(given("look now")).toBe("look now");
});
