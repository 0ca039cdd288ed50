import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { paginateListSubscriptionsByTopic } from "@aws-sdk/client-sns";
import type { AwsClients } from "./aws-clients";
import type { CallResult } from "./call-log";
import type { Call } from "./calls";

const PROTOCOLS_OF_PEOPLE: readonly string[] = ["email", "email-json", "http", "https", "sms"];

/**
 * Puts every message that a client publishes to a topic into a folder, one text file for each person or endpoint that
 * is subscribed: what they would have read. moto accepts messages and delivers none to them.
 */
export class PublishedMessages {
  private written = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: {
      readonly deployed: AwsClients;
      /** Made with the first message. */
      readonly folder: string;
    },
  ) {}

  /** Listens to the gateway. */
  readonly onCall = (call: Call, result: CallResult): void => {
    const published = "status" in result && result.status === 200;
    if (published && call.service === "sns" && call.action === "Publish")
      this.writing = this.writing.then(() => this.write(call));
  };

  /** Resolves when every message published so far is in its file. @throws if one could not be written. */
  settled(): Promise<void> {
    return this.writing;
  }

  private async write({ parameters, region = "" }: Call): Promise<void> {
    const topicArn = parameters.get("TopicArn") ?? parameters.get("TargetArn");
    const phone = parameters.get("PhoneNumber");
    const recipients = topicArn ? await this.subscribers(topicArn, region) : phone ? [`sms ${phone}`] : [];
    await mkdir(this.options.folder, { recursive: true });
    for (const recipient of recipients) {
      this.written++;
      const name = `${String(this.written).padStart(4, "0")}-${recipient.replace(/[^A-Za-z0-9.@+-]+/g, "_")}.txt`;
      const head = [`To: ${recipient}`, `Topic: ${topicArn ?? "none"}`, `Subject: ${parameters.get("Subject") ?? ""}`];
      await writeFile(join(this.options.folder, name), `${head.join("\n")}\n\n${parameters.get("Message") ?? ""}\n`);
    }
  }

  private async subscribers(topicArn: string, region: string): Promise<string[]> {
    const client = this.options.deployed.sns(region);
    const found: string[] = [];
    for await (const page of paginateListSubscriptionsByTopic({ client }, { TopicArn: topicArn }))
      for (const { Protocol = "", Endpoint = "" } of page.Subscriptions ?? [])
        if (PROTOCOLS_OF_PEOPLE.includes(Protocol)) found.push(`${Protocol} ${Endpoint}`);
    return found;
  }
}
