import { parseArn } from "../deliveries/arn";

/** "Default concurrent executions: 1,000" a region. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const ACCOUNT_CONCURRENCY = 1_000;

/**
 * Why an invocation was throttled, in Lambda's words.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
export type ThrottleReason = "ReservedFunctionConcurrentInvocationLimitExceeded" | "ConcurrentInvocationLimitExceeded";

/**
 * Counts what runs at the same time, and says where Lambda would run no more. Functions without a reservation share the
 * account's in their region, all of it: what others have reserved is not taken off.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export class Concurrency {
  private readonly running = new Map<string, number>();
  private readonly most = new Map<string, number>();
  private readonly shared = new Map<string, number>();

  /** The most invocations of a function that ran at the same time. */
  mostAtOnce(functionArn: string): number {
    return this.most.get(functionArn) ?? 0;
  }

  /**
   * @param reserved for this function, where it was deployed
   * @returns how many of this function run now, this one included, until `end` is called; or why it does not run
   */
  begin(
    functionArn: string,
    reserved: number | undefined,
  ): { readonly running: number; readonly end: () => void } | { readonly throttled: ThrottleReason } {
    const pool = reserved === undefined ? parseArn(functionArn).region : undefined;
    const running = (this.running.get(functionArn) ?? 0) + 1;
    if (reserved !== undefined && running > reserved)
      return { throttled: "ReservedFunctionConcurrentInvocationLimitExceeded" };
    if (pool !== undefined && (this.shared.get(pool) ?? 0) >= ACCOUNT_CONCURRENCY)
      return { throttled: "ConcurrentInvocationLimitExceeded" };
    const change = (by: 1 | -1) => {
      add(this.running, functionArn, by);
      if (pool !== undefined) add(this.shared, pool, by);
    };
    change(1);
    this.most.set(functionArn, Math.max(running, this.mostAtOnce(functionArn)));
    return { running, end: () => change(-1) };
  }
}

const add = (counts: Map<string, number>, key: string, by: number) => counts.set(key, (counts.get(key) ?? 0) + by);
