/** Everything that can be wrong with a configuration file. The tests provoke each of these. */
export const PROBLEM_CODES = [
  "file-missing",
  "file-unreadable",
  "file-not-utf8",
  "file-empty",
  "yaml-syntax",
  "duplicate-key",
  "unknown-key",
  "missing-key",
  "wrong-type",
  "empty-list",
  "list-too-long",
  "out-of-range",
  "not-a-choice",
  "invalid-domain",
  "domain-outside-zone",
  "duplicate-domain",
  "invalid-name",
  "name-not-derivable",
  "duplicate-name",
  "invalid-alert",
  "duplicate-alert",
  "unknown-region",
  "opt-in-region",
  "other-partition",
  "same-region-twice",
  "invalid-tag",
  "reserved-tag",
  "duplicate-tag",
  "too-many-tags",
  "invalid-bucket-name",
  "invalid-provider-range",
  "provider-too-old",
  "runtime-needs-newer-provider",
  "invalid-health-check-path",
  "invalid-ami",
  "invalid-instance-type",
  "repeated-fallback",
  "fallback-of-other-architecture",
  "invalid-subnet",
  "invalid-instance-id",
  "invalid-address",
  "unreachable-address",
  "existing-and-managed",
  "one-server-two-ids",
  "user-data-missing",
  "user-data-unreadable",
  "user-data-too-large",
  "demo-serves-http-80-only",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** Everything that is allowed and worth a word. The tests provoke each of these. */
export const WARNING_CODES = [
  "long-ttl",
  "address-quota",
  "local-state",
  "reserved-domain",
  "documentation-address",
] as const;

export type WarningCode = (typeof WARNING_CODES)[number];

/** The way to a value: keys of mappings and positions (from 0) in lists. */
export type Path = readonly (string | number)[];

/** What is wrong with a value, told without knowing where the value stands. */
export interface Fault {
  code: ProblemCode;
  /** What is wrong, without a full stop. */
  what: string;
  /** What would be right, without a full stop. Never empty. */
  allowed: string;
  /** What was probably meant, as it would be written. */
  suggestion?: string;
}

/** What deserves a word although it is allowed, told without knowing where the value stands. */
export interface Concern {
  code: WarningCode;
  what: string;
  /** What to do about it, without a full stop. */
  advice: string;
}

/** Where a value stands. */
export interface Place {
  /** As the caller named it. */
  file: string;
  /** From 1. */
  line: number;
  path: Path;
  /** The value as it is written, shortened; `nothing` where there is none. */
  given: string;
}

export type Problem = Fault & Place;
export type Warning = Concern & Place;

/** Takes a fault of the value at a path. */
export type Report = (path: Path, fault: Fault) => void;
