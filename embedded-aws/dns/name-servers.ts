import { type AddressTable, DNS_PORT } from "../address-table";
import type { Network } from "../network";
import type { Clock } from "../time/clock";
import { DnsListener } from "./dns-listener";
import type { Zone } from "./hosted-zones";
import type { Ask } from "./reply";
import { answerFrom, zoneOf } from "./zone-answers";

/**
 * Milliseconds of AWS time from a health check's change to the answer's, the same for one name server, different from one
 * to the next. Route 53 publishes no number, only that health checkers' and name servers' data planes are one system;
 * assumed: a few seconds. While they differ, name servers contradict each other.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html
 */
const ANSWER_LAG_MS = { shortest: 1_000, longest: 5_000 } as const;

/** RFC 2544's range for benchmarks: no deployed address and no documentation's example is in it. */
const nameServerAddress = (index: number) => `198.18.53.${index + 1}`;

interface NameServersOptions {
  readonly clock: Clock;
  /** What is deployed, e.g. `deployedZones(state, deployed)`. */
  readonly zones: () => Promise<readonly Zone[]>;
  /** Whether Route 53's checkers had a check healthy at this AWS time, milliseconds since 1970. */
  readonly healthyAt: (healthCheckId: string, time: number) => boolean | Promise<boolean>;
  readonly table: AddressTable;
  /** In [0, 1): each name server's place between the shortest and the longest lag. */
  readonly random: () => number;
  readonly answerLag?: { readonly shortest: number; readonly longest: number };
}

/**
 * Route 53's name servers: for each that a deployed public zone names, a real DNS server (UDP and TCP) on a loopback port of
 * its own, which answers authoritatively. It answers as soon as it can: a caller in AWS time waits for its round trip by
 * itself, since one that holds the clock meanwhile would wait for ever.
 */
export class NameServers {
  private readonly listeners = new Map<string, DnsListener>();

  constructor(private readonly options: NameServersOptions) {}

  /** Starts the name servers of zones that were deployed since, and enters them in the address table. */
  async refresh(): Promise<void> {
    const zones = await this.options.zones();
    for (const host of [...new Set(zones.flatMap(({ nameServers }) => nameServers))].sort()) {
      if (this.listeners.has(host)) continue;
      const listener = await this.start(host);
      this.options.table.addNameServer(host, nameServerAddress(this.listeners.size), listener.port);
      this.listeners.set(host, listener);
    }
  }

  /** Loopback ports of the name servers that a resolver finds for a name, as if the domain were delegated to its zone. */
  readonly portsFor = async (name: string): Promise<readonly number[]> => {
    const zone = zoneOf(await this.options.zones(), name);
    return (zone?.nameServers ?? []).flatMap((host) => this.listeners.get(host)?.port ?? []);
  };

  /** May be called again. */
  async stop(): Promise<void> {
    await Promise.all([...this.listeners.values()].map((listener) => listener.stop()));
    this.listeners.clear();
  }

  private start(host: string): Promise<DnsListener> {
    const { clock, zones, healthyAt, random, answerLag: { shortest, longest } = ANSWER_LAG_MS } = this.options;
    const lag = shortest + random() * (longest - shortest);
    const answer: Ask = (name, type) =>
      clock.hold(`an answer of ${host} about ${name}`, async () => {
        const own = (await zones()).filter(({ nameServers }) => nameServers.includes(host));
        return answerFrom(own, { name, type }, (id) => healthyAt(id, clock.now() - lag));
      });
    return DnsListener.start({ clock, role: "authoritative", answer });
  }
}

/** A network in which the name servers are reached as well: they have no instance behind their addresses. */
export function withNameServers(network: Network, table: AddressTable): Network {
  return {
    route: async (address, port, caller) => {
      const nameServer = port === DNS_PORT ? table.lookUp(address, port) : undefined;
      if (nameServer !== undefined) return { kind: "open", loopbackPort: nameServer };
      return network.route(address, port, caller);
    },
  };
}
