import { metricsLine } from "../../../functions/controller/metrics";
import type { Observation } from "../../../functions/controller/observe";
import {
  armed,
  booting,
  known,
  locked,
  lockUnreadable,
  NOW,
  observed,
  opened,
  probesDown,
  probesUnknown,
  serving,
  settings,
  unreadable,
} from "./observed";

const measured = (parts: Partial<Observation> = {}) => {
  const { _aws, ...values } = JSON.parse(metricsLine(observed(parts), settings));
  return { _aws, values };
};

it("is one line of the embedded metric format, by workload", () => {
  const line = metricsLine(observed(), settings);
  expect(line.indexOf("\n")).toBe(line.length - 1);
  expect(JSON.parse(line)).toEqual({
    _aws: {
      Timestamp: NOW,
      CloudWatchMetrics: [
        {
          Namespace: "PilotLight",
          Dimensions: [["Workload"]],
          Metrics: [
            { Name: "PrimaryUp", Unit: "None" },
            { Name: "Committed", Unit: "None" },
            { Name: "StandbyServing", Unit: "None" },
          ],
        },
      ],
    },
    Workload: "web",
    PrimaryUp: 1,
    Committed: 0,
    StandbyServing: 0,
  });
});

it("measures a failover", () => {
  const memory = known(armed({ episode: opened({ recoverySeconds: 71.3 }) }));
  const { _aws, values } = measured({ ownProbes: probesDown, standby: serving, lock: locked, memory });
  expect(values).toEqual({ Workload: "web", PrimaryUp: 0, Committed: 1, StandbyServing: 1, RecoverySeconds: 71.3 });
  expect(_aws.CloudWatchMetrics[0].Metrics).toContainEqual({ Name: "RecoverySeconds", Unit: "Seconds" });
});

it("calls a standby that runs without an answer not serving", () => {
  expect(measured({ standby: booting }).values).toMatchObject({ StandbyServing: 0 });
});

it("gives what is not known no value, and names no metric for it", () => {
  const { _aws, values } = measured({
    ownProbes: probesUnknown,
    standby: { state: "unknown", why: "TimeoutError" },
    lock: lockUnreadable,
    memory: unreadable,
  });
  expect(values).toEqual({ Workload: "web" });
  expect(_aws.CloudWatchMetrics[0].Metrics).toEqual([]);
});
