import type { Elapsed, Follower } from "./play-scenario";
import type { Detail, Progress } from "./progress";
import { sightText } from "./users";

/** Milliseconds of this machine between two rewritings of the live line: more than that nobody reads. */
const LIVE_EVERY_MS = 200;
/** Of the longest time: `+3600.0 s`. */
const WIDTH = 10;
/** Lines about what users get, in one scenario: one in which users come and go for an hour tells it in the report. */
const CHANGES_TOLD = 24;

/**
 * Tells who waits what happens, in AWS time since the disaster: each step, and what users get whenever that becomes
 * another thing; on a terminal, what they get now.
 */
export function followerOn(progress: Progress, detail: Detail, milliseconds: () => number): Follower {
  let told = "";
  let changes = 0;
  let rewrittenAt = Number.NEGATIVE_INFINITY;
  return {
    step: (elapsed, text) => detail(`${elapsedText(elapsed)}  ${text}`),
    users: (elapsed, { users, workload }) => {
      const now = users.now();
      const kinds = now.map(({ sight }) => siteOf(sight.kind === "served" ? sight.address : undefined, workload));
      const kind = [...new Set(kinds)].sort().join(" and ");
      if (kind !== told && kind !== "") {
        told = kind;
        changes += 1;
        if (changes <= CHANGES_TOLD) detail(`${elapsedText(elapsed)}  users get: ${kind}`);
        if (changes === CHANGES_TOLD) detail(`${elapsedText(elapsed)}  (and so on: the report tells the rest)`);
      }
      if (milliseconds() - rewrittenAt < LIVE_EVERY_MS) return;
      rewrittenAt = milliseconds();
      progress.live(
        `${elapsedText(elapsed)}  now: ${now.map(({ sight, users: count }) => `${count} × ${sightText(sight)}`).join("; ")}`,
      );
    },
  };
}

type Sites = { readonly primary: { readonly address: string }; readonly standby: { readonly address: string } };

function siteOf(address: string | undefined, { primary, standby }: Sites): string {
  if (address === undefined) return "no answer";
  if (address === primary.address) return "the primary";
  return address === standby.address ? "the standby" : address;
}

/** `+12.3 s` in the disaster; `(60.0 s)` before it. */
function elapsedText({ seconds, since }: Elapsed): string {
  const text = `${seconds.toFixed(1)} s`;
  return (since === "the disaster" ? `+${text}` : `(${text})`).padStart(WIDTH);
}
