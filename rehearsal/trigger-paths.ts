import { diagnoseAlarmPath } from "../embedded-aws/alarms/alarm-path";
import { functionOf, parseArn } from "../embedded-aws/deliveries/arn";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { instanceStateChange } from "../embedded-aws/events/event";
import { diagnoseEventPath } from "../embedded-aws/events/event-path";
import { GLOBAL_REGION } from "../embedded-aws/global-region";
import { diagnoseSchedulePath } from "../embedded-aws/schedules/schedule-path";
import { errorOf } from "./function-errors";
import type { Timeline } from "./timeline";

export type TriggerKind = "alarm" | "event" | "schedule";

/** How one trigger's way to the controller was seen to end. Seconds are AWS time since the disaster. */
export type PathVerdict =
  | { readonly trigger: TriggerKind; readonly kind: "delivered"; readonly afterSeconds: number }
  | Dead
  | { readonly trigger: TriggerKind; readonly kind: "not expected"; readonly reason: string };

/**
 * `broken`: something deployed on the way; the controller, which was woken and failed; or nothing that was deployed, where
 * a fault lost what was on its way.
 */
export interface Dead {
  readonly trigger: TriggerKind;
  readonly kind: "dead";
  readonly broken: "the way" | "the controller" | "nothing deployed";
  readonly reason: string;
}

export interface Triggers {
  readonly controllerArn: string;
  /** Route 53's check of the primary. */
  readonly endpointCheckId: string;
  /** Absent where the primary is not on EC2. */
  readonly primary: { readonly instanceId: string; readonly region: string } | undefined;
  readonly regions: readonly string[];
  /** They tell nobody anything. */
  readonly darkRegions: ReadonlySet<string>;
}

const TRIGGERS: readonly TriggerKind[] = ["alarm", "event", "schedule"];

/** Why this trigger is not expected to come, if it is not. */
function notExpected(trigger: TriggerKind, { primary, darkRegions }: Triggers): string | undefined {
  if (trigger === "alarm" && darkRegions.has(GLOBAL_REGION)) return `it lives in ${GLOBAL_REGION}, which is dark`;
  if (trigger !== "event") return undefined;
  if (!primary) return "the primary is no instance of this AWS";
  return darkRegions.has(primary.region) ? "the primary's region is dark" : undefined;
}

/** Triggers that should come and have not been handled yet. */
export function missing(timeline: Timeline, triggers: Triggers, since: number): readonly TriggerKind[] {
  return TRIGGERS.filter(
    (trigger) => !notExpected(trigger, triggers) && seen(trigger, timeline, triggers, since)?.kind !== "delivered",
  );
}

/** One verdict for each trigger: what was observed, and where nothing was, the deployed thing that stops it. */
export async function judgePaths(
  aws: EmbeddedAws,
  timeline: Timeline,
  triggers: Triggers,
  since: number,
): Promise<readonly PathVerdict[]> {
  return Promise.all(
    TRIGGERS.map(async (trigger): Promise<PathVerdict> => {
      const excuse = notExpected(trigger, triggers);
      if (excuse) return { trigger, kind: "not expected", reason: excuse };
      const observed = seen(trigger, timeline, triggers, since);
      if (observed && observed.kind !== "lost") return observed;
      const found = await diagnose(trigger, aws, triggers);
      if (found.kind === "broken")
        return { trigger, kind: "dead", broken: "the way", reason: observed?.reason ?? found.reason };
      const reason = observed?.reason ?? "nothing came, although nothing that was deployed stops it on its way";
      return { trigger, kind: "dead", broken: "nothing deployed", reason };
    }),
  );
}

/**
 * The first that was handled well; else the first that failed in the controller, or was lost on its way. Of several
 * schedules one that is dead counts, however often the others tick.
 */
function seen(
  trigger: TriggerKind,
  timeline: Timeline,
  { controllerArn }: Triggers,
  since: number,
): Extract<PathVerdict, { kind: "delivered" }> | Dead | { kind: "lost"; reason: string } | undefined {
  const runs = timeline
    .outcomes(since)
    .filter(({ functionArn, event }) => functionArn === controllerArn && triggerOf(event) === trigger);
  const isOfAnother = (target: string) => functionOf(target) !== undefined && target !== controllerArn;
  const [lost] = timeline
    .deliveries(since)
    .flatMap(({ source, target, outcome }) =>
      source.kind === trigger && outcome.kind === "dead" && !isOfAnother(target) ? outcome.reason : [],
    );
  if (trigger === "schedule" && lost !== undefined) return { kind: "lost", reason: lost };
  const handled = runs.find(({ outcome }) => outcome.kind === "run" && outcome.run.kind === "result");
  if (handled) return { trigger, kind: "delivered", afterSeconds: (handled.acceptedAt - since) / 1_000 };
  for (const { outcome } of runs) {
    if (outcome.kind === "refused") return { kind: "lost", reason: outcome.reason };
    const error = outcome.kind === "run" ? errorOf(outcome.run) : undefined;
    if (error)
      return { trigger, kind: "dead", broken: "the controller", reason: `the controller did not handle it: ${error}` };
  }
  return lost === undefined ? undefined : { kind: "lost", reason: lost };
}

/** AWS's own envelopes tell who sent an event. */
function triggerOf(event: unknown): TriggerKind {
  if (typeof event !== "object" || event === null) return "schedule";
  if ("Records" in event) return "alarm";
  return "detail-type" in event ? "event" : "schedule";
}

async function diagnose(
  trigger: TriggerKind,
  { deployed, state, roleMay, clock }: EmbeddedAws,
  { controllerArn: functionArn, endpointCheckId: healthCheckId, primary, regions }: Triggers,
): Promise<{ kind: "open" } | { kind: "broken"; reason: string }> {
  if (trigger === "alarm") return diagnoseAlarmPath({ deployed, state }, { healthCheckId, functionArn, regions });
  if (trigger === "schedule")
    return diagnoseSchedulePath({ deployed, state, roleMay }, { functionArn, regions, now: clock.now() });
  const { account } = parseArn(functionArn);
  const { instanceId, region } = primary!;
  const event = instanceStateChange({ region, account, instanceId, state: "stopped", at: clock.now() });
  return diagnoseEventPath({ deployed, state, roleMay }, { region, event, functionArn });
}

/** One line for a person. */
export function verdictText(verdict: PathVerdict): string {
  const name = { alarm: "alarm", event: "EC2 event", schedule: "schedule" }[verdict.trigger];
  switch (verdict.kind) {
    case "delivered":
      return `${name}: delivered after ${verdict.afterSeconds.toFixed(1)} s`;
    case "dead":
      return `${name}: dead: ${verdict.reason}`;
    case "not expected":
      return `${name}: not expected, ${verdict.reason}`;
  }
}
