import type { Call } from "../../calls";
import type { ConditionContext } from "../condition-context";

/** What a caller must be allowed to do for a call. */
export interface Right {
  /** e.g. `s3:GetObject` */
  readonly action: string;
  /** ARN; `*` only for actions that know no resources, of which AWS's Service Authorization Reference lists every one. */
  readonly resource: string;
  /** The service's own condition keys, beside the global ones. */
  readonly context?: ConditionContext;
}

/** Where a call is made, for ARNs. */
export interface Place {
  /** Empty where nothing says it. */
  readonly region: string;
  readonly account: string;
}

/** The rights that a call needs, all of them; undefined for a call that the table does not know. */
export type RightsOfService = (call: Call, place: Place) => readonly Right[] | undefined;

/** Parameters `Name.1`, `Name.2` of the query protocol. */
export function listed(parameters: URLSearchParams, name: string): string[] {
  const prefix = new RegExp(`^${name}(\\.member)?\\.\\d+$`);
  return [...parameters].filter(([key]) => prefix.test(key)).map(([, value]) => value);
}

/** A JSON protocol's parameters; undefined where the body is none. */
export function jsonOf({ body }: Call): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body.toString("utf8"));
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The text at a name, or undefined where there is none. */
export function textAt(parameters: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  const value = parameters?.[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A value of a condition key: its values, or none where the call does not have it. */
export const present = (value: string | null | undefined): readonly string[] =>
  value === null || value === undefined ? [] : [value];
