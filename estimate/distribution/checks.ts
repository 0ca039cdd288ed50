import { type Health, healthOf } from "../../embedded-aws/health-checks/aggregation";
import { EndpointWatch } from "../../embedded-aws/health-checks/endpoint-watch";
import { HealthHistory } from "../../embedded-aws/health-checks/health-history";
import { CONNECT_TIMEOUT_MS } from "../../embedded-aws/health-checks/network-probe";
import type { Probe } from "../../embedded-aws/health-checks/probe";
import { RANGES } from "../ranges";
import { CHECK, healthChecks } from "./deployment";
import type { DrawClock } from "./draw-clock";
import type { Luck } from "./luck";
import { type Disaster, knock, Primary } from "./primary";
import type { WatchedWorkload } from "./workload";

/** What Route 53's health checks were, at any time of a draw. Times are AWS time in milliseconds. */
export interface ChecksSeen {
  readonly endpoint: HealthHistory;
  /** Of the check that the primary's record goes by. */
  readonly record: HealthHistory;
  /** When it turned. */
  readonly turnedAt: number;
}

/** An absent lock: S3 answers 404, and the inverted check is healthy. The controller writes none before users are served. */
const NO_LOCK: Health = { healthy: false, reason: "no lock" };

/**
 * Route 53's checkers see the disaster, from the moment of it on: each one's next look comes within one interval. Nothing that
 * a controller does changes what they see of the primary, so one play of them serves every design with the same health check.
 */
export function seeDisaster(
  clock: DrawClock,
  luck: Luck,
  workload: Pick<WatchedWorkload, "healthCheck">,
  struck: { readonly disaster: Disaster; readonly strikesAt: number },
): Promise<ChecksSeen> {
  const { endpoint, all } = healthChecks(workload);
  const primary = new Primary(clock, luck, struck);
  const probe: Probe = async () => {
    const way = await knock(clock, () => primary.way, CONNECT_TIMEOUT_MS);
    return { success: way === "open", text: way };
  };
  return new Promise((resolve) => {
    const watch = new EndpointWatch(endpoint, {
      clock,
      probe,
      random: luck.stream("checkers"),
      believed: true,
      aggregationMs: luck.within(RANGES.aggregation),
      onChange: () => look(),
    });
    const histories = {
      endpoint: new HealthHistory(clock.now(), true),
      record: new HealthHistory(clock.now(), true),
    };
    const look = () => {
      const at = clock.now();
      const found = watch.health;
      const health = (id: string) => healthOf(id, all, (asked) => (asked === CHECK.endpoint ? found : NO_LOCK)).healthy;
      histories.endpoint.record(at, health(CHECK.endpoint));
      if (!histories.record.record(at, health(CHECK.both))) return;
      // A primary that is gone stays gone.
      watch.stop();
      resolve({ ...histories, turnedAt: at });
    };
  });
}
