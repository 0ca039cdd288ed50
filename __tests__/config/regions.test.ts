import { DEFAULT_REGIONS } from "../../config/regions";
import { configurationOf, problemsOf, SMALLEST } from "./loaded-text";

const PAIRS = DEFAULT_REGIONS.flatMap((primary) =>
  DEFAULT_REGIONS.filter((standby) => standby !== primary).map((standby) => ({ primary, standby })),
);

test("every pair of the regions that each account has enabled can be used, in either order", () => {
  expect(PAIRS.length).toBe(17 * 16);
  for (const { primary, standby } of PAIRS) {
    const text = `${SMALLEST}regions: {primary: ${primary}, standby: ${standby}}`;
    expect(configurationOf(text).configuration.regions).toEqual({ primary, standby });
  }
});

test.each(["us-gov-east-1", "cn-northwest-1", "eusc-de-east-1", "us-iso-east-1", "us-isob-east-1", "eu-isoe-west-1"])(
  "%s is refused as a region of another partition",
  (region) => {
    const { problems } = problemsOf(`${SMALLEST}regions: {primary: ${region}}`);
    expect(problems.map(({ code }) => code)).toEqual(["other-partition"]);
  },
);
