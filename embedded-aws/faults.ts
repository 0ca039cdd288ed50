import type { Source } from "./deliveries/delivery";
import type { Caller } from "./network";
import type { Cancel } from "./time/clock";

/** How a dark region treats a call: the connection is reset after the request's head, or nothing ever comes back. */
export type Darkness = "reset" | "hang";

/** What is done to a delivery, in milliseconds of AWS time where it is late. */
export type DeliveryFault =
  | { readonly kind: "lost" }
  | { readonly kind: "doubled" }
  | { readonly kind: "late"; readonly milliseconds: number };

/** Everything that is wrong with the embedded AWS at the moment. Nothing is, until somebody says so. */
export class Faults {
  private readonly dark = new Map<string, Darkness>();
  private readonly blocks = new Set<(caller: Caller, region: string | undefined) => boolean>();
  private readonly deliveryFaults = new Set<(source: Source) => DeliveryFault | undefined>();

  /** A region's APIs answer nobody, its servers are silent, and nothing in it happens any more. */
  darken(region: string, darkness: Darkness): Cancel {
    this.dark.set(region, darkness);
    return () => void this.dark.delete(region);
  }

  darknessOf(region: string | undefined): Darkness | undefined {
    return region === undefined ? undefined : this.dark.get(region);
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
