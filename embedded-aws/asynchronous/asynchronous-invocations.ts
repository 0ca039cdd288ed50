import { randomUUID } from "node:crypto";
import type { AwsClients } from "../aws-clients";
import { functionOf } from "../deliveries/arn";
import { inBackground } from "../deliveries/background";
import type { InvokeLater } from "../deliveries/delivery";
import type { DeployedState } from "../deployed-state";
import type { Faults } from "../faults";
import type { RoleMay } from "../permissions/role-rights";
import type { Clock } from "../time/clock";
import { type EventInvokeSettings, readEventInvokeSettings } from "./event-invoke-settings";
import { FailureDestinations, type PublishText } from "./failure-destinations";
import {
  deadLetterAttributes,
  type FailedEvent,
  type GivenUp,
  invocationRecord,
  type RunOutcome,
} from "./invocation-record";

/** From an event's acceptance to its first run. Not documented; assumed: tens of milliseconds where the queue is empty. */
const QUEUEING_MS = 50;
/** "A one-minute wait between the first two attempts, and two minutes between the second and third." */
const RETRY_WAITS_MS = [60_000, 120_000] as const;
/** "Increases exponentially from 1 second after the first attempt to a maximum of 5 minutes", when throttled. */
const FIRST_THROTTLED_WAIT_MS = 1_000;
const LONGEST_THROTTLED_WAIT_MS = 300_000;
/** How soon a region that has returned goes on with what it kept. Not documented; assumed. */
const DARK_WAIT_MS = 5_000;

/** Where an event that failed for good is sent. */
type FailureTarget = "destination" | "dead-letter queue";

/** What became of one event, or of one run of it. Times are AWS time in milliseconds. */
export interface AsynchronousOutcome {
  readonly functionArn: string;
  readonly event: unknown;
  readonly acceptedAt: number;
  readonly at: number;
  readonly outcome:
    | { readonly kind: "run"; readonly run: RunOutcome }
    /** Failed for good. `fate` says, for people, where it was sent or why it was dropped. */
    | {
        readonly kind: "given up";
        readonly condition: GivenUp;
        readonly fate: string;
        readonly unreached: readonly FailureTarget[];
      }
    | { readonly kind: "refused"; readonly reason: string };
}

export interface AsynchronousOptions {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
  readonly clock: Clock;
  readonly faults: Faults;
  readonly roleMay: RoleMay;
  /** Runs the function; resolves in AWS time. */
  readonly invoke: (functionName: string, region: string, event: unknown) => Promise<{ readonly outcome: RunOutcome }>;
  readonly publish: PublishText;
  readonly onOutcome: (outcome: AsynchronousOutcome) => void;
}

interface Queued {
  readonly functionArn: string;
  readonly functionName: string;
  readonly region: string;
  readonly event: unknown;
  readonly acceptedAt: number;
}

/**
 * Lambda's asynchronous event queues. The account's concurrency is not limited here: `invoke` says when it throttles.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class AsynchronousInvocations {
  private readonly destinations: FailureDestinations;

  constructor(private readonly options: AsynchronousOptions) {
    this.destinations = new FailureDestinations({
      ...options,
      invokeLater: (arn, event) => this.invokeLater(arn, event),
    });
  }

  readonly invokeLater: InvokeLater = (functionArn, event) => {
    const { clock } = this.options;
    const called = functionOf(functionArn);
    const queued = { functionName: "", region: "", ...called, functionArn, event, acceptedAt: clock.now() };
    if (!called) return this.tell(queued, { kind: "refused", reason: `${functionArn} is not the ARN of a function.` });
    inBackground(clock, () => this.handle(queued));
  };

  private async handle(queued: Queued): Promise<void> {
    const { clock } = this.options;
    await clock.sleep(QUEUEING_MS);
    let runs = 0;
    let throttled = 0;
    let failure: FailedEvent["failure"];
    for (;;) {
      const settings = await readEventInvokeSettings(this.options, queued);
      if (!settings)
        return this.tell(queued, { kind: "refused", reason: `Function ${queued.functionArn} does not exist.` });
      const giveUp = (condition: GivenUp) => this.giveUp(queued, settings, condition, runs, failure);
      if (this.tooOldIn(queued, settings) <= 0) return giveUp("EventAgeExceeded");
      let wait = DARK_WAIT_MS;
      if (!this.options.faults.darknessOf(queued.region)) {
        const { outcome } = await this.options.invoke(queued.functionName, queued.region, queued.event);
        this.tell(queued, { kind: "run", run: outcome });
        if (outcome.kind === "result") return;
        if (outcome.kind === "throttled") {
          wait = Math.min(LONGEST_THROTTLED_WAIT_MS, FIRST_THROTTLED_WAIT_MS * 2 ** throttled++);
        } else {
          failure = outcome;
          if (runs++ >= settings.maximumRetryAttempts) return giveUp("RetriesExhausted");
          wait = RETRY_WAITS_MS[Math.min(runs, RETRY_WAITS_MS.length) - 1]!;
        }
      }
      await clock.sleep(Math.min(wait, Math.max(0, this.tooOldIn(queued, settings))));
    }
  }

  private tooOldIn({ acceptedAt }: Queued, { maximumEventAgeMs }: EventInvokeSettings): number {
    return acceptedAt + maximumEventAgeMs - this.options.clock.now();
  }

  /** Both a destination and a dead-letter queue get what failed, where both were deployed. */
  private async giveUp(
    queued: Queued,
    { roleArn, onFailure, deadLetterQueue }: EventInvokeSettings,
    condition: GivenUp,
    runs: number,
    failure: FailedEvent["failure"],
  ): Promise<void> {
    const { functionArn, event } = queued;
    const failed = { requestId: randomUUID(), functionArn, event, condition, runs, failure };
    const sender = { functionArn, roleArn };
    const fates: string[] = [];
    const unreached: FailureTarget[] = [];
    const send = async (
      target: FailureTarget,
      destination: string,
      body: unknown,
      attributes: Record<string, string>,
    ) => {
      const dropped = await this.destinations.send(sender, destination, { body, attributes });
      if (dropped) unreached.push(target);
      fates.push(dropped ? `dropped on its way to ${destination}: ${dropped}` : `sent to ${destination}`);
    };
    if (onFailure) await send("destination", onFailure, invocationRecord(failed, this.options.clock.now()), {});
    if (deadLetterQueue) await send("dead-letter queue", deadLetterQueue, event, deadLetterAttributes(failed));
    const fate =
      fates.join("; ") || "dropped: the function has neither an on-failure destination nor a dead-letter queue";
    this.tell(queued, { kind: "given up", condition, fate, unreached });
  }

  private tell({ functionArn, event, acceptedAt }: Queued, outcome: AsynchronousOutcome["outcome"]): void {
    this.options.onOutcome({ functionArn, event, acceptedAt, at: this.options.clock.now(), outcome });
  }
}
