import type { Witnessed } from "../../../rehearsal/report/witnessed";
import type { Stretch } from "../../../rehearsal/users/sight-log";

export const PRIMARY = "192.0.2.10";
export const STANDBY = "198.51.100.20";

/** A scenario of a minute in which nothing happens, but for what is given. Times are milliseconds from its beginning. */
export function witnessed(given: Partial<Witnessed> = {}): Witnessed {
  return {
    workload: {
      name: "www",
      primary: { address: PRIMARY, instanceId: "i-primary" },
      standby: { address: STANDBY, instanceId: "i-standby" },
      controller: "pilot-light-www",
      lock: { bucket: "lock-bucket", key: "failover-lock" },
      promisedRecoverySeconds: 100,
    },
    begunAt: 0,
    struckAt: undefined,
    endedAt: 60_000,
    users: [],
    outages: { worst: 0, median: 0 },
    dns: [],
    primary: [],
    standby: [],
    endpointCheckId: "endpoint",
    endpointIsHealthy: true,
    decidingChecks: new Map(),
    healthChanges: [],
    primaryAlarm: undefined,
    alarmChanges: [],
    invocations: [],
    episodes: [],
    messages: [],
    calls: [],
    ...given,
  };
}

const moment = (sentAt: number) => ({ sentAt, at: sentAt + 100 });

/** Requests that were answered by this address. */
export const served = (address: string, first: number, last: number): Stretch => ({
  sight: { kind: "served", address, page: "a page" },
  count: 2,
  first: moment(first),
  last: moment(last),
});

/** Requests that nobody answered. */
export const unserved = (first: number, last: number): Stretch => ({
  sight: { kind: "not served", why: "no packet came back" },
  count: 2,
  first: moment(first),
  last: moment(last),
});
