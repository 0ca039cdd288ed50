import { recoveryNumbers } from "../../../rehearsal/report/recovery-numbers";
import type { WitnessedCall } from "../../../rehearsal/world/calls";
import { PRIMARY, STANDBY, witnessed } from "./witnessed";

const call = (at: number, given: Partial<WitnessedCall>): WitnessedCall => ({
  at,
  who: "pilot-light-www",
  region: "us-east-1",
  service: "ec2",
  action: "StartInstances",
  method: "POST",
  url: "/",
  result: { status: 200 },
  ...given,
});
const lock = {
  service: "s3",
  action: "PUT /lock-bucket/failover-lock",
  method: "PUT",
  url: "/lock-bucket/failover-lock?x-id=PutObject",
};

test("times are seconds since the disaster, of what happened after it, and of what AWS accepted", () => {
  const numbers = recoveryNumbers(
    witnessed({
      struckAt: 10_000,
      outages: { worst: 73_080, median: 65_000 },
      episodes: [
        { startedAt: 5_000, events: [] },
        { startedAt: 13_300, events: [] },
      ],
      calls: [
        call(9_000, {}),
        call(20_000, { result: { status: 500 } }),
        call(25_000, { who: "OPERATOR" }),
        call(29_540, {}),
        call(50_000, { ...lock, method: "GET" }),
        call(60_000, { ...lock, result: { status: 412 } }),
        call(70_000, lock),
      ],
      standby: [
        { at: 0, value: "stopped" },
        { at: 62_000, value: "serves" },
      ],
      dns: [
        { at: 0, value: [PRIMARY, PRIMARY] },
        { at: 56_000, value: [STANDBY, PRIMARY] },
      ],
    }),
  );
  expect(numbers).toEqual({
    promised: 100,
    worstOutage: 73.08,
    medianOutage: 65,
    detected: 3.3,
    ignited: 19.5,
    booted: 52,
    dnsTurned: 46,
    committed: 60,
  });
});

test("a start of the standby tells that the primary's failure was detected, if the record begins later", () => {
  const numbers = recoveryNumbers(
    witnessed({ struckAt: 0, episodes: [{ startedAt: 40_000, events: [] }], calls: [call(20_000, {})] }),
  );
  expect(numbers).toMatchObject({ detected: 20, ignited: 20 });
});

test("what did not happen has no time, and without a disaster nothing has", () => {
  expect(recoveryNumbers(witnessed({ struckAt: 10_000 }))).toEqual({ promised: 100, worstOutage: 0, medianOutage: 0 });
  expect(recoveryNumbers(witnessed())).toEqual({ promised: 100, worstOutage: 0, medianOutage: 0 });
});
