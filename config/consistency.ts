import { isInZone } from "./domain-name";
import { reportServersWithTwoIds } from "./existing-servers";
import { fallbackFaults } from "./fallback-types";
import type { Fault, Path, Report } from "./problem";
import { oldestVersion } from "./provider-range";
import type { SoundEntries, SoundWorkload } from "./sound-entries";
import { derivedName, derivedNameFault } from "./workload-name";

/** 5.100.0 refuses the runtime; of 6, it is known from 6.19.0 on, which "~> 6.0" resolves to or beyond. */
const PROVIDER_OF_NODEJS24 = 6;

/** Reports what is wrong between fields, each right by itself. `lineOf` tells where the other one stands. */
export function reportInconsistencies(entries: SoundEntries, lineOf: (path: Path) => number, report: Report): void {
  if (entries.regions.primary !== undefined && entries.regions.primary === entries.regions.standby) {
    report(["regions"], {
      code: "same-region-twice",
      what: `both sites would be in ${entries.regions.primary}, and would be lost with it`,
      allowed: "two different regions (the defaults are us-west-2 and us-east-1)",
    });
  }
  entries.workloads.forEach((workload, index) => {
    reportWorkload(workload, entries.awsProvider, (path, fault) => report(["workloads", index, ...path], fault));
  });
  reportServersWithTwoIds(entries.workloads, lineOf, report);
  const domains = entries.workloads.map(({ domain }) => domain);
  reportRepeated(domains, (index) => ["workloads", index, "domain"], lineOf, report, {
    code: "duplicate-domain",
    what: "this domain has a workload already",
    allowed: "each domain in one workload",
  });
  const names = entries.workloads.map((workload, index) => {
    const followsFromRepeated = !workload.hasName && domains.indexOf(workload.domain) !== index;
    return followsFromRepeated ? undefined : nameOf(workload);
  });
  reportRepeated(names, (index) => ["workloads", index, "name"], lineOf, report, {
    code: "duplicate-name",
    what: "another workload has this name (by default it is the domain's first label)",
    allowed: "a `name:` of its own for each workload",
  });
  reportRepeated(entries.alerts.map(addressOf), (index) => ["alerts", index], lineOf, report, {
    code: "duplicate-alert",
    what: "this address is told already",
    allowed: "each address once",
  });
}

function reportWorkload(workload: SoundWorkload, awsProvider: string | undefined, report: Report): void {
  const { domain, hostedZone, runtime, standby, keys } = workload;
  if (domain !== undefined && hostedZone !== undefined && !isInZone(domain, hostedZone)) {
    report(["domain"], {
      code: "domain-outside-zone",
      what: `this domain is not in the hosted zone ${hostedZone}`,
      allowed: `${hostedZone} itself or a name that ends in .${hostedZone}`,
    });
  }
  const nameFault = domain !== undefined && !workload.hasName ? derivedNameFault(domain) : undefined;
  if (nameFault !== undefined) report(["name"], nameFault);
  const provider = awsProvider === undefined ? undefined : oldestVersion(awsProvider);
  if (runtime === "nodejs24.x" && provider !== undefined && provider[0] < PROVIDER_OF_NODEJS24) {
    report(["runtime"], {
      code: "runtime-needs-newer-provider",
      what: `the AWS provider ${awsProvider} does not know this runtime`,
      allowed: `nodejs22.x, or an \`awsProvider:\` that begins at ${PROVIDER_OF_NODEJS24} or later, such as "~> 6.19"`,
    });
  }
  for (const { index, fault } of fallbackFaults(standby)) report(["standby", "fallbackInstanceTypes", index], fault);
  const managed = keys.primary.filter((key) => key !== "existing");
  if (managed.length < keys.primary.length && managed.length > 0) {
    report(["primary"], {
      code: "existing-and-managed",
      what: `a server that already exists is only watched, so ${managed.join(", ")} would do nothing`,
      allowed: "`existing:` alone, or the others without it",
    });
  }
}

/** Undefined where a wrong or underivable name is a problem of its own. */
function nameOf({ name, hasName, domain }: SoundWorkload): string | undefined {
  if (hasName || domain === undefined) return name;
  return derivedNameFault(domain) === undefined ? derivedName(domain) : undefined;
}

/** Mail systems treat letter case alike, whatever RFC 5321 allows. */
function addressOf(alert: unknown): string | undefined {
  return typeof alert === "string" ? alert.toLowerCase() : undefined;
}

function reportRepeated(
  values: (string | undefined)[],
  pathOf: (index: number) => Path,
  lineOf: (path: Path) => number,
  report: Report,
  fault: Fault,
): void {
  const first = new Map<string, number>();
  values.forEach((value, index) => {
    if (value === undefined) return;
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, index);
    else report(pathOf(index), { ...fault, what: `${fault.what}: ${value}, on line ${lineOf(pathOf(earlier))}` });
  });
}
