import type { Clock } from "../time/clock";
import { DnsCache } from "./dns-cache";
import { DnsListener } from "./dns-listener";
import type { Ask } from "./reply";

/** A caching resolver such as an Internet provider's, as a real DNS server on loopback. Its TTLs count down in AWS time. */
export class CachingResolver {
  private constructor(private readonly listener: DnsListener) {}

  /** @param ask e.g. `askNameServers` */
  static async listen(clock: Clock, ask: Ask): Promise<CachingResolver> {
    const cache = new DnsCache(clock, ask);
    const answer: Ask = (name, type) => cache.resolve(name, type);
    return new CachingResolver(await DnsListener.start({ clock, role: "recursive", answer }));
  }

  /** For `dig @127.0.0.1 -p PORT`. */
  get port(): number {
    return this.listener.port;
  }

  /** May be called again. */
  stop(): Promise<void> {
    return this.listener.stop();
  }
}
