import type { Reading } from "../reading";

/** What one line of `preflight` is about. */
export interface Subject {
  readonly title: string;
  /** Why it matters: what does not happen on the night when it is wrong. */
  readonly why: string;
}

/**
 * What was found. `failure`: tonight it would not work as it should. `warning`: it would, and somebody should look.
 * `unknown` is never `ok`; where it is not tolerable it counts as a failure, since nobody knows whether it would work.
 * Tolerable is what nobody can know from here (a stopped server's certificate), or was not asked for.
 */
export type Verdict =
  | { readonly state: "ok"; readonly found: string }
  | { readonly state: "warning" | "failure"; readonly found: string; readonly mend: string }
  | { readonly state: "unknown"; readonly found: string; readonly mend: string; readonly tolerable: boolean };

export type Line = Subject & Verdict;

export const ok = (found: string): Verdict => ({ state: "ok", found });
export const warning = (found: string, mend: string): Verdict => ({ state: "warning", found, mend });
export const failure = (found: string, mend: string): Verdict => ({ state: "failure", found, mend });
/** Nobody can know it from here, or nobody asked. */
export const leftOpen = (found: string, mend: string): Verdict => ({ state: "unknown", found, mend, tolerable: true });

export const line = (subject: Subject, verdict: Verdict): Line => ({ ...subject, ...verdict });

/** A line about what was read; what could not be read is unknown. */
export function lineOf<T>(subject: Subject, reading: Reading<T>, judge: (value: T) => Verdict): Line {
  return reading.known ? line(subject, judge(reading.value)) : line(subject, unread(reading.why));
}

/** The same about what no other check needs: where AWS does not tell it, the failover works all the same. */
export function lineOfUseful<T>(subject: Subject, reading: Reading<T>, judge: (value: T) => Verdict): Line {
  return reading.known
    ? line(subject, judge(reading.value))
    : line(subject, { ...unread(reading.why), tolerable: true });
}

/** Somebody should know it, and it could not be read. */
export const unread = (why: string) =>
  ({
    state: "unknown",
    found: `could not be read: ${why}`,
    mend: "Run preflight again. Where AWS says that you may not, attach the workload's read-only policy (output read_only_policy of its failover stack).",
    tolerable: false,
  }) as const satisfies Verdict;

/** How to mend what was deployed, where somebody has changed it or taken it away since. */
export const UNDO_CHANGE = "npm run plan shows what somebody changed; npm run deploy puts it back.";
export const UNDO_LOSS = "npm run plan shows what is gone; npm run deploy puts it back.";

/** Of what is in the primary's region, where nobody asked for it. */
export const primaryNotLookedAt: Verdict = leftOpen(
  "not looked at: the primary's region is called only where you ask for it",
  "npx --no pilot-light preflight --primary REGION",
);

/** Whether a line makes the command fail. */
export const fails = (line: Line): boolean => line.state === "failure" || (line.state === "unknown" && !line.tolerable);
