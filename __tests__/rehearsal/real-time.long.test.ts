import { temporaryFolder } from "../temporary-folder";
import { type SmallStory, tellSmallStory } from "./small-story";

/** At life's pace: two boots of 72 s, 12 s of stopping, 35 s of quiet, the story's minute, and the start. */
jest.setTimeout(400_000);

/** The share of its time by which a story may differ that this machine's own work disturbs. */
const AGREEMENT = 0.1;
const SEED = 1;
const folder = temporaryFolder();
let real: SmallStory;
let virtual: SmallStory;

beforeAll(async () => {
  virtual = await tellSmallStory(folder, { seed: SEED, realTime: false });
  real = await tellSmallStory(folder, { seed: SEED, realTime: true });
});

function expectAgreement(inReality: number, inAwsTime: number): void {
  expect(Math.abs(inReality - inAwsTime)).toBeLessThanOrEqual(AGREEMENT * inAwsTime);
}

test("the same things happen at life's pace as in AWS time, in the same order", () => {
  expect(real.entries.map(({ text }) => kindOf(text))).toEqual(virtual.entries.map(({ text }) => kindOf(text)));
});

test("every user's outage is as long, within a tenth", () => {
  expect(real.outages.length).toBe(virtual.outages.length);
  real.outages.forEach((outage, user) => {
    expectAgreement(outage, virtual.outages[user]!);
  });
});

test("the check turns and the standby runs as late, within a tenth", () => {
  for (const text of ["health check CHECK is unhealthy", "instance STANDBY in us-east-1 is running"])
    expectAgreement(real.timeOf(text), virtual.timeOf(text));
});

/** How long the function ran, and how many checkers had turned a moment before, is this machine's to disturb. */
const kindOf = (text: string) => text.replace(/ran for [\d.]+ s/, "ran").replace(/ \(.*/, "");
