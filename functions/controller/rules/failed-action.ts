import { tellOnce, verdict } from "../change";
import type { Rule } from "../rule";

/**
 * An action that AWS refused is told at once; what it was for is tried again by the looks that follow. Each kind is told
 * once an episode, and once a day outside of one: nothing else ends there.
 */
export const failedAction: Rule = (o, _settings, before) => {
  const id = before.to.episode?.id ?? new Date(o.at).toISOString().slice(0, "2026-01-02".length);
  for (const { what, why } of o.attempts.failed) {
    const change = tellOnce(before, { about: "action failed", key: `${id}/failed/${what}`, what, why });
    if (change !== before) return verdict(change, "wait");
  }
  return undefined;
};
