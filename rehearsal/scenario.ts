import type { World } from "./world/world";

/** A disaster by name, and what must be true of it. One file each in `scenarios/`, and one of your own: docs/scenarios.md. */
export interface Scenario {
  /** As `--scenario` takes it: lower-case words with hyphens. */
  readonly name: string;
  /** What happens, in a few words: `The primary's instance is stopped`. */
  readonly title: string;
  /** What must be true, and what a product that lacks it would do to users; a sentence or two. */
  readonly purpose: string;
  readonly deployment: DeploymentNeeded;
  readonly expectations: readonly Expectation[];
  /** What happens, verb by verb. Where what it waits for does not come in time, the scenario has failed. */
  readonly play: (world: World) => Promise<void>;
}

/**
 * What it is played on: the configuration as it stands, or one in which the primary is in us-east-1, or one in which the
 * standby has a fallback instance type. What a configuration lacks, a copy of it is given.
 */
export type DeploymentNeeded = "as configured" | "primary in us-east-1" | "with a fallback type";

/** Something that must be true of a world. */
export interface Expectation {
  /** Completes "It must be true that …", e.g. `at most one commit is written`. */
  readonly sentence: string;
  /** `during`: looked at each second of AWS time and at the end; `at the end`: once the play is over. */
  readonly when: "during" | "at the end";
  /** What contradicts it, in words for a person; undefined while it holds. Nothing in it may wait for AWS time. */
  readonly contradiction: (world: World) => Contradiction | Promise<Contradiction>;
}

export type Contradiction = string | undefined;
