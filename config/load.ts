import { alertAddress } from "./alert-address";
import type { Configuration, ManagedSite, State, Workload } from "./configuration";
import { reportInconsistencies } from "./consistency";
import { readDocument } from "./document";
import type { Path, Problem, Warning } from "./problem";
import { type ConfigurationFile, fileSchema, type WorkloadEntry } from "./schema";
import { amiOf, defaultAmi } from "./server";
import { reportShape } from "./shape";
import type { SiteEntry } from "./site-schema";
import { soundEntries } from "./sound-entries";
import { type ReadFile, type UserData, userDataOf } from "./user-data";
import { concernsOf } from "./warnings";
import { derivedName } from "./workload-name";

export type Loaded =
  | { ok: true; configuration: Configuration; warnings: Warning[] }
  | { ok: false; problems: Problem[] };

/** The user data of the two sites of each workload, in the order of the workloads. */
type SitesUserData = { primary: UserData; standby: UserData }[];

/**
 * Reads a configuration file and checks all of it. Never throws for what stands in the file; `readFile` throws as
 * node:fs does. Problems come in the order of their lines.
 */
export function loadConfiguration(file: string, readFile: ReadFile): Loaded {
  let bytes: Uint8Array;
  try {
    bytes = readFile(file);
  } catch (error) {
    return { ok: false, problems: [unreadable(file, error as NodeJS.ErrnoException)] };
  }
  const read = readDocument(file, bytes);
  if (!read.ok) return read;

  const { document } = read;
  const place = (path: Path) => ({ file, path, line: document.lineOf(path), given: document.givenAt(path) });
  const problems: Problem[] = [];
  const report = (path: Path, fault: Omit<Problem, keyof ReturnType<typeof place>>) => {
    problems.push({ ...fault, ...place(path) });
  };
  const parsed = fileSchema.safeParse(document.data);
  if (!parsed.success) reportShape(parsed.error.issues, document, report);
  const entries = soundEntries(document.data);
  reportInconsistencies(entries, document.lineOf, report);
  const userData = entries.workloads.flatMap((workload, index) => {
    const reportBelow: typeof report = (path, fault) => report(["workloads", index, ...path], fault);
    const primary = userDataOf(workload, "primary", file, readFile, reportBelow);
    const standby = userDataOf(workload, "standby", file, readFile, reportBelow);
    return primary && standby ? [{ primary, standby }] : [];
  });
  if (!parsed.success || problems.length > 0) {
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line) };
  }
  const configuration = configurationOf(parsed.data, userData);
  const warnings = concernsOf(configuration).map(({ path, concern }) => ({ ...concern, ...place(path) }));
  return { ok: true, configuration, warnings: warnings.sort((a, b) => a.line - b.line) };
}

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): Problem {
  const place = { file, line: 1, path: [], given: file };
  const allowed = "a readable file that names at least `workloads` and `alerts`";
  if (code === "ENOENT") return { ...place, code: "file-missing", what: "there is no such file", allowed };
  return { ...place, code: "file-unreadable", what: `this cannot be read: ${code ?? message}`, allowed };
}

function configurationOf(file: ConfigurationFile, userData: SitesUserData): Configuration {
  return {
    regions: file.regions,
    tags: file.tags,
    alerts: file.alerts.map((text) => alertAddress(text)!),
    state: stateOf(file.state),
    awsProvider: file.awsProvider,
    workloads: file.workloads.map((entry, index) => workloadOf(entry, userData[index]!)),
  };
}

function stateOf(state: ConfigurationFile["state"]): State {
  return state === "local" ? { kind: "local" } : { kind: "s3", bucket: state.bucket };
}

function workloadOf(entry: WorkloadEntry, userData: SitesUserData[number]): Workload {
  const { primary, healthCheck } = entry;
  return {
    name: entry.name ?? derivedName(entry.domain),
    domain: entry.domain,
    hostedZone: entry.hostedZone,
    ttl: entry.ttl,
    bootSeconds: entry.bootSeconds,
    failback: entry.failback,
    graceSeconds: entry.graceSeconds,
    dashboard: entry.dashboard,
    runtime: entry.runtime,
    healthCheck: { ...healthCheck, port: healthCheck.port ?? (healthCheck.protocol === "HTTPS" ? 443 : 80) },
    primary: primary.existing ? { kind: "existing", ...primary.existing } : managedSite(primary, userData.primary),
    standby: {
      ...managedSite(entry.standby, userData.standby),
      fallbackInstanceTypes: entry.standby.fallbackInstanceTypes,
    },
  };
}

function managedSite(entry: SiteEntry, userData: UserData): ManagedSite {
  return {
    kind: "managed",
    ami: entry.ami === undefined ? defaultAmi(entry.instanceType) : amiOf(entry.ami),
    instanceType: entry.instanceType,
    subnet: entry.subnet === undefined ? { kind: "default" } : { kind: "id", id: entry.subnet },
    userData,
    generation: entry.generation,
  };
}
