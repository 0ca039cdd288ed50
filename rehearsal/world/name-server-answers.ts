import { askNameServers } from "../../embedded-aws/dns/ask-name-servers";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";

/** The address that each of a name's name servers answers, in their order; undefined for one that gives none. */
export type Answers = readonly (string | undefined)[];

/** Asks every name server of a domain, each for itself, without a cache and in no AWS time. */
export async function answersOf(
  { clock, dataPlane }: Pick<EmbeddedAws, "clock" | "dataPlane">,
  domain: string,
): Promise<Answers> {
  const ports = await dataPlane.nameServers.portsFor(domain);
  return Promise.all(
    ports.map(async (port) => {
      const ask = askNameServers({ clock, portsFor: async () => [port] });
      const reply = await ask(domain, "A").catch(() => undefined);
      for (const record of reply?.answers ?? []) if (record.type === "A") return record.data;
      return undefined;
    }),
  );
}

export const isSameAnswers = (one: Answers, other: Answers) =>
  one.length === other.length && one.every((address, index) => address === other[index]);
