import { InstanceLife } from "../../embedded-aws/instances/instance-life";
import type { InstanceState } from "../../embedded-aws/instances/instance-state";
import { USUAL_POWER_TIMES } from "../../embedded-aws/instances/power-times";
import { ROUND_TRIP_MS } from "../../embedded-aws/network";
import { RANGES } from "../ranges";
import type { DrawClock } from "./draw-clock";
import type { Luck } from "./luck";

export const DISASTERS = ["instance stopped", "region black"] as const;
export type Disaster = (typeof DISASTERS)[number];

/** How a site meets a packet: as `Servers` of the embedded AWS says it of its instances. */
export type Way = "open" | "refused" | "silent";

export const wayTo = ({ serves, state }: Pick<InstanceLife, "serves" | "state">): Way =>
  serves ? "open" : state === "running" ? "refused" : "silent";

/** The primary, until it is struck and after. */
export class Primary {
  private readonly life: InstanceLife;
  private isDark = false;

  /** @param onState told of what EC2 announces, which a dark region cannot */
  constructor(
    clock: DrawClock,
    luck: Luck,
    { disaster, strikesAt }: { readonly disaster: Disaster; readonly strikesAt: number },
    onState: (state: InstanceState) => void = () => {},
  ) {
    this.life = InstanceLife.found("running", {
      clock,
      times: { ...USUAL_POWER_TIMES, servicesDownMs: servicesDown(luck), stoppingMs: luck.within(RANGES.stopping) },
      immediately: () => false,
      onState,
      onServiceEnd: () => {},
      onDeath: () => {},
    });
    clock.after(strikesAt - clock.now(), () => {
      if (disaster === "region black") this.isDark = true;
      else this.life.stop();
    });
  }

  get way(): Way {
    return this.isDark ? "silent" : wayTo(this.life);
  }
}

const servicesDown = (luck: Luck) => luck.within(RANGES.servicesDown);

/** When users get the last good answer, in milliseconds of AWS time. */
export const lastServedAt = (luck: Luck, disaster: Disaster, strikesAt: number): number =>
  strikesAt + (disaster === "region black" ? 0 : servicesDown(luck));

/** What a packet to a site and its answer take; nothing comes back from a silent one before somebody's patience ends. */
export async function knock(clock: DrawClock, way: () => Way, patienceMs: number): Promise<Way> {
  const found = way();
  await clock.sleep(found === "silent" ? patienceMs : ROUND_TRIP_MS);
  return found;
}
