import type { World } from "../world/world";

/** A moment of AWS time as people count in a disaster: `at +12.3 s`, from the disaster on, or from the beginning. */
export function moment(world: Pick<World, "since" | "struckAt">, at: number): string {
  const seconds = (at - (world.struckAt() ?? world.since)) / 1_000;
  return `at ${seconds < 0 ? "-" : "+"}${Math.abs(seconds).toFixed(1)} s`;
}
