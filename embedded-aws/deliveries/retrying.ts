import type { Clock } from "../time/clock";

/** Why an attempt came to nothing. */
export interface Failure {
  /** AWS's code, e.g. `NO_PERMISSIONS`. */
  readonly code: string;
  /** For people: names the deployed thing. */
  readonly reason: string;
  /**
   * Whether AWS tries again: not for a missing permission or target.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
   */
  readonly isPassing: boolean;
}

export interface RetryPolicy {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
}

export type Tried =
  | { readonly kind: "delivered" }
  | {
      readonly kind: "failed";
      readonly failure: Failure;
      readonly retries: number;
      /** Which limit ended it, by AWS's names; undefined if it was never to be tried again. */
      readonly exhausted: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds" | undefined;
    };

/**
 * 24 hours and 185 times, for rules and schedules alike.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
const DEFAULT_RETRY_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 24 * 3600;

/** Documented as "exponential back off and jitter". The first wait is not documented; assumed as Lambda's, a second. */
const FIRST_WAIT_MS = 1_000;
/** Not documented; derived: 185 attempts that fill 24 hours are 467 s apart, which is 600 s less half of the jitter. */
const LONGEST_WAIT_MS = 600_000;

/** The deployed policy, with AWS's own limits where it says nothing. */
export function retryPolicyOf(
  deployed: { MaximumRetryAttempts?: number; MaximumEventAgeInSeconds?: number } | undefined,
): RetryPolicy {
  return {
    maximumRetryAttempts: deployed?.MaximumRetryAttempts ?? DEFAULT_RETRY_ATTEMPTS,
    maximumEventAgeSeconds: deployed?.MaximumEventAgeInSeconds ?? DEFAULT_AGE_SECONDS,
  };
}

/**
 * Tries until it succeeds, fails for good, or the policy ends it; an event that would be too old at its next attempt is
 * given up when it is too old.
 * @param attempt resolves to undefined if it succeeded
 */
export async function retrying(
  { clock, random, policy }: { clock: Clock; random: () => number; policy: RetryPolicy },
  attempt: () => Promise<Failure | undefined>,
): Promise<Tried> {
  const tooOldAt = clock.now() + policy.maximumEventAgeSeconds * 1000;
  for (let retries = 0; ; retries++) {
    const failure = await attempt();
    if (!failure) return { kind: "delivered" };
    if (!failure.isPassing) return { kind: "failed", failure, retries, exhausted: undefined };
    if (retries >= policy.maximumRetryAttempts)
      return { kind: "failed", failure, retries, exhausted: "MaximumRetryAttempts" };
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** retries);
    const wait = longest * (0.5 + random() / 2);
    const left = tooOldAt - clock.now();
    await clock.sleep(Math.min(wait, left));
    if (wait >= left) return { kind: "failed", failure, retries, exhausted: "MaximumEventAgeInSeconds" };
  }
}
