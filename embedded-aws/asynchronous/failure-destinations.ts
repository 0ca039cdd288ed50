import type { AwsClients } from "../aws-clients";
import { parseArn } from "../deliveries/arn";
import type { InvokeLater } from "../deliveries/delivery";
import { findQueue, sendToQueue } from "../deliveries/queue-sending";
import type { DeployedState } from "../deployed-state";
import type { RoleMay } from "../permissions/role-rights";
import type { Clock } from "../time/clock";

/** Which right the function's role needs for each kind of destination. */
const ACTIONS: Readonly<Record<string, string>> = {
  sqs: "sqs:SendMessage",
  sns: "sns:Publish",
  lambda: "lambda:InvokeFunction",
};

/**
 * Publishes in the name of somebody whose right to do so was looked at.
 * @returns why the topic took nothing, or undefined if it did
 */
export type PublishText = (topicArn: string, text: string) => Promise<string | undefined>;

/** Sends what failed for good to a queue, a topic or a function, with the rights of the function that failed. */
export class FailureDestinations {
  constructor(
    private readonly options: {
      readonly deployed: AwsClients;
      readonly clock: Clock;
      readonly roleMay: RoleMay;
      readonly state: DeployedState;
      readonly invokeLater: InvokeLater;
      readonly publish: PublishText;
    },
  ) {}

  /**
   * @param sender the function's ARN and its role's
   * @returns why it was dropped, or undefined if it was sent
   */
  async send(
    sender: { functionArn: string; roleArn: string },
    destination: string,
    message: { body: unknown; attributes: Readonly<Record<string, string>> },
  ): Promise<string | undefined> {
    const { service } = parseArn(destination);
    const action = ACTIONS[service];
    if (!action) return `${destination} is no queue, topic or function; other destinations are not simulated.`;
    const verdict = await this.options.roleMay(sender.roleArn, {
      service: "lambda.amazonaws.com",
      action,
      resource: destination,
      sourceArn: sender.functionArn,
    });
    if (!verdict.allowed) return verdict.reason;
    if (service === "sqs") return this.toQueue(destination, message);
    if (service === "sns") return this.options.publish(destination, JSON.stringify(message.body));
    this.options.invokeLater(destination, message.body);
    return undefined;
  }

  private async toQueue(
    queueArn: string,
    { body, attributes }: { body: unknown; attributes: Readonly<Record<string, string>> },
  ): Promise<string | undefined> {
    const queue = await findQueue(this.options, queueArn);
    if (!queue) return `Queue ${queueArn} does not exist.`;
    const { region } = parseArn(queueArn);
    await sendToQueue(this.options, { region, url: queue.url, body: JSON.stringify(body), attributes });
    return undefined;
  }
}
