import { SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../aws-clients";
import type { CallResult } from "../call-log";
import type { Call } from "../calls";
import type { DeliveryListener } from "../deliveries/delivery";
import type { DeployedState } from "../deployed-state";
import type { Faults } from "../faults";
import type { TopicMessage } from "../messages/message";
import type { Cancel, Clock } from "../time/clock";
import { every } from "../time/every";
import { type Alarm, type AlarmState, readAlarm } from "./alarm";
import { ALARM_SERVICE, actionsOf, whatStopsAction } from "./alarm-action";
import { type AlarmChange, letterOf, messageOf, subjectOf } from "./alarm-message";
import { readMetricAlarms } from "./deployed-alarms";
import { evaluateAlarm, oldestOf, type Verdict } from "./evaluate-alarm";
import type { Metrics } from "./metrics";
import { monitoringParameters } from "./monitoring-call";

/** Each alarm is evaluated once a minute. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
const EVALUATION_INTERVAL_MS = 60_000;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html: the state of a new alarm. */
const FIRST: Verdict = { state: "INSUFFICIENT_DATA", reason: "Unchecked: Initial alarm creation" };

const MUTATIONS: readonly string[] = ["PutMetricAlarm", "DeleteAlarms", "EnableAlarmActions", "DisableAlarmActions"];

interface Watched {
  alarm: Alarm;
  verdict: Verdict;
  readonly cancel: Cancel;
}

/** CloudWatch's alarms: evaluates what is deployed, in AWS time, and acts when one turns. */
export class Alarms {
  private readonly watched = new Map<string, Watched>();
  private readonly inherited: Map<string, Verdict>;

  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly state: DeployedState;
      readonly deployed: AwsClients;
      readonly faults: Faults;
      readonly metrics: Metrics;
      /** Where alarms may be. */
      readonly regions: readonly string[];
      /** In [0, 1): the phase of each alarm's evaluation within its minute. */
      readonly random: () => number;
      /** Takes messages to topics: `Messages.publish`. */
      readonly publish: (message: TopicMessage) => void;
      /** Told of actions that reach no topic. */
      readonly onDelivery: DeliveryListener;
      readonly onChange?: (change: AlarmChange) => void;
      readonly onFailure: (error: Error) => void;
      /** By ARN, of alarms that are not new, as another's `verdicts` tells them. */
      readonly verdicts?: ReadonlyMap<string, Verdict>;
    },
  ) {
    this.inherited = new Map(options.verdicts);
  }

  /** Listens to the gateway. */
  readonly onCall = (call: Call, result: CallResult): void => {
    if (call.service !== "monitoring" || !("status" in result) || result.status !== 200) return;
    if (MUTATIONS.includes(call.action)) this.refresh().catch(this.options.onFailure);
    if (call.action === "SetAlarmState") this.setByHand(call);
  };

  /** Looks for alarms that were deployed or deleted. Needed once at the start; later the gateway's calls tell. */
  async refresh(): Promise<void> {
    const found = new Map<string, Alarm>();
    for (const region of this.options.regions)
      for (const metricAlarm of await readMetricAlarms(this.options, region)) {
        const alarm = readAlarm(region, metricAlarm);
        if (alarm) found.set(alarm.arn, alarm);
      }
    for (const [arn, { cancel }] of this.watched)
      if (!found.has(arn)) {
        cancel();
        this.watched.delete(arn);
      }
    for (const alarm of found.values()) {
      const known = this.watched.get(alarm.arn);
      if (!known) this.watch(alarm);
      else {
        known.alarm = alarm;
        // Changing an alarm leaves its state as it is, and moto makes it OK.
        if (alarm.deployed.StateValue !== known.verdict.state) this.mirror(known);
      }
    }
  }

  /** The state of every alarm and why, by its ARN. */
  get verdicts(): ReadonlyMap<string, Verdict> {
    return new Map([...this.watched].map(([arn, { verdict }]) => [arn, verdict]));
  }

  /** No alarm is evaluated any more. */
  stop(): void {
    for (const { cancel } of this.watched.values()) cancel();
    this.watched.clear();
  }

  private watch(alarm: Alarm): void {
    const { clock, random } = this.options;
    const watched: Watched = {
      alarm,
      verdict: this.inherited.get(alarm.arn) ?? FIRST,
      cancel: every(clock, EVALUATION_INTERVAL_MS, () => this.evaluate(watched), random() * EVALUATION_INTERVAL_MS),
    };
    // If it is deleted and made again, it is a new one.
    this.inherited.delete(alarm.arn);
    this.watched.set(alarm.arn, watched);
    // moto's new alarms are OK.
    this.mirror(watched);
  }

  private evaluate(watched: Watched): void {
    const { clock, faults, metrics } = this.options;
    const { alarm, verdict: previous } = watched;
    if (faults.darknessOf(alarm.region)) return;
    const samples = metrics.samples(alarm.metric, oldestOf(alarm.rule, clock.now()));
    const verdict = evaluateAlarm(alarm.rule, samples, clock.now(), previous);
    if (verdict.state === previous.state) return;
    this.turn(watched, verdict);
    this.mirror(watched);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html: for tests, until the next evaluation. */
  private setByHand(call: Call): void {
    const given = monitoringParameters(call) as
      | { AlarmName: string; StateValue: AlarmState; StateReason: string }
      | undefined;
    if (!given) return;
    for (const watched of this.watched.values()) {
      if (watched.alarm.region !== call.region || watched.alarm.name !== given.AlarmName) continue;
      const verdict: Verdict = { state: given.StateValue, reason: given.StateReason };
      if (verdict.state === watched.verdict.state) watched.verdict = verdict;
      else this.turn(watched, verdict);
    }
  }

  private turn(watched: Watched, verdict: Verdict): void {
    const { alarm, verdict: previous } = watched;
    const at = this.options.clock.now();
    watched.verdict = verdict;
    const change = { alarm, from: previous.state, to: verdict.state, reason: verdict.reason, at };
    this.options.onChange?.(change);
    if (alarm.deployed.ActionsEnabled === false) return;
    for (const action of actionsOf(alarm, verdict.state)) this.act(change, action);
  }

  private act(change: AlarmChange, action: string): void {
    const { alarm, at } = change;
    const source = { kind: "alarm", arn: alarm.arn } as const;
    const reason = whatStopsAction(alarm, action);
    if (reason) {
      this.options.onDelivery({ source, target: action, begunAt: at, endedAt: at, outcome: { kind: "dead", reason } });
      return;
    }
    this.options.publish({
      topicArn: action,
      source,
      by: { service: ALARM_SERVICE, sourceArn: alarm.arn },
      begunAt: at,
      subject: subjectOf(change),
      body: messageOf(change),
      letter: letterOf(change),
    });
  }

  /** Shows the state to those who ask moto. Straight to moto, so that no listener of the gateway takes it for a client's. */
  private mirror({ alarm, verdict }: Watched): void {
    const { clock, deployed, onFailure } = this.options;
    const command = new SetAlarmStateCommand({
      AlarmName: alarm.name,
      StateValue: verdict.state,
      StateReason: verdict.reason,
    });
    clock
      .hold(`showing the state of alarm ${alarm.name}`, () => deployed.cloudWatch(alarm.region).send(command))
      .catch((error: Error) => {
        // It was deleted meanwhile.
        if (!error.name.startsWith("ResourceNotFound")) onFailure(error);
      });
  }
}
