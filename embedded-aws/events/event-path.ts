import { type EventBusName, type EventRule, readRules } from "./deployed-rules";
import type { AwsEvent } from "./event";
import { DEFAULT_BUS, unknownMatcher } from "./event-buses";
import { matchPattern } from "./event-pattern";
import { type EventParts, findWay } from "./event-way";

export type Diagnosis = { readonly kind: "open" } | { readonly kind: "broken"; readonly reason: string };

/** How far a way was followed: of several that are broken, the one that comes furthest is what its owner meant. */
interface Walk {
  readonly diagnosis: Diagnosis;
  readonly depth: number;
}

/**
 * Follows what was deployed from an event on a region's default bus to a function, without any event, and names the first
 * thing that stops it. Faults (dark regions, lost deliveries) are not looked at.
 */
export async function diagnoseEventPath(
  parts: EventParts,
  { region, event, functionArn }: { region: string; event: AwsEvent; functionArn: string },
): Promise<Diagnosis> {
  return (await walkBus(parts, { region, busName: DEFAULT_BUS }, event, functionArn, undefined)).diagnosis;
}

async function walkBus(
  parts: EventParts,
  bus: EventBusName,
  event: AwsEvent,
  functionArn: string,
  forwardedBy: EventRule | undefined,
): Promise<Walk> {
  const depth = forwardedBy ? 2 : 0;
  const rules = (await readRules(parts, bus)) ?? [];
  const verdicts = rules.map((rule) => ({ rule, verdict: matchPattern(rule.pattern, event) }));
  const matching = verdicts.filter(({ verdict }) => verdict === "yes").map(({ rule }) => rule);
  const unknown = verdicts.flatMap(({ rule, verdict }) =>
    typeof verdict === "object" ? [unknownMatcher(rule, verdict.unknown)] : [],
  );
  if (matching.length === 0) return broken(depth, unknown[0] ?? `No rule in ${bus.region} matches ${describe(event)}.`);
  const walks: Walk[] = [];
  for (const rule of matching) walks.push(await walkRule(parts, rule, event, functionArn, forwardedBy));
  return furthest(walks);
}

async function walkRule(
  parts: EventParts,
  rule: EventRule,
  event: AwsEvent,
  functionArn: string,
  forwardedBy: EventRule | undefined,
): Promise<Walk> {
  const depth = forwardedBy ? 3 : 1;
  const named = `Rule ${rule.name} in ${rule.region}`;
  if (!rule.isEnabled) return broken(depth, `${named} is disabled.`);
  const leading = rule.targets.filter(({ Arn = "" }) => Arn === functionArn || Arn.includes(":event-bus/"));
  if (leading.length === 0) return broken(depth - 1, `${named} has no target that leads to ${functionArn}.`);
  const walks: Walk[] = [];
  for (const target of leading) {
    const way = await findWay(parts, rule, target);
    if (way.kind === "stopped") walks.push(broken(depth, way.failure.reason));
    else if (way.kind === "function") walks.push({ diagnosis: { kind: "open" }, depth });
    else if (forwardedBy)
      walks.push(broken(depth, `${named} would forward a second time, which EventBridge does not.`));
    else walks.push(await walkBus(parts, way.bus, event, functionArn, rule));
  }
  return furthest(walks);
}

const broken = (depth: number, reason: string): Walk => ({ diagnosis: { kind: "broken", reason }, depth });

const furthest = (walks: readonly Walk[]): Walk =>
  walks.find(({ diagnosis }) => diagnosis.kind === "open") ??
  walks.reduce((one, other) => (other.depth > one.depth ? other : one));

const describe = ({ source, resources, "detail-type": type }: AwsEvent) =>
  `${type} from ${source} of ${resources.join(", ") || "nothing named"}`;
