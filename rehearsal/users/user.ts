import type { Socket } from "node:net";
import { DnsCache, lifetimeSeconds } from "../../embedded-aws/dns/dns-cache";
import type { Ask } from "../../embedded-aws/dns/reply";
import type { Caller } from "../../embedded-aws/network";
import type { Cancel } from "../../embedded-aws/time/clock";
import { fetchPage, type Internet } from "./fetch-page";
import type { Sight, Site } from "./sight";
import { SightLog } from "./sight-log";

const MS_PER_SECOND = 1_000;

export interface UserOptions extends Internet {
  readonly site: Site;
  /** How to ask DNS, without a cache. */
  readonly ask: Ask;
  /** IPv4 address that servers see. */
  readonly address: string;
}

/** A person who knows nothing but a site's address: asks DNS and fetches the page, again and again. */
export class User {
  readonly log = new SightLog();
  private readonly cache: DnsCache;
  private readonly caller: Caller;
  private readonly sockets = new Set<Socket>();
  private cancels: Cancel[] = [];
  private cacheHasPhase = false;
  private stopped = false;

  constructor(private readonly options: UserOptions) {
    this.cache = new DnsCache(options.clock, options.ask);
    this.caller = { kind: "user", address: options.address };
  }

  /**
   * Fetches the page every `interval` milliseconds. While a request hangs the next ones are sent all the same: at most as
   * many at once as fit into a user's patience.
   * @param phases each in [0, 1): of the first request within an interval, and of the cache's end within one TTL
   */
  start(interval: number, phases: { readonly request: number; readonly cache: number }): void {
    const { clock } = this.options;
    const next = (at: number) => {
      const cancel = clock.after(at - clock.now(), () => {
        next(at + interval);
        void this.request(phases.cache);
      });
      this.cancels[0] = cancel;
    };
    next(clock.now() + Math.floor(phases.request * interval));
  }

  /** Sends nothing any more; what is under way is dropped. */
  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels = [];
    for (const socket of this.sockets) socket.destroy();
  }

  /** One request, which is not logged. */
  async look(cachePhase?: number): Promise<Sight> {
    const { site, clock, network } = this.options;
    const found = await this.resolve(cachePhase);
    if (typeof found !== "string") return found;
    const asked = { site, address: found, caller: this.caller };
    try {
      return await fetchPage({ clock, network }, asked, (socket) => {
        this.sockets.add(socket);
        socket.once("close", () => this.sockets.delete(socket));
      });
    } catch (error) {
      return {
        kind: "not served",
        address: found,
        why: `${found}: no way there is known: ${(error as Error).message}`,
      };
    }
  }

  private async request(cachePhase: number): Promise<void> {
    const { clock } = this.options;
    const done = this.log.sent(clock.now());
    const sight = await this.look(cachePhase);
    if (!this.stopped) done(clock.now(), sight);
  }

  /** The address that DNS gives, or why there is none. */
  private async resolve(cachePhase?: number): Promise<string | Sight> {
    const { domain } = this.options.site;
    try {
      const reply = await this.cache.resolve(domain, "A");
      if (cachePhase !== undefined) this.takePhase(cachePhase, lifetimeSeconds(reply));
      for (const record of reply.answers) if (record.type === "A") return record.data;
      return { kind: "not served", why: `DNS has no address for ${domain} (${reply.rcode})` };
    } catch (error) {
      return { kind: "not served", why: `DNS does not answer ${domain}: ${(error as Error).message}` };
    }
  }

  /** Everybody's first answer comes at the start. Each forgets it at a time of his own, and asks again a TTL after that. */
  private takePhase(phase: number, ttlSeconds: number): void {
    if (this.cacheHasPhase) return;
    this.cacheHasPhase = true;
    this.cancels[1] = this.options.clock.after(Math.floor(phase * ttlSeconds * MS_PER_SECOND), () =>
      this.cache.clear(),
    );
  }
}
