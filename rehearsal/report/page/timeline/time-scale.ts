/** A part of the axis with one scale. Milliseconds; `left` and `right` in pixels of the drawing. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
}

/** Where moments of AWS time stand on an axis. */
export interface TimeScale {
  readonly width: number;
  /** One, or several with scales of their own: a minute in which much happens gets more room. */
  readonly stretches: readonly Stretch[];
  /** The one that is drawn larger than the others; absent where one scale does for all. */
  readonly enlarged?: { readonly stretch: Stretch; readonly factor: number } | undefined;
  x(at: number): number;
}

/** What the axis must show. Milliseconds of AWS time. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  /** In which the disaster is answered; absent where there is none. */
  readonly focus?: { readonly from: number; readonly to: number } | undefined;
  /** When something begins, ends or happens. */
  readonly events: readonly number[];
}

/**
 * The share of a stretch's width that follows how much happens in it; the rest follows how long it lasts. With all of it, a
 * quiet hour would have no width at all.
 */
const BY_EVENTS = 0.75;

/** A stretch that is enlarged less than this is not worth a second scale on the axis. */
const WORTH_IT = 1.6;
/** Nor is one that takes nearly all of the axis anyway, and gets no more than this many times its width. */
const WORTH_ITS_ROOM = 1.15;

/** The axis of one drawing: linear, or with the answer to the disaster enlarged. */
export function timeScale({ from, to, focus, events }: Extent, width: number): TimeScale {
  const end = Math.max(to, from + 1);
  const linear = scaleOf(width, [{ from, to: end, left: 0, right: width }]);
  if (focus === undefined) return linear;
  const begin = clamp(focus.from, from, end);
  const stop = clamp(focus.to, begin, end);
  const counted = events.filter((at) => at > from && at < end);
  const inside = counted.filter((at) => at >= begin && at <= stop).length;
  const lasting = (stop - begin) / (end - from);
  const share = lasting * (1 - BY_EVENTS) + (inside / Math.max(counted.length, 1)) * BY_EVENTS;
  const factor = share / lasting / ((1 - share) / (1 - lasting));
  if (!(factor >= WORTH_IT && share >= lasting * WORTH_ITS_ROOM)) return linear;
  // What is before and what is after have one scale, so that one number says how much larger the middle is.
  const left = ((begin - from) / (end - from - (stop - begin))) * (1 - share) * width;
  const right = left + share * width;
  const stretch = { from: begin, to: stop, left, right };
  const all = [{ from, to: begin, left: 0, right: left }, stretch, { from: stop, to: end, left: right, right: width }];
  return {
    ...scaleOf(
      width,
      all.filter((each) => each.to > each.from),
    ),
    enlarged: { stretch, factor },
  };
}

function scaleOf(width: number, stretches: readonly Stretch[]): TimeScale {
  return {
    width,
    stretches,
    x: (at) => {
      const stretch = stretches.find(({ to }) => at < to) ?? stretches.at(-1)!;
      const share = clamp((at - stretch.from) / (stretch.to - stretch.from), 0, 1);
      return stretch.left + share * (stretch.right - stretch.left);
    },
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
