import type { Episode } from "../../contract/episode";
import type { Deployment } from "../deployment";

/** What a drill measured, in seconds; absent where the record does not say. */
interface DrillTimes {
  /** From EC2 accepting the start to the instance running. */
  readonly startSeconds?: number;
  /** From running to the first good answer: what `bootSeconds` promises. */
  readonly bootSeconds?: number;
  /** Both. */
  readonly standbySeconds?: number;
}

/** Pure. The controller looks every two seconds, so each time is that exact. */
export function timesOf({ startedInstanceAt, ignitedAt, runningAt, servingAt }: Episode): DrillTimes {
  const startedAt = startedInstanceAt ?? ignitedAt;
  const seconds = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : Math.round((to - from) / 100) / 10;
  const startSeconds = seconds(startedAt, runningAt);
  const bootSeconds = seconds(runningAt, servingAt);
  const standbySeconds = seconds(startedAt, servingAt);
  return {
    ...(startSeconds === undefined ? {} : { startSeconds }),
    ...(bootSeconds === undefined ? {} : { bootSeconds }),
    ...(standbySeconds === undefined ? {} : { standbySeconds }),
  };
}

/** What the file's `bootSeconds` should say after this drill: to the next five seconds above, since no two boots are alike. */
export const bootSecondsToSet = (measured: number): number =>
  Math.max(ROUNDED_TO, Math.ceil(measured / ROUNDED_TO) * ROUNDED_TO);
const ROUNDED_TO = 5;

/** Pure: the drill beside the promise, in lines. The boot is the part of the promise that the file says. */
export function timesText(
  { startSeconds, bootSeconds, standbySeconds }: DrillTimes,
  promise: Pick<Deployment, "bootSeconds" | "promisedRecoverySeconds">,
): string[] {
  if (bootSeconds === undefined) return [];
  const toSet = bootSecondsToSet(bootSeconds);
  const then = promise.promisedRecoverySeconds - promise.bootSeconds + toSet;
  const kept = bootSeconds <= promise.bootSeconds;
  return [
    ...(standbySeconds === undefined
      ? []
      : [`start to running ${startSeconds} s, running to serving ${bootSeconds} s, together ${standbySeconds} s`]),
    kept
      ? `the promise (recovery within ${promise.promisedRecoverySeconds} s, with bootSeconds: ${promise.bootSeconds}) holds`
      : `the promise (recovery within ${promise.promisedRecoverySeconds} s, with bootSeconds: ${promise.bootSeconds}) does NOT hold: the boot took ${bootSeconds} s`,
    toSet === promise.bootSeconds
      ? `leave bootSeconds: ${toSet}`
      : `set bootSeconds: ${toSet} (the promise is then about ${then} s; the next plan says it exactly)`,
  ];
}
