import type { AlarmState } from "../../embedded-aws/alarms/alarm";
import type { AlarmChange } from "../../embedded-aws/alarms/alarm-message";
import { findAlarms } from "../../embedded-aws/alarms/alarm-of-health-check";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import type { Invocation } from "../../embedded-aws/functions/invocation";
import type { HealthChange } from "../../embedded-aws/health-checks/health-checks";
import type { DeployedWorkload } from "../deployed-workload";
import { seeCheck } from "../evidence";
import { type EpisodeRecord, episodesSince } from "../record";
import { recordOf, type Stage } from "../stage";
import type { Stretch } from "../users/sight-log";
import type { WitnessedCall } from "../world/calls";
import type { Condition } from "../world/condition";
import type { Received } from "../world/mailbox";
import type { Answers } from "../world/name-server-answers";
import type { Change } from "../world/track";
import type { Period, PlayedWorkload } from "./played";

/** All that was seen of one workload in a scenario, as plain data: lanes and numbers are made of it. AWS time in milliseconds. */
export interface Witnessed extends Period {
  readonly workload: Pick<
    DeployedWorkload,
    "name" | "primary" | "standby" | "lock" | "promisedRecoverySeconds" | "controller"
  >;
  readonly struckAt: number | undefined;
  /** Of each user, in their order. */
  readonly users: readonly (readonly Stretch[])[];
  readonly outages: { readonly worst: number; readonly median: number };
  readonly dns: readonly Change<Answers>[];
  readonly primary: readonly Change<Condition>[];
  readonly standby: readonly Change<Condition>[];
  /** Route 53's check of the primary. */
  readonly endpointCheckId: string;
  /** At the end. */
  readonly endpointIsHealthy: boolean;
  /** Its other checks that decide where users are sent, by their ids. */
  readonly decidingChecks: ReadonlyMap<string, DecidingCheck>;
  readonly healthChanges: readonly HealthChange[];
  /** The alarm on that check, and its state at the end; absent where there is none. */
  readonly primaryAlarm: { readonly arn: string; readonly state: AlarmState } | undefined;
  readonly alarmChanges: readonly AlarmChange[];
  /** Of the controller. */
  readonly invocations: readonly Invocation[];
  /** Finished ones, and the one that goes on. */
  readonly episodes: readonly EpisodeRecord[];
  readonly messages: readonly Received[];
  readonly calls: readonly WitnessedCall[];
}

/** `record`: of the PRIMARY record, healthy if all that it counts are; `lock`: one that it counts, inverted. */
export type DecidingCheck = "record" | "lock";

export async function witnessedOf(
  { stage, witness, diary }: PlayedWorkload,
  { begunAt, endedAt }: Period,
): Promise<Witnessed> {
  const { aws, workload, parts, timeline, users } = stage;
  const going = witness.memory.episode;
  const { worst, medianMilliseconds } = users.outages(diary.struckAt ?? begunAt);
  return {
    ...{ workload, begunAt, endedAt },
    struckAt: diary.struckAt,
    users: users.stretchesOfEach,
    outages: { worst: worst?.milliseconds ?? 0, median: medianMilliseconds },
    dns: witness.dns.changes,
    primary: witness.primary.changes,
    standby: witness.standby.changes,
    endpointCheckId: parts.endpointCheckId,
    endpointIsHealthy: seeCheck(aws, parts.endpointCheckId).healthy,
    decidingChecks: decidingChecks(aws, parts.endpointCheckId),
    primaryAlarm: await primaryAlarm(stage),
    healthChanges: timeline.healthChanges,
    alarmChanges: timeline.alarmChanges,
    invocations: timeline.invocations.filter(({ functionArn }) => functionArn === parts.controllerArn),
    episodes: [...(await episodesSince(aws, recordOf(stage), begunAt)), ...(going ? [going] : [])],
    messages: witness.mailbox.received,
    calls: witness.calls.kept,
  };
}

/** Another workload's are not among them. */
function decidingChecks({ dataPlane }: EmbeddedAws, endpointCheckId: string): ReadonlyMap<string, DecidingCheck> {
  const all = [...dataPlane.healthChecks.deployed];
  return new Map(
    all.flatMap(([id, definition]): readonly (readonly [string, DecidingCheck])[] => {
      if (definition.kind !== "calculated" || !definition.children.includes(endpointCheckId)) return [];
      const others = definition.children.filter((child) => child !== endpointCheckId);
      return [[id, "record"], ...others.map((other) => [other, "lock"] as const)];
    }),
  );
}

/** Of the alarms that go off when that check fails, the first. */
async function primaryAlarm({ aws, parts, regions }: Stage): Promise<Witnessed["primaryAlarm"]> {
  const { deployed, state, dataPlane, clock } = aws;
  const found = await clock.hold("looking for the alarm", () =>
    findAlarms({ deployed, state }, parts.endpointCheckId, regions),
  );
  const arn = found.kind === "found" ? found.alarms[0]?.AlarmArn : undefined;
  const verdict = arn === undefined ? undefined : dataPlane.alarms.verdicts.get(arn);
  return arn === undefined || verdict === undefined ? undefined : { arn, state: verdict.state };
}
