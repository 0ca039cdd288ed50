import { DnsCache, lifetimeSeconds } from "../../embedded-aws/dns/dns-cache";
import type { Ask } from "../../embedded-aws/dns/reply";
import { cacheRange } from "../ranges";
import { DOMAIN, STANDBY } from "./deployment";
import type { DrawClock } from "./draw-clock";
import type { Luck } from "./luck";
import { addressesIn, type ZoneNameServers } from "./name-servers";

/** Milliseconds between the end of a cached answer and the request that finds it so: the client goes on asking. */
const ASKS_AGAIN_MS = 250;

/**
 * A client behind a caching resolver, whose answer is of any age when the primary fails.
 * @returns when it has the standby's address, in AWS time
 */
export async function followDns(
  clock: DrawClock,
  luck: Luck,
  nameServers: ZoneNameServers,
  { ttl, strikesAt }: { readonly ttl: number; readonly strikesAt: number },
): Promise<number> {
  const random = luck.stream("which name server the resolver asks");
  const ask: Ask = () => nameServers.ask(Math.floor(random() * nameServers.count));
  const cache = new DnsCache(clock, ask);
  await clock.sleep(strikesAt - luck.within(cacheRange(ttl)) - clock.now());
  const requestAfterEnd = luck.stream("the client's request");
  for (;;) {
    const reply = await cache.resolve(DOMAIN, "A");
    if (addressesIn(reply).includes(STANDBY.address)) return clock.now();
    await clock.sleep(lifetimeSeconds(reply) * 1_000 + requestAfterEnd() * ASKS_AGAIN_MS);
  }
}
