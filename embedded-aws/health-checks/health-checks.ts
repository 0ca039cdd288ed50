import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import { everyMinute } from "../metrics/minutes";
import type { Network } from "../network";
import type { Cancel, Clock } from "../time/clock";
import { every } from "../time/every";
import { type Health, healthOf } from "./aggregation";
import { byWhatTheyAsk, type CheckDefinition } from "./definition";
import { listDefinitions } from "./deployed-checks";
import { EndpointWatch, type Observation } from "./endpoint-watch";
import { HealthHistory } from "./health-history";
import { datapointsOf, METRIC_PERIOD_MS, type PutMetric } from "./health-metrics";
import { networkProbe } from "./network-probe";

/** Not documented: how long until the checkers know of a change of configuration. Assumed: at most one interval of 10 s. */
const FOLLOW_MS = 10_000;

/** A health check's status has changed. `at` is AWS time in milliseconds. */
export interface HealthChange extends Health {
  readonly id: string;
  readonly at: number;
}

/** Route 53's health checkers: watch over every deployed health check while the clock runs. */
export class HealthChecks {
  private definitions: ReadonlyMap<string, CheckDefinition> = new Map();
  private readonly watches = new Map<string, EndpointWatch>();
  private readonly histories = new Map<string, HealthHistory>();
  private readonly probe: ReturnType<typeof networkProbe>;
  private readonly cancels: readonly Cancel[];
  private stopped = false;

  /**
   * @param options.endpoint the gateway's, where the checkers reach S3
   * @param options.resolve the IPv4 address of a name that a check asks by, or undefined where DNS has none
   * @param options.random in [0, 1), for the checkers' phases
   * @param options.onChange told of every change of a check's status, at the time of the change
   */
  constructor(
    private readonly options: {
      readonly clock: Clock;
      readonly state: DeployedState;
      readonly deployed: AwsClients;
      readonly network: Network;
      readonly endpoint: string;
      readonly resolve: (name: string) => Promise<string | undefined>;
      readonly random: () => number;
      readonly putMetric: PutMetric;
      readonly onChange: (change: HealthChange) => void;
      /** What the checkers of some checks believe already; of the others, they are new. */
      readonly beliefs?: ReadonlyMap<string, boolean>;
    },
  ) {
    this.probe = networkProbe(options);
    const { clock } = options;
    const follow = () => {
      // What cannot be read now leaves the checks as they are known, and is read again.
      this.refresh().catch(() => {});
    };
    this.cancels = [every(clock, FOLLOW_MS, follow), everyMinute(clock, () => this.publish())];
  }

  /**
   * Follows what is deployed now; by itself it does so every 10 s of AWS time. May be called inside `clock.hold`.
   * @throws the SDK's errors
   */
  async refresh(): Promise<void> {
    const { state, deployed } = this.options;
    const definitions = await state.read("health checks", ["route53"], () => listDefinitions(deployed));
    if (this.stopped || definitions === this.definitions) return;
    this.definitions = definitions;
    for (const [id, watch] of this.watches) this.followEnd(id, watch);
    // Ids are as random as the order of a deployment: neither may decide who gets which phases.
    for (const definition of [...definitions.values()].sort(byWhatTheyAsk)) this.followOne(definition);
    for (const id of this.histories.keys()) if (!definitions.has(id)) this.histories.delete(id);
    this.evaluate();
  }

  /**
   * A check's status now, and since when (AWS time in milliseconds).
   * @throws Error for a check that is not deployed or is of a kind that is not simulated
   */
  statusOf(id: string): Health & { readonly since: number } {
    const health = this.evaluateOne(id);
    return { ...health, since: this.historyOf(id).since };
  }

  /**
   * A check's status at a time in the past, for DNS, which hears of it later.
   * @param time AWS time in milliseconds
   * @throws Error as `statusOf`
   */
  healthyAt(id: string, time: number): boolean {
    return this.historyOf(id).healthyAt(time);
  }

  /**
   * What each checker of an endpoint's check saw last; none of a disabled check's.
   * @throws Error as `statusOf`, and for a calculated check, which has no checkers
   */
  checkersOf(id: string): readonly Observation[] {
    return this.watchOf(id)?.observations ?? [];
  }

  /** Each checker's last failure, where it saw one. Throws as `checkersOf`. */
  lastFailuresOf(id: string): readonly Observation[] {
    return this.watchOf(id)?.lastFailures ?? [];
  }

  /** Whether the checkers of each endpoint's check believe it healthy now, by the check's id. */
  get beliefs(): ReadonlyMap<string, boolean> {
    return new Map([...this.watches].map(([id, { health }]) => [id, health.healthy]));
  }

  /** Every deployed check, as it is understood. */
  get deployed(): ReadonlyMap<string, CheckDefinition> {
    return this.definitions;
  }

  /** Nothing is watched any more. */
  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    for (const watch of this.watches.values()) watch.stop();
  }

  /** Ends a watch whose check is gone, or disabled, or has other checkers now. */
  private followEnd(id: string, watch: EndpointWatch): void {
    const definition = this.definitions.get(id);
    const goesOn = definition?.kind === "endpoint" && !definition.disabled;
    if (goesOn && watch.hasRegions(definition.regions)) return;
    watch.stop();
    this.watches.delete(id);
  }

  /** Begins a check's watch, as a new check's also after it was disabled (not documented; assumed), or goes on with it. */
  private followOne(definition: CheckDefinition): void {
    if (definition.kind !== "endpoint" || definition.disabled) return;
    const known = this.watches.get(definition.id);
    if (known) return void known.follow(definition);
    const believed = this.options.beliefs?.get(definition.id);
    const options = { ...this.options, probe: this.probe, onChange: () => this.evaluate(), believed };
    this.watches.set(definition.id, new EndpointWatch(definition, options));
  }

  /** Brings every check's status up to date: a change of one may change those that are calculated from it. */
  private evaluate(): void {
    const at = this.options.clock.now();
    const changes: HealthChange[] = [];
    for (const id of this.definitions.keys()) {
      const health = this.tryEvaluate(id);
      if (!health) continue;
      const history = this.histories.get(id);
      if (!history) this.histories.set(id, new HealthHistory(at, health.healthy));
      else if (history.record(at, health.healthy)) changes.push({ id, at, ...health });
    }
    // Listeners may ask for any check's status: first all of them are up to date.
    for (const change of changes) this.options.onChange(change);
  }

  /** None for a check that cannot be evaluated: whoever asks for it is told why. */
  private tryEvaluate(id: string): Health | undefined {
    try {
      return this.evaluateOne(id);
    } catch {
      return undefined;
    }
  }

  private evaluateOne(id: string): Health {
    return healthOf(id, this.definitions, (endpoint) => this.watches.get(endpoint)!.health);
  }

  private historyOf(id: string): HealthHistory {
    const history = this.histories.get(id);
    if (history) return history;
    this.evaluateOne(id);
    throw new Error(`Health check ${id} has no status yet.`);
  }

  private watchOf(id: string): EndpointWatch | undefined {
    if (this.definitions.get(id)?.kind === "calculated")
      throw new Error(`Health check ${id} is a calculated one, which no checker looks at.`);
    this.evaluateOne(id);
    return this.watches.get(id);
  }

  private publish(): void {
    const to = this.options.clock.now();
    const from = to - METRIC_PERIOD_MS;
    for (const [id, history] of this.histories) {
      const healthyThroughout = history.wasHealthyThroughout(from, to);
      const watch = this.watches.get(id);
      const percentage = watch?.takeLowestPercentage();
      const firstBytes = watch?.takeFirstBytes() ?? [];
      for (const datapoint of datapointsOf(id, { at: from, healthyThroughout, percentage, firstBytes }))
        this.options.putMetric(datapoint);
    }
  }
}
