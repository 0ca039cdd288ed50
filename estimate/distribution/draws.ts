import { type ChecksSeen, seeDisaster } from "./checks";
import type { Design } from "./designs";
import { designBeginsAt, type Outage, playDesign, strikesAt } from "./draw";
import { Luck } from "./luck";
import { zoneReplies } from "./name-servers";
import { playTogether } from "./play-together";
import { DISASTERS, type Disaster } from "./primary";

/** Draws of the dice, by their numbers: the same seed and number are the same draw, whoever plays it. */
export interface Draws {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** What became of each draw in one design and one disaster. Undefined: nothing ever saved its users. */
export interface Played {
  readonly design: number;
  readonly disaster: Disaster;
  readonly outages: readonly (Outage | undefined)[];
}

/** Plays every design through these disasters, each with the same draws. `design` of the result is its index. */
export async function playDraws(
  designs: readonly Design[],
  draws: Draws,
  disasters: readonly Disaster[] = DISASTERS,
): Promise<Played[]> {
  const played: Played[] = [];
  for (const disaster of disasters) {
    const seen = new Map<string, Promise<ChecksSeen[]>>();
    for (const [index, design] of designs.entries()) {
      const key = JSON.stringify(design.workload.healthCheck);
      const checking = seen.get(key) ?? seeAll(design, draws, disaster);
      seen.set(key, checking);
      const [checks, replies] = [await checking, await zoneReplies(design.workload.ttl)];
      const outages = await playTogether(draws, (draw, begin) => {
        const luck = new Luck(draws.seed, draw);
        const surroundings = { disaster, checks: checks[draw - draws.from]!, replies };
        return playDesign(begin(designBeginsAt(luck, design.workload)), luck, design, surroundings);
      });
      played.push({ design: index, disaster, outages });
    }
  }
  return played;
}

const seeAll = ({ workload }: Design, draws: Draws, disaster: Disaster): Promise<ChecksSeen[]> =>
  playTogether(draws, (draw, begin) => {
    const luck = new Luck(draws.seed, draw);
    const struck = strikesAt(luck);
    return seeDisaster(begin(struck), luck, workload, { disaster, strikesAt: struck });
  });
