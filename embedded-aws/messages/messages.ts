import { randomUUID } from "node:crypto";
import type { AwsClients } from "../aws-clients";
import { parseArn } from "../deliveries/arn";
import { atLeastOnce, latenessOf } from "../deliveries/at-least-once";
import type { Delivery, DeliveryListener, InvokeLater } from "../deliveries/delivery";
import type { DeployedState } from "../deployed-state";
import type { Faults } from "../faults";
import type { Clock } from "../time/clock";
import { waitBeforeRetry } from "./delivery-policy";
import { unknownFilter, whatStopsFunction } from "./endpoint-way";
import { Letters, leavesAws } from "./letters";
import type { TopicMessage } from "./message";
import { functionEvent, type Publication, queueBody, type TopicText } from "./publication";
import { keepMessage, sendForTopic } from "./queue-way";
import { openTopic, readTopic, type Subscription, type Topic } from "./topics";

/** Milliseconds from a topic's taking a message to its delivery. Not documented; assumed, with some reserve. */
const DELIVERY_MS = 300;

/** A message that a subscriber never got. */
export interface FailedNotification {
  readonly topicArn: string;
  /** AWS time in milliseconds. */
  readonly at: number;
}

export interface MessagesOptions {
  readonly clock: Clock;
  readonly state: DeployedState;
  readonly deployed: AwsClients;
  readonly faults: Faults;
  /** In [0, 1): jitter of retries. */
  readonly random: () => number;
  /** Gets what people are sent, one text file each; made with the first. */
  readonly folder: string;
  readonly invokeLater: InvokeLater;
  /** Told of each delivery to a function, and of each message that ended before its endpoint. */
  readonly onDelivery: DeliveryListener;
  readonly onFailedNotification?: (failed: FailedNotification) => void;
  /** Told what the embedded AWS itself could not do. */
  readonly onFailure: (error: Error) => void;
}

/** SNS: brings messages from topics to their subscribers. */
export class Messages {
  private readonly letters: Letters;
  /** Messages on their way to people. */
  private readonly underWay = new Set<Promise<void>>();

  constructor(private readonly options: MessagesOptions) {
    this.letters = new Letters(options);
  }

  /** A service of AWS publishes to a topic. Returns at once. */
  readonly publish = (message: TopicMessage): void => {
    this.begin(async () => {
      const { topicArn, source, begunAt, subject } = message;
      const { region } = parseArn(topicArn);
      const dead = (reason: string) => this.tell(message, topicArn, { kind: "dead", reason });
      if (this.options.faults.darknessOf(region)) return dead(`${region} is dark: topic ${topicArn} takes nothing.`);
      const opened = await openTopic(this.options, message);
      if (opened.kind === "broken") return dead(opened.reason);
      const textFor = (protocol: string) => (protocol === "email" ? message.letter : message.body);
      await this.fanOut(opened.topic, { id: randomUUID(), source, begunAt, subject, textFor });
    });
  };

  /**
   * Takes messages from somebody who may publish.
   * @returns their ids, or why the topic takes nothing
   */
  async take(topicArn: string, texts: readonly TopicText[]): Promise<readonly string[] | { readonly reason: string }> {
    const begunAt = this.options.clock.now();
    const { region } = parseArn(topicArn);
    if (this.options.faults.darknessOf(region))
      return { reason: `${region} is dark: topic ${topicArn} takes nothing.` };
    const topic = await readTopic(this.options, topicArn);
    if (!topic) return { reason: `Topic ${topicArn} does not exist.` };
    const source = { kind: "message", topicArn } as const;
    const publications = texts.map(({ subject, textFor }) => ({ id: randomUUID(), source, begunAt, subject, textFor }));
    for (const publication of publications) this.begin(() => this.fanOut(topic, publication));
    return publications.map(({ id }) => id);
  }

  /** Takes one text for everybody. @returns why the topic takes nothing, or undefined if it did */
  async takeText(topicArn: string, text: string): Promise<string | undefined> {
    const taken = await this.take(topicArn, [{ subject: undefined, textFor: () => text }]);
    return "reason" in taken ? taken.reason : undefined;
  }

  /** Takes a message to a telephone. */
  takeForPhone(number: string, { subject, textFor }: TopicText): string {
    const text = textFor("sms");
    this.begin(() => this.letters.write({ to: `sms ${number}`, topicArn: undefined, subject, text }));
    return randomUUID();
  }

  /** Resolves when what people are sent so far is in files, but for what waits in a dark region. The clock must run. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Resolves when people have it; functions and queues get it meanwhile, or much later. */
  private async fanOut(topic: Topic, publication: Publication): Promise<void> {
    await Promise.all(
      topic.subscriptions.map((subscription) => {
        const delivering = this.disturbed(topic, subscription, publication).catch(this.options.onFailure);
        return leavesAws(subscription.protocol) ? delivering : undefined;
      }),
    );
  }

  /** SNS delivers at least once; a fault may lose, double or delay it. */
  private async disturbed(topic: Topic, subscription: Subscription, publication: Publication): Promise<void> {
    const { clock, faults } = this.options;
    const fault = faults.deliveryFault(publication.source);
    if (fault?.kind === "lost")
      return this.tell(publication, subscription.endpoint, {
        kind: "dead",
        reason: `A fault laid on messages of topic ${topic.arn} loses them.`,
      });
    await clock.sleep(DELIVERY_MS + latenessOf(fault));
    const delivered = atLeastOnce(fault, () => this.deliver(topic, subscription, publication));
    // Nobody waits for what waits for a dark region, which may be dark for good.
    if (this.darkRegionOn(topic, subscription)) delivered.catch(this.options.onFailure);
    else await delivered;
  }

  private async deliver(topic: Topic, subscription: Subscription, publication: Publication): Promise<void> {
    const { protocol, endpoint } = subscription;
    const stopped =
      (await this.untilInReach(topic, subscription)) ?? (await this.handOver(topic, subscription, publication));
    if (stopped) {
      this.options.onFailedNotification?.({ topicArn: topic.arn, at: this.options.clock.now() });
      const kept = await keepMessage(this.options, topic, subscription, publication);
      this.tell(publication, endpoint, { kind: "dead", reason: `${stopped} ${kept}` });
    } else if (protocol === "lambda") this.tell(publication, endpoint, { kind: "delivered" });
  }

  /** A dark region fails as SNS expects of servers: it tries again. */
  private async untilInReach(topic: Topic, subscription: Subscription): Promise<string | undefined> {
    const { clock, random } = this.options;
    for (let retry = 0; ; retry++) {
      const dark = this.darkRegionOn(topic, subscription);
      if (dark === undefined) return undefined;
      const wait = waitBeforeRetry(retry, random());
      if (wait === undefined)
        return `${subscription.endpoint} cannot be reached from topic ${topic.arn}: ${dark} is dark.`;
      await clock.sleep(wait);
    }
  }

  private darkRegionOn(topic: Topic, { protocol, endpoint }: Subscription): string | undefined {
    const regions = [topic.region, ...(leavesAws(protocol) ? [] : [parseArn(endpoint).region])];
    return regions.find((region) => this.options.faults.darknessOf(region));
  }

  /** @returns which deployed thing stops it, for people */
  private async handOver(
    topic: Topic,
    subscription: Subscription,
    publication: Publication,
  ): Promise<string | undefined> {
    const { arn, protocol, endpoint, filterPolicy, rawDelivery } = subscription;
    if (protocol === "lambda") {
      const stopped = await whatStopsFunction(this.options, topic, subscription);
      if (!stopped) this.options.invokeLater(endpoint, functionEvent(topic.arn, arn, publication));
      return stopped;
    }
    if (filterPolicy) return unknownFilter(topic, endpoint);
    const text = publication.textFor(protocol);
    if (protocol === "sqs")
      return sendForTopic(
        this.options,
        topic,
        endpoint,
        rawDelivery ? text : queueBody(topic.arn, publication, protocol),
      );
    if (!leavesAws(protocol)) return `Topic ${topic.arn} sends to ${endpoint} by ${protocol}, which is not simulated.`;
    const { subject } = publication;
    await this.letters.write({ to: `${protocol} ${endpoint}`, topicArn: topic.arn, subject, text });
    return undefined;
  }

  private begin(work: () => Promise<void>): void {
    const going: Promise<void> = work()
      .catch(this.options.onFailure)
      .finally(() => this.underWay.delete(going));
    this.underWay.add(going);
  }

  private tell(
    { source, begunAt }: Pick<Publication, "source" | "begunAt">,
    target: string,
    outcome: Delivery["outcome"],
  ): void {
    this.options.onDelivery({ source, target, begunAt, endedAt: this.options.clock.now(), outcome });
  }
}
