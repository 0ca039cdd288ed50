import type { Source } from "../deliveries/delivery";

/** What a service of AWS publishes to a topic in its own name. */
export interface TopicMessage {
  readonly topicArn: string;
  readonly source: Source;
  /** Whom the topic's policy must let publish. */
  readonly by: { readonly service: string; readonly sourceArn: string };
  /** AWS time in milliseconds since 1970-01-01 UTC. */
  readonly begunAt: number;
  readonly subject: string;
  /** For programs. */
  readonly body: string;
  /** For people: what their e-mail says. */
  readonly letter: string;
}
