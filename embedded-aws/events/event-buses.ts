import type { Target } from "@aws-sdk/client-eventbridge";
import { parseArn } from "../deliveries/arn";
import { atLeastOnce, latenessOf } from "../deliveries/at-least-once";
import { inBackground } from "../deliveries/background";
import type { Delivery, DeliveryListener, InvokeLater } from "../deliveries/delivery";
import { type Failure, retrying, retryPolicyOf } from "../deliveries/retrying";
import type { Faults } from "../faults";
import type { Clock } from "../time/clock";
import { type EventBusName, type EventRule, readRules } from "./deployed-rules";
import type { AwsEvent } from "./event";
import { type Keeping, keepEvent } from "./event-dead-letters";
import { matchPattern } from "./event-pattern";
import { type EventParts, findWay } from "./event-way";
import { inputOf } from "./target-input";

/**
 * From the arrival on a bus to a target's call. AWS promises nothing ("best effort" for EC2's events) and names half a
 * second as typical. https://aws.amazon.com/eventbridge/faqs/
 */
const DELIVERY_MS = 500;

export const DEFAULT_BUS = "default";

/** An event on its way: when it happened, and the rule that forwarded it here, if one did. */
interface Journey {
  readonly event: AwsEvent;
  readonly begunAt: number;
  readonly forwardedBy: EventRule | undefined;
}

/** A target that never got an event. */
export interface FailedInvocation {
  readonly rule: EventRule;
  /** AWS time in milliseconds. */
  readonly at: number;
  readonly keeping: Keeping["kind"];
}

/** EventBridge: brings events to the targets of every enabled rule that matches them. */
export class EventBuses {
  /** Rules whose pattern was reported as unknown, so that it is done once and not for each event. */
  private readonly reported = new Set<string>();

  constructor(
    private readonly options: EventParts & {
      readonly clock: Clock;
      readonly faults: Faults;
      readonly random: () => number;
      readonly invokeLater: InvokeLater;
      /** Told of each delivery to a function, and of each that ended before one, with the bus as its target. */
      readonly onDelivery: DeliveryListener;
      readonly onFailedInvocation?: (failed: FailedInvocation) => void;
    },
  ) {}

  /** An event arrives on a bus, from an AWS service on the default one. Returns at once. */
  putEvent(region: string, event: AwsEvent, busName = DEFAULT_BUS): void {
    const journey = { event, begunAt: this.options.clock.now(), forwardedBy: undefined };
    inBackground(this.options.clock, () => this.arrive({ region, busName }, journey));
  }

  private async arrive(bus: EventBusName, journey: Journey): Promise<void> {
    const rules = (await readRules(this.options, bus)) ?? [];
    const matching = rules.filter((rule) => rule.isEnabled && this.matches(rule, journey));
    if (matching.length === 0 && journey.forwardedBy)
      this.tell(journey.forwardedBy, busArnOf(journey.forwardedBy, bus), journey.begunAt, {
        kind: "dead",
        reason: `No enabled rule on bus ${bus.busName} in ${bus.region} matches what rule ${journey.forwardedBy.name} in ${journey.forwardedBy.region} forwards.`,
      });
    await Promise.all(matching.flatMap((rule) => rule.targets.map((target) => this.disturbed(rule, target, journey))));
  }

  private matches(rule: EventRule, { event, begunAt }: Journey): boolean {
    const verdict = matchPattern(rule.pattern, event);
    const key = `${rule.arn} ${rule.pattern}`;
    if (typeof verdict === "object" && !this.reported.has(key)) {
      this.reported.add(key);
      this.tell(rule, rule.arn, begunAt, { kind: "dead", reason: unknownMatcher(rule, verdict.unknown) });
    }
    return verdict === "yes";
  }

  /** EventBridge delivers at least once; a fault may lose, double or delay it. */
  private async disturbed(rule: EventRule, target: Target, journey: Journey): Promise<void> {
    const { clock, faults } = this.options;
    const fault = faults.deliveryFault({ kind: "event", ruleArn: rule.arn });
    if (fault?.kind === "lost")
      return this.tell(rule, target.Arn ?? "", journey.begunAt, {
        kind: "dead",
        reason: `A fault laid on rule ${rule.name} in ${rule.region} loses its events.`,
      });
    await clock.sleep(DELIVERY_MS + latenessOf(fault));
    await atLeastOnce(fault, () => this.deliver(rule, target, journey));
  }

  private async deliver(rule: EventRule, target: Target, journey: Journey): Promise<void> {
    const { clock, random, faults } = this.options;
    if (faults.darknessOf(rule.region))
      return this.tell(rule, target.Arn ?? "", journey.begunAt, {
        kind: "dead",
        reason: `${rule.region} is dark: its rule ${rule.name} delivers nothing.`,
      });
    const tried = await retrying({ clock, random, policy: retryPolicyOf(target.RetryPolicy) }, () =>
      this.attempt(rule, target, journey),
    );
    if (tried.kind === "delivered") return;
    const kept = await keepEvent(this.options, rule, target, journey.event, tried);
    this.options.onFailedInvocation?.({ rule, at: clock.now(), keeping: kept.kind });
    this.tell(rule, target.Arn ?? "", journey.begunAt, {
      kind: "dead",
      reason: `${tried.failure.reason} ${kept.words}`,
    });
  }

  private async attempt(rule: EventRule, target: Target, journey: Journey): Promise<Failure | undefined> {
    const way = await findWay(this.options, rule, target);
    if (way.kind === "stopped") return way.failure;
    const region = way.kind === "bus" ? way.bus.region : rule.region;
    if (this.options.faults.darknessOf(region))
      return {
        code: "INTERNAL_ERROR",
        reason: `Rule ${rule.name} in ${rule.region} cannot reach ${target.Arn}: ${region} is dark.`,
        isPassing: true,
      };
    if (way.kind === "bus") return this.forward(rule, way, journey);
    const input = inputOf(target, journey.event);
    if (input.kind === "unusable")
      return {
        code: "INVALID_PARAMETER",
        reason: `Of rule ${rule.name}'s target ${target.Arn}, ${input.reason}.`,
        isPassing: false,
      };
    this.options.invokeLater(way.functionArn, input.value);
    this.tell(rule, way.functionArn, journey.begunAt, { kind: "delivered" });
    return undefined;
  }

  /**
   * "EventBridge can't route events received from a sender event bus to a third event bus."
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
   */
  private forward(
    rule: EventRule,
    { bus, busArn }: { bus: EventBusName; busArn: string },
    journey: Journey,
  ): Failure | undefined {
    if (journey.forwardedBy)
      return {
        code: "INVALID_PARAMETER",
        reason: `Rule ${rule.name} in ${rule.region} would send to ${busArn} what rule ${journey.forwardedBy.name} has forwarded already: EventBridge forwards an event once.`,
        isPassing: false,
      };
    inBackground(this.options.clock, () => this.arrive(bus, { ...journey, forwardedBy: rule }));
    return undefined;
  }

  private tell(rule: EventRule, target: string, begunAt: number, outcome: Delivery["outcome"]): void {
    const source = { kind: "event", ruleArn: rule.arn } as const;
    this.options.onDelivery({ source, target, begunAt, endedAt: this.options.clock.now(), outcome });
  }
}

export const unknownMatcher = (rule: EventRule, matcher: string) =>
  `The pattern of rule ${rule.name} in ${rule.region} has ${matcher}, which the embedded AWS does not know, so it never matches.`;

const busArnOf = (rule: EventRule, { region, busName }: EventBusName) =>
  `arn:aws:events:${region}:${parseArn(rule.arn).account}:event-bus/${busName}`;
