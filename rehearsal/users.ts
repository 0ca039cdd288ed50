import { Resolver } from "node:dns/promises";
import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import type { AddressTable } from "../embedded-aws/address-table";

/** What a user sees who types the domain. `address`: what DNS answered, if it did. */
export type Sight =
  | { kind: "served"; address: string; page: string }
  | { kind: "not served"; address?: string; why: string };

export interface Site {
  readonly domain: string;
  readonly protocol: "HTTP" | "HTTPS";
  readonly port: number;
}

/** Users' patience in milliseconds. */
const PATIENCE_MS = 5_000;

/** People who know nothing but a domain: they ask DNS and fetch the page. The only judges of a rehearsal. */
export class Users {
  /** @param nameServerPort of the zone's name servers, on loopback */
  constructor(
    private readonly nameServerPort: number,
    private readonly addresses: AddressTable,
  ) {}

  async look(site: Site): Promise<Sight> {
    const resolver = new Resolver({ timeout: PATIENCE_MS, tries: 1 });
    resolver.setServers([`127.0.0.1:${this.nameServerPort}`]);
    let address: string | undefined;
    try {
      [address] = await resolver.resolve4(site.domain);
    } catch (error) {
      return { kind: "not served", why: `DNS does not answer ${site.domain}: ${(error as Error).message}` };
    }
    if (address === undefined) return { kind: "not served", why: `DNS has no address for ${site.domain}` };
    return this.fetch(site, address);
  }

  private async fetch({ domain, protocol, port }: Site, address: string): Promise<Sight> {
    const loopbackPort = this.addresses.lookUp(address, port);
    if (loopbackPort === undefined) return { kind: "not served", address, why: `nothing is at ${address}:${port}` };
    const options = { host: "127.0.0.1", port: loopbackPort, path: "/", headers: { host: domain }, agent: false };
    return new Promise((resolve) => {
      const failed = (error: Error) => resolve({ kind: "not served", address, why: `${address}: ${error.message}` });
      const answered = (response: IncomingMessage) => {
        let page = "";
        response.setEncoding("utf8").on("data", (text) => {
          page += text;
        });
        response.once("error", failed).once("end", () => resolve({ kind: "served", address, page: page.trim() }));
      };
      const asking =
        protocol === "HTTP"
          ? getHttp(options, answered)
          : // The rehearsal's certificate is signed by nobody; what a browser would say of the real one is not judged.
            getHttps({ ...options, servername: domain, rejectUnauthorized: false }, answered);
      asking.setTimeout(PATIENCE_MS, () => asking.destroy(new Error(`no answer in ${PATIENCE_MS / 1000} s`)));
      asking.once("error", failed);
    });
  }
}

/** In a sentence. */
export function sightText(sight: Sight): string {
  if (sight.kind === "served") return `users are served by ${sight.address}: "${sight.page.split("\n")[0]}"`;
  return `users are not served: ${sight.why}`;
}
