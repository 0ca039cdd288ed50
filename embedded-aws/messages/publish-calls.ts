import type { Call } from "../calls";
import { parseArn } from "../deliveries/arn";
import type { AnsweringMend, MendedAnswer } from "../mends/mend";
import type { Messages } from "./messages";
import { accepted, readPublishCall, wrongRegion } from "./publish-call";

/** Takes clients' Publish and PublishBatch in moto's place. */
export class PublishCalls implements AnsweringMend {
  readonly name =
    "moto's Publish posts to endpoints, which may be real ones, and runs functions in Docker before it answers";

  constructor(private readonly messages: Pick<Messages, "take" | "takeForPhone">) {}

  async answer(call: Call): Promise<MendedAnswer | undefined> {
    const asked = readPublishCall(call);
    if (!asked) return undefined;
    if (asked.kind === "phone") return accepted(asked, [this.messages.takeForPhone(asked.number, asked.entry)]);
    const { service, region } = parseArn(asked.topicArn);
    // An application's endpoint is published to as well, and calls nobody.
    if (service !== "sns") return undefined;
    if (region !== call.region) return wrongRegion(call);
    const taken = await this.messages.take(asked.topicArn, asked.entries);
    return "reason" in taken ? undefined : accepted(asked, taken);
  }
}
