import { type Pace, USUAL_PACE } from "../../../rehearsal/patience";
import type { Stretch } from "../../../rehearsal/users/sight-log";
import { Track } from "../../../rehearsal/world/track";
import type { Witness } from "../../../rehearsal/world/witness";
import type { World } from "../../../rehearsal/world/world";
import { PRIMARY, STANDBY } from "../report/witnessed";

/** What is seen of a world that is none. Times are milliseconds; the disaster is at 10,000, now is 100,000. */
export interface Seen {
  readonly users?: readonly (readonly Stretch[])[];
  readonly worstOutage?: number;
  readonly told?: readonly string[];
  /** What somebody else was told; undefined if there is nobody else. */
  readonly toldAnother?: readonly string[];
  /** 1 if not given. */
  readonly instanceTypes?: number;
  /** The other subjects, e.g. CloudWatch's. */
  readonly subjects?: readonly string[];
  readonly commits?: readonly { readonly at: number; readonly who: string }[];
  readonly episode?: object;
  readonly outcomes?: readonly string[];
  /** The standby's states, as EC2 announces them. */
  readonly standby?: readonly { readonly at: number; readonly state: string }[];
  readonly standbyType?: string;
  readonly dns?: readonly { readonly at: number; readonly value: readonly string[] }[];
  readonly lock?: readonly { readonly at: number; readonly value: boolean }[];
  readonly calls?: readonly object[];
  /** How many invocations have looked and not ended at one moment. */
  readonly atWork?: number;
  readonly servedBy?: "primary" | "standby";
  /** True if not given: a failover holds. */
  readonly isSticky?: boolean;
  readonly pace?: Pace;
}

const STRUCK_AT = 10_000;
const NOW = 100_000;

/** A world as expectations see it. */
export function fakeWorld(seen: Seen): World {
  const { users = [], told = [], subjects = [], standby = [], calls = [] } = seen;
  const workload = {
    name: "www",
    controller: "pilot-light-www",
    primary: { address: PRIMARY, instanceId: "i-primary" },
    standby: { address: STANDBY, instanceId: "i-standby" },
    lock: { bucket: "lock-bucket", key: "failover-lock" },
    promisedRecoverySeconds: 90,
  };
  const failures = users.flatMap((stretches, user) =>
    stretches.filter(({ sight }) => sight.kind !== "served").map((stretch) => ({ user, ...stretch })),
  );
  const answers = users.flatMap((stretches, user) =>
    stretches.filter(({ sight }) => sight.address === PRIMARY).map((stretch) => ({ user, ...stretch })),
  );
  const stage = {
    workload,
    parts: {
      isSticky: seen.isSticky ?? true,
      instanceTypes: seen.instanceTypes ?? 1,
      pace: seen.pace ?? USUAL_PACE,
      standbyRegion: "us-east-1",
      controllerArn: "arn",
    },
    timeline: { instances: standby.map((change) => ({ instanceId: "i-standby", region: "us-east-1", ...change })) },
    users: {
      stretchesOfEach: users,
      now: () => users.flatMap((stretches) => ({ sight: stretches.at(-1)!.sight, users: 1 })),
      outages: () => ({ worst: seen.worstOutage ? { user: 3, milliseconds: seen.worstOutage } : undefined }),
      failures: (from: number) => failures.filter(({ last }) => last.at >= from),
      answersOf: (_address: string, after: number) => answers.filter(({ last }) => last.sentAt > after),
    },
  };
  const witness = {
    dns: trackOf(seen.dns ?? []),
    lock: trackOf(seen.lock ?? []),
    calls: { kept: calls, takeOver: () => {} },
    memory: { episode: seen.episode },
  };
  const received = [...told.map((subject) => `www: ${subject}`), ...subjects].map((subject) => ({
    at: NOW,
    to: "ops@example.com",
    subject,
    body: "",
  }));
  for (const subject of seen.toldAnother ?? [])
    received.push({ at: NOW, to: "+12065550100", subject: `www: ${subject}`, body: "" });
  return {
    aws: {
      clock: { now: () => NOW },
      deployed: { logs: () => ({ send: async () => ({ events: logOf(seen.atWork ?? 1) }) }) },
    },
    stage,
    witness: witness as unknown as Witness,
    since: 0,
    struckAt: () => STRUCK_AT,
    commits: () => seen.commits ?? [],
    received: () => received,
    episodes: async () => (seen.outcomes ?? []).map((outcome) => ({ outcome })),
    isServedBy: (site: string) => site === seen.servedBy,
    standbyState: () => standby.at(-1)?.state ?? "stopped",
    standbyType: async () => seen.standbyType ?? "t3.micro",
  } as unknown as World;
}

function trackOf<Value>(changes: readonly { readonly at: number; readonly value: Value }[]): Track<Value> {
  const track = new Track<Value>(() => false);
  for (const { at, value } of changes) track.note(at, value);
  return track;
}

/** Lines of as many invocations that look one after the other, and then end. */
function logOf(count: number): { message: string; timestamp: number }[] {
  const ids = Array.from({ length: count }, (_, index) => `request-${index}`);
  return [
    ...ids.map((requestId, index) => ({
      message: JSON.stringify({ message: "looked", requestId }),
      timestamp: index,
    })),
    ...ids.map((id, index) => ({ message: `END RequestId: ${id}`, timestamp: NOW + index })),
  ];
}
