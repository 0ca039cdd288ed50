import type { Lease } from "../../contract/lock";
import { CONTRACT_VERSION } from "../../contract/version";
import { etagOf, type JsonObject, type View, versioned } from "./json-object";

/**
 * Milliseconds for which a lease is good: longer than the function's timeout of 90 s, so that whoever holds it has ended
 * when it runs out. Its holder lets it go before; this bounds what a crash costs.
 */
export const LEASE_MS = 100_000;

/**
 * `held`: by this invocation. `other`: by another that may be alive, since when (milliseconds since 1970-01-01 UTC).
 * `unknown`: S3 does not say.
 */
export type Grip =
  | { kind: "held" }
  | { kind: "other"; holder: string; since: number }
  | { kind: "unknown"; why: string };

/** The one hand on the dangerous levers, for one invocation. None of these rejects. */
export interface LeaseHand {
  /** Whether another invocation holds it; costs a read. */
  look(): Promise<"free" | "other" | "unknown">;
  /** Takes it where nobody does. Once held, it is held until `release`. */
  take(): Promise<Grip>;
  release(): Promise<void>;
}

export function leaseHand(store: JsonObject<Lease>, holder: string, now: () => number): LeaseHand {
  let etag: string | undefined;
  const anotherOf = (view: View<Lease>): Lease | undefined =>
    view.kind === "known" && view.value.holder !== holder && view.value.until > now() ? view.value : undefined;
  const gripOf = (another: Lease | undefined): Grip => ({
    kind: "other",
    holder: another?.holder ?? "another invocation, a moment ago",
    since: another === undefined ? 0 : another.until - LEASE_MS,
  });
  const leaseUntil = (until: number): Lease => ({ version: CONTRACT_VERSION, holder, until });
  return {
    async look() {
      const view = await store.read();
      if (view.kind === "unknown") return "unknown";
      return anotherOf(view) === undefined ? "free" : "other";
    },

    async take() {
      if (etag !== undefined) return { kind: "held" };
      const view = await store.read();
      if (view.kind === "unknown") return view;
      const another = anotherOf(view);
      if (another !== undefined) return gripOf(another);
      const written = await store.write(leaseUntil(now() + LEASE_MS), etagOf(view));
      if (written.kind === "failed") return { kind: "unknown", why: written.why };
      if (written.kind === "lost") {
        const winner = await store.read();
        // The SDK repeats a write whose answer was lost, and the second one is refused for the first.
        if (winner.kind !== "known" || winner.value.holder !== holder) return gripOf(anotherOf(winner));
        ({ etag } = winner);
        return { kind: "held" };
      }
      etag = written.etag;
      return { kind: "held" };
    },

    async release() {
      if (etag === undefined) return;
      // If this fails the lease runs out by itself.
      await store.write(leaseUntil(now()), etag);
      etag = undefined;
    },
  };
}

/** @throws Error where the text is no lease */
export function parseLease(text: string): Lease {
  const value = versioned(text, "lease");
  if (typeof value.holder !== "string" || typeof value.until !== "number")
    throw new Error("lease without holder or until: something else wrote this object");
  return value as unknown as Lease;
}
