import { join } from "node:path";
import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { AddressTable } from "./address-table";
import type { AlarmChange } from "./alarms/alarm-message";
import { Alarms } from "./alarms/alarms";
import { Metrics } from "./alarms/metrics";
import { AsynchronousInvocations, type AsynchronousOutcome } from "./asynchronous/asynchronous-invocations";
import type { ControlPlane } from "./control-plane";
import { inBackground } from "./deliveries/background";
import type { Delivery } from "./deliveries/delivery";
import { askNameServers } from "./dns/ask-name-servers";
import { deployedZones } from "./dns/hosted-zones";
import { NameServers, withNameServers } from "./dns/name-servers";
import type { Ask } from "./dns/reply";
import { instanceStateChange } from "./events/event";
import { EventBuses } from "./events/event-buses";
import { PutEventsCalls } from "./events/put-events";
import type { Darkness, Faults } from "./faults";
import { Functions, type Invocation } from "./functions/functions";
import { type HealthChange, HealthChecks } from "./health-checks/health-checks";
import { statusAnswers } from "./health-checks/status-answers";
import type { InstanceStateChange } from "./instances/instance-power";
import { Servers } from "./instances/servers";
import type { AnsweringMend } from "./mends/mend";
import { Messages } from "./messages/messages";
import { ROUND_TRIP_MS } from "./network";
import { Schedules } from "./schedules/schedules";
import type { Cancel, DrivenClock } from "./time/clock";

/** Whom the data plane tells what happens, at the moment when it does. */
export interface Happenings {
  instance(change: InstanceStateChange): void;
  health(change: HealthChange): void;
  alarm(change: AlarmChange): void;
  delivery(delivery: Delivery): void;
  invocation(invocation: Invocation): void;
  asynchronous(outcome: AsynchronousOutcome): void;
}

export interface DataPlaneOptions extends ControlPlane {
  readonly clock: DrivenClock;
  readonly timeFile: string | undefined;
  readonly faults: Faults;
  readonly regions: readonly string[];
  readonly random: () => number;
  readonly folder: string;
  readonly source: string;
  readonly happenings: Partial<Happenings>;
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
  private readonly buses: EventBuses;
  private readonly lightening = new Map<string, Cancel>();

  constructor(private readonly options: DataPlaneOptions) {
    const { clock, state, deployed, faults, random, regions, power, roleMay, gateway, folder, onFailure } = options;
    const { table } = this;
    const { happenings } = options;
    const onDelivery = (delivery: Delivery) => happenings.delivery?.(delivery);

    this.servers = new Servers({ clock, deployed, state, power, faults, table, regions });
    this.nameServers = new NameServers({
      clock,
      table,
      random,
      zones: deployedZones(state, deployed),
      healthyAt: (id, time) => this.healthChecks.healthyAt(id, time),
    });
    this.ask = askNameServers({ clock, portsFor: this.nameServers.portsFor, roundTrip: ROUND_TRIP_MS });
    const metrics = new Metrics({ clock, deployed, onFailure });
    this.healthChecks = new HealthChecks({
      clock,
      state,
      deployed,
      network: this.servers,
      endpoint: gateway.endpoint,
      resolve: (name) => this.resolve(name),
      random,
      putMetric: (datapoint) => metrics.put(datapoint),
      onChange: (change) => happenings.health?.(change),
    });

    this.functions = new Functions({
      clock,
      timeFile: options.timeFile,
      network: withNameServers(this.servers, table),
      names: table,
      insideProcess: join(options.source, "inside-process"),
      deployed,
      state,
      endpoint: gateway.endpoint,
      folder,
      roleMay,
      assumeRole: (roleArn, session, functionArn) =>
        options.principals.assumeAsService(roleArn, "lambda.amazonaws.com", session, functionArn),
      onInvocation: (invocation) => happenings.invocation?.(invocation),
    });
    const { invokeLater } = new AsynchronousInvocations({
      deployed,
      state,
      clock,
      faults,
      roleMay,
      invoke: (name, region, event) => this.functions.invoke(name, region, event),
      onOutcome: (outcome) => happenings.asynchronous?.(outcome),
    });

    this.buses = new EventBuses({ deployed, state, roleMay, clock, faults, random, invokeLater, onDelivery });
    power.onChange((change) => {
      happenings.instance?.(change);
      inBackground(clock, async () => this.announce(change));
    });
    this.messages = new Messages({
      clock,
      state,
      deployed,
      faults,
      random,
      folder: join(folder, "messages"),
      invokeLater,
      onDelivery,
      onFailure,
    });
    this.alarms = new Alarms({
      clock,
      state,
      deployed,
      faults,
      metrics,
      regions,
      random,
      publish: (message) => this.messages.publish(message),
      onDelivery,
      onChange: (change) => happenings.alarm?.(change),
      onFailure,
    });
    gateway.onCall(metrics.onCall);
    gateway.onCall(this.alarms.onCall);
    new Schedules({ deployed, state, roleMay, clock, faults, random, regions, invokeLater, onDelivery }).start();
    this.answers = [
      statusAnswers(this.healthChecks),
      new PutEventsCalls({ deployed, state, clock, buses: this.buses }),
      this.messages.answers,
    ];
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
    this.lightening.set(region, this.options.faults.darken(region, darkness));
  }

  /** The region is back, as it would be by now. */
  lighten(region: string): void {
    this.lightening.get(region)?.();
    this.lightening.delete(region);
  }

  async stop(): Promise<void> {
    this.functions.stop();
    this.alarms.stop();
    this.healthChecks.stop();
    await this.nameServers.stop();
    await this.servers.stop();
  }

  /** EC2 tells the region's bus. */
  private async announce(change: InstanceStateChange): Promise<void> {
    const { state, deployed } = this.options;
    const account = await state.read("the account's id", [], async () => {
      const { Vpcs } = await deployed.ec2(change.region).send(new DescribeVpcsCommand({}));
      return Vpcs?.[0]?.OwnerId ?? "";
    });
    this.buses.putEvent(change.region, instanceStateChange({ ...change, account }));
  }

  private async resolve(name: string): Promise<string | undefined> {
    const { answers } = await this.ask(name, "A");
    const found = answers.find((record) => record.type === "A");
    return found?.type === "A" ? found.data : undefined;
  }
}
