import type { Lock } from "../../contract/lock";
import type { View } from "./json-object";

/**
 * The failover lock as it was seen. Its existence is all that counts: a person may have written it by hand, with any
 * content; then `lock` is absent. Times are milliseconds since 1970-01-01 UTC.
 */
export type LockView =
  | { kind: "present"; writtenAt: number; lock?: Lock }
  | { kind: "absent" }
  | { kind: "unknown"; why: string };

/** Never throws: whatever lies there is a lock. */
export function parseLock(text: string): Lock | undefined {
  try {
    const value: Partial<Lock> | null = JSON.parse(text);
    return typeof value?.writtenAt === "number" && typeof value.episode === "string" ? (value as Lock) : undefined;
  } catch {
    return undefined;
  }
}

export function lockView(view: View<Lock | undefined>): LockView {
  if (view.kind !== "known") return view;
  const { value, writtenAt } = view;
  return { kind: "present", writtenAt, ...(value ? { lock: value } : {}) };
}
