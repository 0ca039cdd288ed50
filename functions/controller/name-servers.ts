import * as dns from "node:dns";

/** How many of the zone's name servers answer what when they are asked for the workload's domain. */
export interface NameServerAnswers {
  primary: number;
  standby: number;
  /** An answer that is neither site's address: another record, or none. */
  other: number;
  /** No answer, an error, or a name server whose own address cannot be found. */
  silent: number;
}

/**
 * What the zone's name servers testify. `down`: at least one sends users to the standby, so Route 53's checkers have
 * turned. `gone`: none that answers sends them to the primary any more.
 */
export interface NameServers {
  says: "up" | "down" | "gone" | "unknown";
  answers: NameServerAnswers;
}

/** The two questions this witness asks. Each rejects with Node's DNS error codes. */
export interface DnsQuestions {
  /** IPv4 addresses of a name server, from the function's own resolver. */
  addressesOf(host: string): Promise<string[]>;
  /** IPv4 addresses that the name server at `address` gives for `domain`. */
  ask(address: string, domain: string): Promise<string[]>;
}

/** Milliseconds. Route 53's name servers are anycast and answer in tens; whoever needs longer is silent. */
export const NAME_SERVER_TIMEOUT = 2_000;

/** The questions over real DNS: one try each, no cache between, directly at the name server. */
export function askOverDns(timeout: number = NAME_SERVER_TIMEOUT): DnsQuestions {
  const resolver = () => new dns.promises.Resolver({ timeout, tries: 1 });
  return {
    addressesOf: (host) => resolver().resolve4(host),
    ask: async (address, domain) => {
      const nameServer = resolver();
      nameServer.setServers([address]);
      return nameServer.resolve4(domain);
    },
  };
}

export interface NameServerInquiry {
  nameServers: readonly string[];
  domain: string;
  primaryAddress: string;
  standbyAddress: string;
}

/** Asks all name servers at once. Never rejects: who cannot be asked is silent. */
export async function askNameServers(inquiry: NameServerInquiry, questions: DnsQuestions): Promise<NameServers> {
  const answers: NameServerAnswers = { primary: 0, standby: 0, other: 0, silent: 0 };
  const each = await Promise.all(inquiry.nameServers.map((host) => askOne(host, inquiry, questions)));
  for (const answer of each) answers[answer] += 1;
  return { says: testimony(answers), answers };
}

async function askOne(
  host: string,
  { domain, primaryAddress, standbyAddress }: NameServerInquiry,
  questions: DnsQuestions,
): Promise<keyof NameServerAnswers> {
  let addresses: string[];
  try {
    const [nameServer] = await questions.addressesOf(host);
    if (nameServer === undefined) return "silent";
    addresses = await questions.ask(nameServer, domain).catch(noSuchRecord);
  } catch {
    return "silent";
  }
  if (addresses.includes(standbyAddress)) return "standby";
  return addresses.includes(primaryAddress) ? "primary" : "other";
}

/** "There is no such record" is an answer; everything else that Node reports is the lack of one. */
function noSuchRecord(error: NodeJS.ErrnoException): string[] {
  if (error.code === dns.NODATA || error.code === dns.NOTFOUND) return [];
  throw error;
}

function testimony({ primary, standby }: NameServerAnswers): NameServers["says"] {
  if (standby > 0) return primary > 0 ? "down" : "gone";
  return primary > 0 ? "up" : "unknown";
}
