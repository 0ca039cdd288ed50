/** The port that DNS is asked at, over UDP and TCP. */
export const DNS_PORT = 53;

/**
 * Maps each deployed address and port to the loopback port that stands for it, and each name server's host name to an
 * address of its own. No deployed address is bound on this machine: whoever wants to reach one looks here.
 */
export class AddressTable {
  private readonly doors = new Map<string, number>();
  private readonly hosts = new Map<string, string>();

  /** Lets a loopback port stand for a deployed address and port. */
  open(address: string, port: number, loopbackPort: number): void {
    this.doors.set(doorOf(address, port), loopbackPort);
  }

  close(address: string, port: number): void {
    this.doors.delete(doorOf(address, port));
  }

  /** The loopback port that stands for this address and port, or undefined: an unreachable host. */
  lookUp(address: string, port: number): number | undefined {
    return this.doors.get(doorOf(address, port));
  }

  /** Lets a loopback DNS port stand for a name server with this host name and address. */
  addNameServer(hostName: string, address: string, loopbackPort: number): void {
    this.hosts.set(hostName.toLowerCase(), address);
    this.open(address, DNS_PORT, loopbackPort);
  }

  addressOfNameServer(hostName: string): string | undefined {
    return this.hosts.get(hostName.toLowerCase());
  }

  /** Addresses of all name servers. */
  nameServers(): string[] {
    return [...this.hosts.values()];
  }

  /** One line for each door, for a person who wants to open it. */
  lines(): string[] {
    const names = new Map([...this.hosts].map(([hostName, address]) => [address, hostName]));
    return [...this.doors].map(([door, loopbackPort]) => {
      const name = names.get(door.slice(0, door.lastIndexOf(":")));
      if (name) return `${name} is 127.0.0.1 port ${loopbackPort} here (dig @127.0.0.1 -p ${loopbackPort})`;
      const scheme = door.endsWith(":443") ? "https" : "http";
      return `${scheme}://${door} is ${scheme}://127.0.0.1:${loopbackPort} here`;
    });
  }
}

const doorOf = (address: string, port: number) => `${address}:${port}`;
