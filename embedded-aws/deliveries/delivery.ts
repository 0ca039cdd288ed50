/** What set a delivery off. */
export type Source =
  | { readonly kind: "alarm"; readonly arn: string }
  | { readonly kind: "event"; readonly ruleArn: string }
  | { readonly kind: "schedule"; readonly arn: string }
  | { readonly kind: "message"; readonly topicArn: string };

/** One attempt to bring a message, an event or a tick to a function, and how it ended. Times are AWS time in milliseconds. */
export interface Delivery {
  readonly source: Source;
  /** The function, or as far as the way was known, e.g. the topic or the bus. */
  readonly target: string;
  /** When the alarm turned, the event happened, or the tick was due. */
  readonly begunAt: number;
  readonly endedAt: number;
  /** `delivered`: the function was called. `reason` names the deployed thing, or the fault, that stopped it. */
  readonly outcome: { readonly kind: "delivered" } | { readonly kind: "dead"; readonly reason: string };
}

export type DeliveryListener = (delivery: Delivery) => void;

/** Hands an event to a function's asynchronous queue, as SNS, EventBridge and the scheduler do. Never throws. */
export type InvokeLater = (functionArn: string, event: unknown) => void;
