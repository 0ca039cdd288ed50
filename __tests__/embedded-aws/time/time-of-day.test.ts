import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TimeOfDay } from "../../../embedded-aws/time/time-of-day";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { temporaryFolder } from "../../temporary-folder";

const file = join(temporaryFolder(), "aws-time");
const inFile = () => {
  const bytes = readFileSync(file);
  expect(bytes).toHaveLength(8);
  return bytes.readDoubleLE();
};

test("the file says AWS time from the first moment, and at every timer", async () => {
  const timeOfDay = new TimeOfDay(file, 1_000);
  expect(inFile()).toBe(1_000);
  const clock = new VirtualClock(1_000, { onTime: timeOfDay.write });
  clock.start();
  await clock.sleep(86_400_000.5);
  expect(inFile()).toBe(86_401_000.5);
  clock.stop();
  timeOfDay.close();
});

test("once closed it keeps the last time, and a clock that still runs harms nobody", () => {
  const timeOfDay = new TimeOfDay(file, 5);
  timeOfDay.close();
  timeOfDay.close();
  timeOfDay.write(6);
  expect(inFile()).toBe(5);
});
