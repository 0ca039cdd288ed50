import { diagnoseAlarmPath } from "../embedded-aws/alarms/alarm-path";
import { parseArn } from "../embedded-aws/deliveries/arn";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { instanceStateChange } from "../embedded-aws/events/event";
import { diagnoseEventPath } from "../embedded-aws/events/event-path";
import { diagnoseSchedulePath } from "../embedded-aws/schedules/schedule-path";
import type { Timeline } from "./timeline";

export type TriggerKind = "alarm" | "event" | "schedule";

/** How one trigger's way to the controller was seen to end. Seconds are AWS time since the disaster. */
export type PathVerdict =
  | { readonly trigger: TriggerKind; readonly kind: "delivered"; readonly afterSeconds: number }
  | { readonly trigger: TriggerKind; readonly kind: "dead"; readonly reason: string }
  | { readonly trigger: TriggerKind; readonly kind: "not expected"; readonly reason: string };

export interface Triggers {
  readonly controllerArn: string;
  /** Route 53's check of the primary. */
  readonly endpointCheckId: string;
  /** Absent where the primary is not on EC2. */
  readonly primary: { readonly instanceId: string; readonly region: string } | undefined;
  readonly regions: readonly string[];
  /** Whether the primary's region is dark, so that it tells nobody anything. */
  readonly primaryIsDark: boolean;
}

const TRIGGERS: readonly TriggerKind[] = ["alarm", "event", "schedule"];

/** Why this trigger is not expected to come, if it is not. */
function notExpected(trigger: TriggerKind, { primary, primaryIsDark }: Triggers): string | undefined {
  if (trigger !== "event") return undefined;
  if (!primary) return "the primary is not on EC2";
  return primaryIsDark ? "the primary's region is dark" : undefined;
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
      const reason = notExpected(trigger, triggers);
      if (reason) return { trigger, kind: "not expected", reason };
      const observed = seen(trigger, timeline, triggers, since);
      if (observed) return observed;
      const found = await diagnose(trigger, aws, triggers);
      const why =
        found.kind === "broken" ? found.reason : "nothing came, although nothing that was deployed stops it on its way";
      return { trigger, kind: "dead", reason: why };
    }),
  );
}

/** The first that was handled well; else the first that failed. */
function seen(
  trigger: TriggerKind,
  timeline: Timeline,
  { controllerArn }: Triggers,
  since: number,
): PathVerdict | undefined {
  const runs = timeline
    .outcomes(since)
    .filter(({ functionArn, event }) => functionArn === controllerArn && triggerOf(event) === trigger);
  const handled = runs.find(({ outcome }) => outcome.kind === "run" && outcome.run.kind === "result");
  if (handled) return { trigger, kind: "delivered", afterSeconds: (handled.acceptedAt - since) / 1_000 };
  for (const { outcome } of runs) {
    if (outcome.kind === "refused") return { trigger, kind: "dead", reason: outcome.reason };
    if (outcome.kind === "run" && outcome.run.kind !== "result")
      return { trigger, kind: "dead", reason: `${controllerArn} did not handle it: ${JSON.stringify(outcome.run)}` };
  }
  for (const { source, outcome } of timeline.deliveries(since))
    if (source.kind === trigger && outcome.kind === "dead") return { trigger, kind: "dead", reason: outcome.reason };
  return undefined;
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
