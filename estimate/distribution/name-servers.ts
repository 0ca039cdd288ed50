import type { Reply } from "../../embedded-aws/dns/reply";
import { answerFrom } from "../../embedded-aws/dns/zone-answers";
import { ROUND_TRIP_MS } from "../../embedded-aws/network";
import type { DnsQuestions } from "../../functions/controller/name-servers";
import { RANGES } from "../ranges";
import { between } from "../uniform";
import type { ChecksSeen } from "./checks";
import { DOMAIN, NAME_SERVERS, zone } from "./deployment";
import type { DrawClock } from "./draw-clock";
import type { Luck } from "./luck";

/** What the zone answers while the record's check is healthy, and while it is not: nothing else of a draw changes it. */
export interface ZoneReplies {
  readonly whenHealthy: Reply;
  readonly whenNot: Reply;
}

export async function zoneReplies(ttl: number): Promise<ZoneReplies> {
  const zones = [zone(ttl)];
  const question = { name: DOMAIN, type: "A" } as const;
  return {
    whenHealthy: await answerFrom(zones, question, () => true),
    whenNot: await answerFrom(zones, question, () => false),
  };
}

/** The zone's name servers, each of which hears of a health check's change at a time of its own. */
export class ZoneNameServers {
  readonly count = NAME_SERVERS.length;
  private readonly lags: readonly number[];

  constructor(
    private readonly clock: DrawClock,
    luck: Luck,
    private readonly checks: ChecksSeen,
    private readonly replies: ZoneReplies,
  ) {
    const random = luck.stream("name servers");
    this.lags = NAME_SERVERS.map(() => between(RANGES.nameServerLag, random()));
  }

  /** When every one of them answers the standby, in AWS time. */
  get allTurnedAt(): number {
    return this.checks.turnedAt + Math.max(...this.lags);
  }

  /** Asks one of them, at the price of a round trip. */
  async ask(index: number): Promise<Reply> {
    await this.clock.sleep(ROUND_TRIP_MS);
    const isHealthy = this.checks.record.healthyAt(this.clock.now() - this.lags[index]!);
    return isHealthy ? this.replies.whenHealthy : this.replies.whenNot;
  }

  /** As the controller asks them. Their own addresses are in every resolver's cache; here their place in the zone is one. */
  readonly questions: DnsQuestions = {
    addressesOf: async (host) => [String(NAME_SERVERS.indexOf(host))],
    ask: async (address) => addressesIn(await this.ask(Number(address))),
  };
}

export const addressesIn = ({ answers }: Reply): string[] =>
  answers.flatMap((answer) => (answer.type === "A" ? [answer.data] : []));
