import { hostNameOf } from "../../contract/host-name";
import type { Deployment } from "../deployment";
import { READ_WITHIN_MS, type Reading, reading } from "../reading";
import type { World } from "../world";
import type { AddressAnswer } from "./name-servers";
import { type Page, type PageTarget, urlOf } from "./page";

/** What users get, as it was found out: DNS was asked, and then the page at each address that it gave. */
export interface Users {
  /** The name that was asked for. */
  readonly name: string;
  readonly url: string;
  readonly answers: readonly { readonly server: string; readonly answer: Reading<AddressAnswer[]> }[];
  readonly pages: readonly { readonly address: string; readonly page: Page }[];
}

/** Asks each address for the page once, however many want to know. */
type AskSite = (address: string) => Promise<Page>;

export function siteAsker({ network, now }: World, deployment: Deployment): AskSite {
  const asked = new Map<string, Promise<Page>>();
  return (address) => {
    const page = asked.get(address) ?? network.fetchPage({ ...pageOf(deployment), address }, READ_WITHIN_MS, now);
    asked.set(address, page);
    return page;
  };
}

/** @param resolver HOST or HOST:PORT; absent: the zone's own name servers, whose answers nobody has kept */
export async function lookAtUsers(
  { network }: World,
  deployment: Deployment,
  askSite: AskSite,
  resolver: string | undefined,
): Promise<Users> {
  const page = pageOf(deployment);
  const servers = resolver === undefined ? deployment.nameServers : [resolver];
  const answers = await Promise.all(
    servers.map(async (server) => ({
      server,
      answer: await reading(() => network.askDns(server, page.domain, READ_WITHIN_MS)),
    })),
  );
  const given = answers.flatMap(({ answer }) => (answer.known ? answer.value.map(({ address }) => address) : []));
  const pages = await Promise.all(
    [...new Set(given)].sort().map(async (address) => ({ address, page: await askSite(address) })),
  );
  return { name: page.domain, url: urlOf(page), answers, pages };
}

/** The health check's page is the only one that is known to be there. */
export function pageOf({ domain, healthCheck }: Deployment): Omit<PageTarget, "address"> {
  return { ...healthCheck, domain: hostNameOf(domain) };
}

/** Where DNS sends users; `both sites` while it turns. */
export type SentTo = "primary" | "standby" | "both sites" | "elsewhere" | "nowhere" | "unknown";

/** Pure. */
export function whereSent({ answers }: Users, { primary, standby }: Pick<Deployment, "primary" | "standby">): SentTo {
  const known = answers.flatMap(({ answer }) => (answer.known ? [answer.value.map(({ address }) => address)] : []));
  if (known.length === 0) return "unknown";
  const given = known.flat();
  if (given.length === 0) return "nowhere";
  const toPrimary = given.includes(primary.address);
  const toStandby = given.includes(standby.address);
  if (toPrimary && toStandby) return "both sites";
  if (toPrimary) return "primary";
  return toStandby ? "standby" : "elsewhere";
}
