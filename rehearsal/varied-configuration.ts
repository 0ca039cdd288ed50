import { dirname, isAbsolute, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { GLOBAL_REGION } from "../embedded-aws/global-region";

interface Site {
  instanceType?: string;
  ami?: string;
  subnet?: string;
  userData?: string;
  fallbackInstanceTypes?: string[];
}

/** A server that exists already is watched, and nothing of it is made. */
interface Primary extends Site {
  existing?: unknown;
}

interface Workload {
  primary?: Primary;
  standby?: Site;
}

/** The parts of a user's file that are varied. */
interface Document {
  regions?: { primary?: string; standby?: string };
  workloads?: Workload[];
}

/** What a copy of a configuration is to have. */
export interface Variation {
  readonly primaryInGlobalRegion: boolean;
  readonly fallbackType: boolean;
}

/** The far side of a pair of regions whose near side is us-east-1, where the file names none. */
const ANOTHER_REGION = "us-west-2";
/** Small, of both makers, and of the two processor architectures; whichever is not the standby's own. */
const FALLBACKS = { x86_64: ["t3.small", "t3a.small"], arm64: ["t4g.small", "t4g.medium"] } as const;
/** `m7gd.large`: after its generation, a Graviton type has a `g`; the first generation is `a1`. */
const GRAVITON = /^(a1|[a-z]+\d+g)/;

/**
 * Whether a file has what a variation would give it, so that no copy is needed. Also true of one that cannot be read so:
 * who synthesizes it says what is wrong.
 */
export function hasAlready(text: string, { primaryInGlobalRegion, fallbackType }: Variation): boolean {
  const document = readDocument(text);
  if (document === undefined) return true;
  const { regions, workloads = [] } = document;
  if (primaryInGlobalRegion && regions?.primary !== GLOBAL_REGION) return false;
  return !fallbackType || workloads.every(({ standby }) => (standby?.fallbackInstanceTypes ?? []).length > 0);
}

/**
 * A copy of a configuration with its primary in us-east-1, and a fallback type for each standby that has none. Where the
 * standby was in us-east-1 the two regions change places, and with them the images and subnets, which are a region's own.
 * Everything else stays: what is rehearsed is the user's configuration.
 * @param file the configuration's, from whose folder its paths begin
 * @returns YAML, which may lie in any folder
 */
export function varied(text: string, file: string): string {
  const document = parse(text) as Document;
  const { primary, standby } = document.regions ?? {};
  const isSwapped = standby === undefined || standby === GLOBAL_REGION;
  const regions =
    primary === GLOBAL_REGION
      ? { ...document.regions }
      : { primary: GLOBAL_REGION, standby: isSwapped ? (primary ?? ANOTHER_REGION) : standby };
  const swaps = primary !== GLOBAL_REGION && isSwapped;
  const workloads = document.workloads?.map((workload) => {
    const [one, other] = [located(workload.primary, file), located(workload.standby, file)];
    return {
      ...workload,
      primary: swaps && one.existing === undefined ? { ...one, ...ofRegion(other) } : one,
      standby: withFallback(swaps ? { ...other, ...ofRegion(one) } : other),
    };
  });
  return stringify({ ...document, regions, workloads });
}

function readDocument(text: string): Document | undefined {
  try {
    const document = parse(text) as Document | null;
    return Array.isArray(document?.workloads) ? document : undefined;
  } catch {
    return undefined;
  }
}

/** What names a thing of one region. A key that the other side lacks is taken away. */
const ofRegion = ({ ami, subnet }: Site): Site => ({ ami, subnet });

function located(site: Primary = {}, file: string): Primary {
  const { userData } = site;
  if (userData === undefined || isAbsolute(userData)) return site;
  return { ...site, userData: resolve(dirname(file), userData) };
}

function withFallback(site: Site): Site {
  if ((site.fallbackInstanceTypes ?? []).length > 0) return site;
  const { instanceType = "" } = site;
  const candidates = FALLBACKS[GRAVITON.test(instanceType) ? "arm64" : "x86_64"];
  return { ...site, fallbackInstanceTypes: [candidates.find((type) => type !== instanceType)!] };
}
