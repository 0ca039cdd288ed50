import type { Call } from "./calls";
import type { Source } from "./deliveries/delivery";
import type { Caller } from "./network";
import type { Cancel } from "./time/clock";

/** How a dark region treats a call: the connection is reset after the request's head, or nothing ever comes back. */
export type Darkness = "reset" | "hang";

/** What is done to a delivery, in milliseconds of AWS time where it is late, or doubled and late. */
export type DeliveryFault =
  | { readonly kind: "lost" }
  | { readonly kind: "doubled"; readonly milliseconds?: number }
  | { readonly kind: "late"; readonly milliseconds: number };

/** What is done to a call. What it answers is in the words of the called service, so that SDKs try again as on AWS. */
export type CallFault =
  /** The service's own words for "too often": `RequestLimitExceeded`, `SlowDown`, `ThrottlingException`. */
  | { readonly kind: "throttle" }
  /** The service's own words for "our fault": `InternalError`, `InternalFailure`. */
  | { readonly kind: "fail" }
  /** E.g. `InsufficientInstanceCapacity` with status 500. */
  | { readonly kind: "refuse"; readonly code: string; readonly message: string; readonly status: number }
  /** Done as always, and answered this much later, in milliseconds of AWS time. */
  | { readonly kind: "late"; readonly milliseconds: number };

export interface CallRule {
  matches(call: Call): boolean;
  readonly fault: CallFault;
  /** Concerns only the n-th call that matches, counted from 1; every one if absent. */
  readonly only?: number;
}

/** Everything that is wrong with the embedded AWS at the moment. Nothing is, until somebody says so. */
export class Faults {
  private readonly dark = new Map<string, Darkness>();
  private readonly blocks = new Set<(caller: Caller, region: string | undefined) => boolean>();
  private readonly callRules = new Set<{ readonly rule: CallRule; matched: number }>();
  private readonly deliveryFaults = new Set<(source: Source) => DeliveryFault | undefined>();

  /** A region's APIs answer nobody, its servers are silent, and nothing in it happens any more. */
  darken(region: string, darkness: Darkness): Cancel {
    this.dark.set(region, darkness);
    return () => this.lighten(region);
  }

  lighten(region: string): void {
    this.dark.delete(region);
  }

  darknessOf(region: string | undefined): Darkness | undefined {
    return region === undefined ? undefined : this.dark.get(region);
  }

  onCalls(rule: CallRule): Cancel {
    const counted = { rule, matched: 0 };
    this.callRules.add(counted);
    return () => void this.callRules.delete(counted);
  }

  /** Every fault that concerns this call, in the order in which they were laid. Counts it: to be asked once for each call. */
  ofCall(call: Call): readonly CallFault[] {
    const found: CallFault[] = [];
    for (const counted of this.callRules) {
      if (!counted.rule.matches(call)) continue;
      counted.matched += 1;
      if (counted.rule.only === undefined || counted.rule.only === counted.matched) found.push(counted.rule.fault);
    }
    return found;
  }

  /** @param blocks whether this caller's packets to servers in this region (undefined: outside AWS) are lost */
  blockPath(blocks: (caller: Caller, region: string | undefined) => boolean): Cancel {
    this.blocks.add(blocks);
    return () => void this.blocks.delete(blocks);
  }

  isBlocked(caller: Caller, region: string | undefined): boolean {
    return [...this.blocks].some((blocks) => blocks(caller, region));
  }

  /** @param fault what happens to deliveries of this source, if anything */
  disturbDeliveries(fault: (source: Source) => DeliveryFault | undefined): Cancel {
    this.deliveryFaults.add(fault);
    return () => void this.deliveryFaults.delete(fault);
  }

  /** The first fault that was laid on deliveries of this source. */
  deliveryFault(source: Source): DeliveryFault | undefined {
    for (const fault of this.deliveryFaults) {
      const found = fault(source);
      if (found) return found;
    }
    return undefined;
  }
}
