import type { Moment, Span, Tone } from "../../../../rehearsal/report/report";

/** AWS time at which every scenario of the sample has its disaster. */
export const STRUCK = Date.UTC(2026, 10, 23, 17, 0);

/** A moment so many seconds after the disaster. */
export const after = (seconds: number) => STRUCK + Math.round(seconds * 1_000);

export const span = (from: number, to: number | undefined, tone: Tone, label: string, text = `${label}.`): Span => ({
  from: after(from),
  to: to === undefined ? undefined : after(to),
  tone,
  label,
  text,
});

export const moment = (at: number, tone: Tone, label: string, text = `${label}.`): Moment => ({
  at: after(at),
  tone,
  label,
  text,
});
