import { listed } from "./listed";

/** In the order in which a sentence tells of them. */
const KINDS = ["region", "instance", "server"] as const;

/** A region, an instance by its id, or a server outside AWS by its address. */
export interface Named {
  readonly kind: (typeof KINDS)[number];
  readonly name: string;
}

/** What becomes of one workload's primary, and of several things by their names. */
interface Phrase {
  readonly alone: string;
  readonly one: (name: string) => string;
  readonly several: (names: string) => string;
}

type Phrases = Readonly<Record<Named["kind"], Phrase>>;

const DISASTER: Phrases = {
  region: {
    alone: "the primary's region goes dark",
    one: (region) => `${region} goes dark`,
    several: (regions) => `${regions} go dark`,
  },
  instance: {
    alone: "the primary is stopped",
    one: (id) => `${id} is stopped`,
    several: (ids) => `${ids} are stopped`,
  },
  server: {
    alone: "the primary fails",
    one: (address) => `the server at ${address} falls silent`,
    several: (addresses) => `the servers at ${addresses} fall silent`,
  },
};

const RETURN: Phrases = {
  region: {
    alone: "the primary's region is back",
    one: (region) => `${region} is back`,
    several: (regions) => `${regions} are back`,
  },
  instance: {
    alone: "somebody starts the primary",
    one: (id) => `somebody starts ${id}`,
    several: (ids) => `somebody starts ${ids}`,
  },
  server: {
    alone: "the primary is back",
    one: (address) => `the server at ${address} answers again`,
    several: (addresses) => `the servers at ${addresses} answer again`,
  },
};

/** In a sentence. @param workloads how many are struck at once */
export const disasterWords = (targets: readonly Named[], workloads: number) => sentence(DISASTER, targets, workloads);

/** In a sentence. @param workloads how many were struck */
export const returnWords = (targets: readonly Named[], workloads: number) => sentence(RETURN, targets, workloads);

function sentence(phrases: Phrases, targets: readonly Named[], workloads: number): string {
  const parts = KINDS.flatMap((kind) => {
    const { alone, one, several } = phrases[kind];
    const [first, ...others] = new Set(targets.flatMap((target) => (target.kind === kind ? target.name : [])));
    if (first === undefined) return [];
    if (workloads === 1) return alone;
    return others.length === 0 ? one(first) : several(listed([first, ...others]));
  });
  return parts.join(", and ");
}
