import { join } from "node:path";
import { AddressTable } from "./address-table";
import { Alarms } from "./alarms/alarms";
import { Metrics } from "./alarms/metrics";
import type { MonitoringPast } from "./alarms/monitoring-past";
import { AsynchronousInvocations } from "./asynchronous/asynchronous-invocations";
import type { ControlPlane } from "./control-plane";
import type { Delivery } from "./deliveries/delivery";
import { askNameServers } from "./dns/ask-name-servers";
import { firstAddress } from "./dns/first-address";
import { deployedZones } from "./dns/hosted-zones";
import { NameServers, withNameServers } from "./dns/name-servers";
import type { Ask } from "./dns/reply";
import { EventBuses } from "./events/event-buses";
import { announceInstance } from "./events/instance-events";
import { PutEventsCalls } from "./events/put-events";
import type { Darkness, Faults } from "./faults";
import { Functions } from "./functions/functions";
import { InvokeCalls } from "./functions/invoke-calls";
import type { Happenings } from "./happenings";
import { HealthChecks } from "./health-checks/health-checks";
import { statusAnswers } from "./health-checks/status-answers";
import { Servers } from "./instances/servers";
import type { AnsweringMend } from "./mends/mend";
import { Messages } from "./messages/messages";
import { PublishCalls } from "./messages/publish-calls";
import { ServiceMetrics } from "./metrics/service-metrics";
import { ROUND_TRIP_MS } from "./network";
import type { World } from "./processes/node-process";
import { LongPolling } from "./queues/long-polling";
import { Schedules } from "./schedules/schedules";
import { ownStream } from "./seeded-random";
import type { DrivenClock } from "./time/clock";

export interface DataPlaneOptions extends ControlPlane {
  readonly clock: DrivenClock;
  readonly timeFile: string | undefined;
  readonly faults: Faults;
  readonly regions: readonly string[];
  readonly random: () => number;
  readonly folder: string;
  readonly source: string;
  readonly happenings: Partial<Happenings>;
  readonly monitoringPast: MonitoringPast;
  readonly onFailure: (error: Error) => void;
}

/** Everything that happens on AWS by itself, each part configured by what it reads from the deployed AWS. */
export class DataPlane {
  readonly table = new AddressTable();
  readonly servers: Servers;
  readonly nameServers: NameServers;
  /** Asks the zone's name servers without a cache, at the price of a round trip. */
  readonly ask: Ask;
  readonly healthChecks: HealthChecks;
  readonly alarms: Alarms;
  readonly messages: Messages;
  readonly functions: Functions;
  readonly answers: readonly AnsweringMend[];
  /** Where processes live. */
  readonly world: World;
  private readonly metrics: Metrics;
  private readonly buses: EventBuses;

  constructor(private readonly options: DataPlaneOptions) {
    const { clock, state, deployed, faults, random, regions, power, roleMay, gateway, folder, onFailure } = options;
    const { table } = this;
    const { happenings } = options;
    const aws = { clock, state, deployed, faults };
    const onDelivery = (delivery: Delivery) => happenings.delivery?.(delivery);

    this.servers = new Servers({ ...aws, power, table, regions });
    this.nameServers = new NameServers({
      clock,
      table,
      random: ownStream(random),
      zones: deployedZones(state, deployed),
      healthyAt: (id, time) => this.healthChecks.healthyAt(id, time),
    });
    this.ask = askNameServers({ clock, portsFor: this.nameServers.portsFor, roundTrip: ROUND_TRIP_MS });
    const { published, verdicts, beliefs } = options.monitoringPast;
    this.metrics = new Metrics({ clock, deployed, onFailure, published });
    const serviceMetrics = new ServiceMetrics({ ...aws, regions, metrics: this.metrics });
    this.healthChecks = new HealthChecks({
      ...aws,
      network: this.servers,
      endpoint: gateway.endpoint,
      resolve: async (name) => firstAddress(await this.ask(name, "A")),
      random: ownStream(random),
      putMetric: (datapoint) => this.metrics.put(datapoint),
      onChange: (change) => happenings.health?.(change),
      beliefs,
    });

    this.world = {
      clock,
      timeFile: options.timeFile,
      network: withNameServers(this.servers, table),
      names: table,
      insideProcess: join(options.source, "inside-process"),
    };
    this.functions = new Functions({
      ...aws,
      ...this.world,
      endpoint: gateway.endpoint,
      folder,
      roleMay,
      assumeRole: (roleArn, session, functionArn) =>
        options.principals.assumeAsService(roleArn, "lambda.amazonaws.com", session, functionArn),
      onInvocation: (invocation) => {
        happenings.invocation?.(invocation);
        serviceMetrics.onInvocation(invocation);
      },
      onThrottled: serviceMetrics.onThrottled,
      onLog: serviceMetrics.onLog,
    });
    const { invokeLater } = new AsynchronousInvocations({
      ...aws,
      roleMay,
      invoke: (name, region, event) => this.functions.invoke(name, region, event),
      publish: (topicArn, text) => this.messages.takeText(topicArn, text),
      onOutcome: (outcome) => {
        happenings.asynchronous?.(outcome);
        serviceMetrics.onAsynchronous(outcome);
      },
    });

    const parts = { ...aws, roleMay, invokeLater, onDelivery };
    const { onFailedInvocation, onFailedNotification } = serviceMetrics;
    this.buses = new EventBuses({ ...parts, onFailedInvocation, random: ownStream(random) });
    power.onChange((change) => {
      happenings.instance?.(change);
      announceInstance({ clock, state, deployed, buses: this.buses }, change);
    });
    this.messages = new Messages({
      ...aws,
      random: ownStream(random),
      folder: join(folder, "messages"),
      invokeLater,
      onDelivery,
      onFailedNotification,
      onFailure,
    });
    this.alarms = new Alarms({
      ...aws,
      metrics: this.metrics,
      regions,
      random: ownStream(random),
      publish: (message) => this.messages.publish(message),
      onDelivery,
      onChange: (change) => happenings.alarm?.(change),
      onFailure,
      verdicts,
    });
    gateway.onCall(this.metrics.onCall);
    gateway.onCall(this.alarms.onCall);
    gateway.onCall(serviceMetrics.queues.onCall);
    serviceMetrics.queues.start();
    new Schedules({ ...parts, regions, random: ownStream(random) }).start();
    this.answers = [
      statusAnswers(this.healthChecks),
      new PutEventsCalls({ deployed, state, clock, buses: this.buses }),
      new PublishCalls(this.messages),
      new InvokeCalls({ clock, functions: this.functions, invokeLater }),
      new LongPolling(clock),
    ];
  }

  get monitoringPast(): MonitoringPast {
    const { alarms, metrics, healthChecks } = this;
    return { verdicts: alarms.verdicts, published: metrics.published, beliefs: healthChecks.beliefs };
  }

  /** Opens what a deployment has added. */
  async refresh(): Promise<void> {
    await this.nameServers.refresh();
    await this.servers.refresh();
    await this.healthChecks.refresh();
    await this.alarms.refresh();
  }

  /** Nobody and nothing in the region answers any more, and what ran in it is gone. */
  darken(region: string, darkness: Darkness): void {
    this.functions.stopIn(region);
    this.options.faults.darken(region, darkness);
  }

  /** The region is back, as it would be by now. */
  lighten(region: string): void {
    this.options.faults.lighten(region);
  }

  async stop(): Promise<void> {
    this.functions.stop();
    this.alarms.stop();
    this.healthChecks.stop();
    await this.nameServers.stop();
    await this.servers.stop();
  }
}
