import type { BootTimes } from "./power-times";

/** EC2's codes of the states, as its API gives them beside the names. */
export const STATE_CODES = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export type InstanceState = keyof typeof STATE_CODES;

/** Why an instance is in its state, as DescribeInstances says it: e.g. code `Client.InternalError`. */
export interface StateReason {
  readonly code: string;
  readonly message: string;
}

export interface StateChange {
  readonly previous: InstanceState;
  readonly current: InstanceState;
}

/** What an instance is at a moment, for an embedded AWS that begins with it. Times are AWS time in milliseconds. */
export interface InstanceSoFar {
  readonly state: InstanceState;
  /** Its service. */
  readonly listens: boolean;
  readonly hasBooted: boolean;
  readonly startedAt?: number | undefined;
  /** Where somebody has said how long it boots. */
  readonly boots?: BootTimes | undefined;
  readonly failure?: StateReason | undefined;
  readonly failureOfThisStart?: StateReason | undefined;
  readonly failureOfNextStart?: StateReason | undefined;
  /** When the transition that is under way ends. */
  readonly transitionEndsAt?: number | undefined;
  /** When its service begins to listen or, in an instance that stops, ends. */
  readonly serviceTurnsAt?: number | undefined;
}
