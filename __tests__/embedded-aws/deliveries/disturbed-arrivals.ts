import type { Source } from "../../../embedded-aws/deliveries/delivery";
import type { DeliveryFault, Faults } from "../../../embedded-aws/faults";
import type { Clock } from "../../../embedded-aws/time/clock";
import type { collected } from "./arrival-fixtures";

const FAULTS: readonly DeliveryFault[] = [{ kind: "lost" }, { kind: "doubled" }, { kind: "late", milliseconds: 5_000 }];
/** AWS time in which also what is late has arrived. */
const ARRIVED_MS = 7_000;

/**
 * Lays each kind of fault on a source in turn and sets it off. What is late is 5 s late.
 * @returns for each kind, after how many milliseconds of AWS time the function was called
 */
export async function arrivalsUnderFaults(
  { clock, faults, told }: { clock: Clock; faults: Faults; told: Pick<ReturnType<typeof collected>, "invoked"> },
  concerns: (source: Source) => boolean,
  setOff: () => Promise<unknown>,
): Promise<Partial<Record<DeliveryFault["kind"], number[]>>> {
  const arrivals: Partial<Record<DeliveryFault["kind"], number[]>> = {};
  for (const fault of FAULTS) {
    const lift = faults.disturbDeliveries((source) => (concerns(source) ? fault : undefined));
    const begunAt = clock.now();
    told.invoked.length = 0;
    await setOff();
    await clock.sleep(ARRIVED_MS);
    lift();
    arrivals[fault.kind] = told.invoked.map(({ at }) => at - begunAt);
  }
  return arrivals;
}
