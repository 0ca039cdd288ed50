import { DISASTERS, type Disaster } from "../../../estimate/distribution/primary";
import { median } from "../../../rehearsal/users/outages";
import { playCase } from "../../rehearsal/named-case";
import { provenDeployment } from "../../rehearsal/proven-deployment";
import { DEFAULTS, designWith, outagesOf, secondsAt } from "./played";

/** A deployment takes a minute and a half, a rehearsal some ten seconds, and three times that on a busy machine. */
jest.setTimeout(1_800_000);

const REHEARSALS = 30;
const DRAWS = { seed: 1, from: 0, to: 5_000 };
/** Seconds between the medians. */
const TOLERANCE = 5;

const deployment = provenDeployment();

/** The outage of each user of one rehearsal, in seconds. */
async function rehearse(disaster: Disaster, seed: number): Promise<number[]> {
  let outages: number[] = [];
  await playCase(
    deployment,
    async (given) => {
      if (disaster === "region black") await given.primaryRegionGoesDark();
      else await given.stopPrimary();
      await given.untilServedBy("standby", 6);
      await given.pass(1);
      const { perUser } = given.stage.users.outages(given.since);
      outages = perUser.map(({ milliseconds }) => milliseconds / 1_000);
    },
    seed,
  );
  return outages;
}

test.each(DISASTERS)("30 rehearsals with different phases end as the distribution says: %s", async (disaster) => {
  const rehearsals: number[][] = [];
  for (let seed = 1; seed <= REHEARSALS; seed++) rehearsals.push(await rehearse(disaster, seed));
  const played = await outagesOf(designWith({ workload: DEFAULTS }), disaster, DRAWS);
  const each = rehearsals.map(median);
  expect(Math.min(...each)).toBeGreaterThanOrEqual(secondsAt(0.01, played));
  expect(Math.max(...each)).toBeLessThanOrEqual(secondsAt(0.99, played));
  // A draw is one client, and a rehearsal's users are ten: each of them is one outage.
  expect(Math.abs(median(rehearsals.flat()) - secondsAt(0.5, played))).toBeLessThanOrEqual(TOLERANCE);
  expect(new Set(rehearsals.map((outages) => outages.join())).size).toBe(REHEARSALS);
});
