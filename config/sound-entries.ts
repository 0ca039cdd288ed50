import { z } from "zod";
import {
  type ConfigurationFile,
  fileSchema,
  healthCheckSchema,
  regionsSchema,
  type WorkloadEntry,
  workloadSchema,
} from "./schema";
import { primarySchema, standbySchema } from "./site-schema";

/** A site of a workload. */
export type SiteRole = keyof ConfigurationFile["regions"];

/** What can be said about a file of which parts are wrong: a field that is wrong is absent, defaults are filled in. */
export interface SoundEntries {
  regions: Partial<ConfigurationFile["regions"]>;
  awsProvider?: string;
  /** As long as the list in the file; an entry that is no mapping has only defaults. */
  workloads: SoundWorkload[];
  /** As long as the list in the file. */
  alerts: unknown[];
}

export interface SoundWorkload extends Partial<Pick<WorkloadEntry, "domain" | "hostedZone" | "runtime">> {
  /** As the user chose it. */
  name?: string;
  /** Whether the user chose one, right or wrong. */
  hasName: boolean;
  healthCheck: Partial<WorkloadEntry["healthCheck"]>;
  primary: Partial<WorkloadEntry["primary"]>;
  standby: Partial<WorkloadEntry["standby"]>;
  /** The keys that stand under `primary` and `standby`, right or wrong. */
  keys: Record<SiteRole, string[]>;
}

/** Checks each field by itself, so that one mistake does not hide what is inconsistent elsewhere. */
export function soundEntries(data: unknown): SoundEntries {
  const file = mapping(data);
  const { awsProvider } = soundFields(z.strictObject({ awsProvider: fileSchema.shape.awsProvider }), file);
  return {
    regions: soundFields(regionsSchema, file.regions),
    awsProvider,
    workloads: list(file.workloads).map(soundWorkload),
    alerts: list(file.alerts),
  };
}

function soundWorkload(data: unknown): SoundWorkload {
  const entry = mapping(data);
  const { domain, hostedZone, name, runtime } = soundFields(workloadSchema, entry);
  return {
    domain,
    hostedZone,
    name,
    runtime,
    hasName: entry.name !== undefined,
    healthCheck: soundFields(healthCheckSchema, entry.healthCheck),
    primary: soundFields(primarySchema, entry.primary),
    standby: soundFields(standbySchema, entry.standby),
    keys: { primary: Object.keys(mapping(entry.primary)), standby: Object.keys(mapping(entry.standby)) },
  };
}

function soundFields<S extends z.ZodObject>(schema: S, data: unknown): Partial<z.output<S>> {
  const given = mapping(data);
  const fields = Object.entries(schema.shape).map(([key, field]) => [key, z.safeParse(field, given[key]).data]);
  return Object.fromEntries(fields) as Partial<z.output<S>>;
}

function mapping(data: unknown): Record<string, unknown> {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {};
}

function list(data: unknown): unknown[] {
  return Array.isArray(data) ? data : [];
}
