import { promises as dns, NODATA, NOTFOUND } from "node:dns";
import { isIP } from "node:net";
import { EXIT, Failure } from "../failure";

/** An address that a DNS server gives, and for how many seconds it may be kept. */
export interface AddressAnswer {
  readonly address: string;
  readonly ttl: number;
}

/** Asks one DNS server for a name's IPv4 addresses; none where it has no such record. Rejects with Node's DNS errors. */
export type AskDns = (server: string, name: string, withinMs: number) => Promise<AddressAnswer[]>;

/** Over real DNS: one try, no cache between. `server`: a host name, or an address, with a port if it is not 53. */
export const askDns: AskDns = async (server, name, withinMs) => {
  const resolver = () => new dns.Resolver({ timeout: withinMs, tries: 1 });
  const [host, port] = hostAndPort(server);
  const address = isIP(host) ? host : (await resolver().resolve4(host))[0];
  if (address === undefined) throw new Error(`${host} has no address`);
  const asked = resolver();
  asked.setServers([port === undefined ? address : `${address}:${port}`]);
  try {
    return await asked.resolve4(name, { ttl: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // "There is no such record" is an answer.
    if (code === NODATA || code === NOTFOUND) return [];
    throw error;
  }
};

function hostAndPort(server: string): [host: string, port: string | undefined] {
  const [, host = server, port] = /^([^:]+)(?::(\d+))?$/.exec(server) ?? [];
  return [host, port];
}

const HIGHEST_PORT = 65_535;

/**
 * @param server as a person gives it: HOST or HOST:PORT
 * @throws Failure where it is neither
 */
export function checkResolver(server: string): string {
  const match = /^[\w.-]+(?::(\d{1,5}))?$/.exec(server);
  if (match === null || Number(match[1] ?? 0) > HIGHEST_PORT)
    throw new Failure(
      EXIT.usage,
      `--resolver is ${JSON.stringify(server)}; it must be HOST or HOST:PORT, such as 127.0.0.1:53.`,
    );
  return server;
}
