import { textWidth } from "./text-width";
import type { TimeScale } from "./time-scale";

export interface Tick {
  readonly x: number;
  readonly label: string;
  readonly anchor: "start" | "middle" | "end";
}

/** Seconds between ticks that people count in. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200];
/** Pixels between two ticks, so that the axis is read and not counted. */
const APART = 64;
/** Pixels between two labels. */
const GAP = 8;

/** Ticks at round times since `origin`, in milliseconds; `size`: of their letters, in pixels. */
export function ticksOf(scale: TimeScale, origin: number, size: number): readonly Tick[] {
  const ticks = scale.stretches.flatMap(({ from, to, left, right }) => {
    const secondsAPixel = (to - from) / 1_000 / Math.max(right - left, 1);
    const step = STEPS.find((seconds) => seconds / secondsAPixel >= APART) ?? STEPS.at(-1)!;
    const first = Math.ceil((from - origin) / 1_000 / step);
    const last = Math.floor((to - origin) / 1_000 / step);
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => {
      const seconds = (first + index) * step;
      return tickAt(scale, origin + seconds * 1_000, labelOf(seconds, step), size);
    });
  });
  return withoutCollisions(ticks, size);
}

function tickAt(scale: TimeScale, at: number, label: string, size: number): Tick {
  const x = scale.x(at);
  const half = textWidth(label, size) / 2;
  return { x, label, anchor: x < half ? "start" : x > scale.width - half ? "end" : "middle" };
}

/** `0`, `+30 s`, `−1 min`, `+2 h`; all those of one step in the same unit. */
function labelOf(seconds: number, step: number): string {
  if (seconds === 0) return "0";
  const sign = seconds < 0 ? "−" : "+";
  const size = Math.abs(seconds);
  if (step % 3_600 === 0) return `${sign}${size / 3_600} h`;
  return step % 60 === 0 ? `${sign}${size / 60} min` : `${sign}${size} s`;
}

/** The disaster's own tick stays whatever is near it; of the others, the first. */
function withoutCollisions(ticks: readonly Tick[], size: number): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of [...ticks].sort((a, b) => Number(b.label === "0") - Number(a.label === "0"))) {
    const [left, right] = extentOf(tick, size);
    const isFree = kept.every((other) => {
      const [otherLeft, otherRight] = extentOf(other, size);
      return right + GAP <= otherLeft || otherRight + GAP <= left;
    });
    if (isFree) kept.push(tick);
  }
  return kept.sort((a, b) => a.x - b.x);
}

function extentOf({ x, label, anchor }: Tick, size: number): readonly [number, number] {
  const width = textWidth(label, size);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return [left, left + width];
}
