import type { Sight } from "./sight";

/** A request and what came of it. Times are AWS time in milliseconds. */
interface Seen {
  readonly sentAt: number;
  /** When the answer came, or patience ended. */
  readonly at: number;
  readonly sight: Sight;
}

/** Requests sent one after another that all had the same result. */
export interface Stretch {
  readonly sight: Sight;
  readonly count: number;
  readonly first: { readonly sentAt: number; readonly at: number };
  readonly last: { readonly sentAt: number; readonly at: number };
}

interface Request {
  readonly sentAt: number;
  seen?: { at: number; sight: Sight };
}

/**
 * What one user saw, in the order of sending, as stretches of equal results: an hour of a working site is one stretch.
 * Requests that overtake one that hangs wait for it, so that a failure stands where it was sent.
 */
export class SightLog {
  private readonly stretches: Stretch[] = [];
  /** Sent and not yet in a stretch; as many as a user sends in the time of his patience. */
  private readonly open: Request[] = [];

  /** Returns what takes the result. */
  sent(sentAt: number): (at: number, sight: Sight) => void {
    const request: Request = { sentAt };
    this.open.push(request);
    return (at, sight) => {
      request.seen = { at, sight };
      while (this.open[0]?.seen) {
        const { sentAt, seen } = this.open.shift()!;
        append(this.stretches, { sentAt, ...seen! });
      }
    };
  }

  /** All results so far, those behind a hanging request included. */
  read(): readonly Stretch[] {
    if (!this.open.some(({ seen }) => seen)) return this.stretches;
    const all = [...this.stretches];
    for (const { sentAt, seen } of this.open) if (seen) append(all, { sentAt, ...seen });
    return all;
  }
}

function append(stretches: Stretch[], { sentAt, at, sight }: Seen): void {
  const moment = { sentAt, at };
  const last = stretches.at(-1);
  if (!last || !isSame(last.sight, sight)) stretches.push({ sight, count: 1, first: moment, last: moment });
  else stretches[stretches.length - 1] = { ...last, count: last.count + 1, last: moment };
}

function isSame(one: Sight, other: Sight): boolean {
  if (one.address !== other.address) return false;
  if (one.kind === "served") return other.kind === "served" && one.page === other.page;
  return other.kind === "not served" && one.why === other.why;
}
