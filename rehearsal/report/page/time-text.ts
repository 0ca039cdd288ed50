import { type Html, html } from "./html";

/** From here on a time is said in minutes: nobody divides 1500 seconds in their head. */
const SECONDS_UNTIL = 600;

/** A duration in seconds as a person reads it: `77.1 s`, `20 s`, `12 min 5 s`, `3 h 20 min`. */
export function durationText(seconds: number): string {
  if (!Number.isFinite(seconds)) return "never";
  if (seconds < SECONDS_UNTIL) return `${trimmed(seconds)} s`;
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor((whole % 3_600) / 60);
  const rest = whole % 60;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** A moment, in milliseconds, as the time since another: `+77.1 s`, `−15 s`, `+12 min 5 s`. */
export function sinceText(at: number, origin: number): string {
  const seconds = (at - origin) / 1_000;
  const text = durationText(Math.abs(seconds));
  if (text === "0 s") return "0 s";
  return seconds < 0 ? `−${text}` : `+${text}`;
}

/** From a moment to another, or to the end of the scenario. */
export function periodText(from: number, to: number | undefined, origin: number): string {
  return `${sinceText(from, origin)} to ${to === undefined ? "the end" : sinceText(to, origin)}`;
}

/** A number of seconds that programs find as it is in the JSON, and people rounded to a tenth. */
export function secondsData(seconds: number): Html {
  return html`<data value="${seconds}">${durationText(seconds)}</data>`;
}

/** `1 call`, `2 calls`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function trimmed(seconds: number): string {
  return seconds.toFixed(1).replace(/\.0$/, "");
}
