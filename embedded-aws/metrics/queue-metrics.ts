import { GetQueueAttributesCommand, paginateListQueues } from "@aws-sdk/client-sqs";
import type { Measurement } from "../alarms/metric";
import { sampleOf } from "../alarms/samples";
import type { AwsClients } from "../aws-clients";
import type { Call } from "../calls";
import { unlessAbsent } from "../deliveries/absence";
import { parseArn } from "../deliveries/arn";
import { inBackground } from "../deliveries/background";
import { QUEUE_ABSENT } from "../deliveries/queue-sending";
import type { DeployedState } from "../deployed-state";
import type { Faults } from "../faults";
import { sqsRights } from "../permissions/rights/message-rights";
import type { Clock } from "../time/clock";
import { everyMinute, PUBLISHING_INTERVAL_MS } from "./minutes";

/**
 * "A queue is considered active by CloudWatch for up to six hours if it contains any messages, or if any API action
 * accesses it." Of others nothing is published.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/monitoring-using-cloudwatch.html
 */
const ACTIVE_MS = 6 * 3_600_000;

export interface QueueMetricsOptions {
  readonly clock: Clock;
  readonly state: DeployedState;
  readonly deployed: AwsClients;
  readonly faults: Faults;
  readonly regions: readonly string[];
  readonly publish: (measurements: readonly Measurement[]) => void;
}

interface Depth {
  readonly visible: number;
  /** Received and not deleted, or delayed: they become visible by time alone. */
  readonly hidden: number;
}

/** SQS's metrics of how much is in each queue, once a minute. */
export class QueueMetrics {
  /** AWS time, by the queue's region and name. */
  private readonly activeAt = new Map<string, number>();

  constructor(private readonly options: QueueMetricsOptions) {}

  start(): void {
    const { clock } = this.options;
    everyMinute(clock, () => inBackground(clock, () => this.measure(clock.now() - PUBLISHING_INTERVAL_MS)));
  }

  /** Listens to the gateway. */
  readonly onCall = (call: Call): void => {
    if (call.service !== "sqs") return;
    const [right] = sqsRights(call, { region: "", account: "" }) ?? [];
    if (right) this.activeAt.set(`${call.region} ${parseArn(right.resource).resource}`, this.options.clock.now());
  };

  /** @param minute whose end it is, by its beginning in AWS time */
  private async measure(minute: number): Promise<void> {
    const { clock, faults, regions, publish } = this.options;
    for (const region of regions) {
      if (faults.darknessOf(region)) continue;
      const measurements: Measurement[] = [];
      for (const url of await this.queuesIn(region)) {
        const depth = await this.depthOf(region, url);
        if (!depth) continue;
        const QueueName = url.slice(url.lastIndexOf("/") + 1);
        const key = `${region} ${QueueName}`;
        if (depth.visible + depth.hidden > 0) this.activeAt.set(key, clock.now());
        if (clock.now() - (this.activeAt.get(key) ?? Number.NEGATIVE_INFINITY) > ACTIVE_MS) continue;
        const metric = { region, namespace: "AWS/SQS", dimensions: { QueueName }, unit: "Count" };
        measurements.push({
          ...metric,
          name: "ApproximateNumberOfMessagesVisible",
          sample: sampleOf(minute, depth.visible),
        });
      }
      publish(measurements);
    }
  }

  private queuesIn(region: string): Promise<readonly string[]> {
    const { state, deployed } = this.options;
    return state.read(`queues in ${region}`, ["sqs"], async () => {
      const urls: string[] = [];
      for await (const { QueueUrls = [] } of paginateListQueues({ client: deployed.sqs(region) }, {}))
        urls.push(...QueueUrls);
      return urls;
    });
  }

  /** Read again only after a call that may have changed it, or where time may have. Undefined where it was deleted. */
  private async depthOf(region: string, QueueUrl: string): Promise<Depth | undefined> {
    const { state, deployed, clock } = this.options;
    const read = async (): Promise<Depth | undefined> => {
      const get = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
      const found = await unlessAbsent(QUEUE_ABSENT, deployed.sqs(region).send(get));
      if (!found) return undefined;
      const { Attributes: counts = {} } = found;
      return {
        visible: Number(counts.ApproximateNumberOfMessages ?? 0),
        hidden:
          Number(counts.ApproximateNumberOfMessagesNotVisible ?? 0) +
          Number(counts.ApproximateNumberOfMessagesDelayed ?? 0),
      };
    };
    const known = await state.read(`what is in ${QueueUrl} in ${region}`, ["sqs"], read);
    return known && known.hidden > 0 ? clock.hold(`looking into ${QueueUrl}`, read) : known;
  }
}
