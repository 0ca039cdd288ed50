import { pilotLight } from "../../../estimate/distribution/designs";
import { playDraws } from "../../../estimate/distribution/draws";
import { promisedRecovery } from "../../../estimate/recovery-time";
import { DEFAULTS, secondsAt } from "./played";

/** Some ten seconds each on an idle machine. */
jest.setTimeout(300_000);

const DRAWS = { seed: 1, from: 0, to: 10_000 };
/** Seconds by which the promise may differ from what the code does when it is played. */
const TOLERANCE = 5;

test.each([
  ["the smallest file", {}],
  ["TTL 10 and threshold 2", { ttl: 10, healthCheck: { interval: 10, threshold: 2 } }],
  ["a server that boots for five minutes", { bootSeconds: 300 }],
  ["checks every 30 seconds", { healthCheck: { interval: 30, threshold: 3 } }],
])("the promise of %s is the 99th percentile of the worse disaster", async (_name, changes) => {
  const workload = { ...DEFAULTS, ...changes };
  const played = await playDraws([pilotLight(workload)], DRAWS);
  const worse = Math.max(...played.map(({ outages }) => secondsAt(0.99, outages)));
  const { seconds } = promisedRecovery(workload);
  expect(Math.abs(seconds - worse)).toBeLessThanOrEqual(TOLERANCE);
  expect(played.map(({ outages }) => outages.length)).toEqual([DRAWS.to, DRAWS.to]);
});
