/**
 * How SNS tries again to reach Lambda and SQS when these fail, which it takes for passing: not where the endpoint or the
 * permission is missing. https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const IMMEDIATE_RETRIES = 3;
const EARLY_RETRIES = 2;
const EARLY_WAIT_MS = 1_000;
const BACKOFF_RETRIES = 10;
const LONGEST_WAIT_MS = 20_000;
const LATE_RETRIES = 100_000;

/**
 * Milliseconds before a retry, or undefined where there is none any more.
 * @param retry counted from 0
 * @param random in [0, 1): AWS documents that it applies jitter and not how; assumed as up to half of the wait
 */
export function waitBeforeRetry(retry: number, random: number): number | undefined {
  const jittered = (wait: number) => wait * (1 - random / 2);
  if (retry < IMMEDIATE_RETRIES) return 0;
  if (retry < IMMEDIATE_RETRIES + EARLY_RETRIES) return jittered(EARLY_WAIT_MS);
  const step = retry - IMMEDIATE_RETRIES - EARLY_RETRIES;
  if (step < BACKOFF_RETRIES)
    return jittered(EARLY_WAIT_MS * (LONGEST_WAIT_MS / EARLY_WAIT_MS) ** (step / (BACKOFF_RETRIES - 1)));
  return step < BACKOFF_RETRIES + LATE_RETRIES ? jittered(LONGEST_WAIT_MS) : undefined;
}
