import type { LoggedCall, Refusal } from "../embedded-aws/call-log";

/** Calls of one role that the same deployed policy refused. */
export interface RefusedCalls extends Pick<Refusal, "action" | "because"> {
  readonly count: number;
}

/**
 * What a role was refused at or after a moment, the most frequent first.
 * @param since AWS time in milliseconds
 */
export function refusedCalls(calls: readonly LoggedCall[], roleArn: string, since: number): readonly RefusedCalls[] {
  const found = new Map<string, RefusedCalls>();
  for (const { at, result } of calls) {
    const refused = "refused" in result ? result.refused : undefined;
    if (at < since || refused?.roleArn !== roleArn) continue;
    const { action, because } = refused;
    const key = `${action} ${because}`;
    found.set(key, { action, because, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** One line for a person. */
export function refusedText({ action, because, count }: RefusedCalls): string {
  return `the controller may not ${action}: ${because} (refused ${count === 1 ? "once" : `${count} times`})`;
}
