import type { Episode } from "../../contract/episode";
import type { Deployment } from "../deployment";
import type { LockSight } from "../look/lock-bucket";
import { isGood, type Page } from "../look/page";
import type { Alarm, Power, Situation } from "../look/situation";
import { type SentTo, type Users, whereSent } from "../look/users";
import type { Reading } from "../reading";
import { type ByHand, byHand } from "./by-hand";
import { type Mode, modeOf } from "./mode";

/** What `status` shows, as data: `--json` prints it. Times in milliseconds since 1970-01-01 UTC. */
export interface StatusReport {
  readonly at: number;
  readonly workload: string;
  readonly region: string;
  readonly users: Users & {
    readonly sentTo: SentTo;
    /** Whether every page that DNS leads to answers 2xx or 3xx; `unknown` where DNS did not answer. */
    readonly served: "yes" | "no" | "partly" | "unknown";
  };
  readonly primary: { readonly address: string; readonly instanceId?: string; readonly page: Page };
  readonly standby: {
    readonly address: string;
    readonly instanceId: string;
    /** As the file wants it. */
    readonly instanceType: string;
    readonly power: Reading<Power>;
    readonly page: Page;
  };
  readonly lock: Reading<LockSight>;
  readonly mode: Mode;
  readonly alarm: Reading<Alarm | undefined>;
  /** The live one, or the latest that has ended; absent where there was none. */
  readonly episode: Reading<Episode | undefined>;
  readonly promisedRecoverySeconds: number;
  readonly byHand: ByHand;
}

/** Pure: what to show of what was read. */
export function reportOf(situation: Situation, deployment: Deployment): StatusReport {
  const { at, users, primary, standby, power, lock, memory, alarm } = situation;
  const { workload, region, promisedRecoverySeconds } = deployment;
  return {
    at,
    workload,
    region,
    users: { ...users, sentTo: whereSent(users, deployment), served: served(users) },
    primary: { ...deployment.primary, page: primary },
    standby: { ...deployment.standby, power, page: standby },
    lock,
    mode: modeOf(memory, lock, at),
    alarm,
    episode: latestEpisode(situation),
    promisedRecoverySeconds,
    byHand: byHand(deployment),
  };
}

function served({ answers, pages }: Users): StatusReport["users"]["served"] {
  if (!answers.some(({ answer }) => answer.known)) return "unknown";
  const good = pages.filter(({ page }) => isGood(page)).length;
  if (good === 0) return "no";
  return good === pages.length ? "yes" : "partly";
}

/** An episode that has ended stays in the memory until its document is written. */
function latestEpisode({ memory, recorded }: Situation): Reading<Episode | undefined> {
  const remembered = memory.known ? (memory.value?.episode ?? memory.value?.finished?.at(-1)) : undefined;
  return remembered ? { known: true, value: remembered } : recorded;
}
