import type { Command } from "../../contract/command";
import { CONTRACT_VERSION } from "../../contract/version";

/** Longest id of a request, and longest reason, in characters: both are kept in the memory and shown on a screen. */
const LONGEST_ID = 64;
const LONGEST_REASON = 200;
/** A week, in milliseconds: without an end, a forgotten maintenance would be the end of the protection. */
const LONGEST_MAINTENANCE_MS = 7 * 24 * 3_600_000;

/** One command's parts: what is wrong with each, or undefined. */
const FAULTS: Readonly<Record<Command["command"], (parts: Parts, at: number) => string | undefined>> = {
  failover: reasonFault,
  failback: (parts) => reasonFault(parts) ?? flagFault(parts, "force"),
  drill: (parts) => flagFault(parts, "keep"),
  "end-drill": () => undefined,
  "maintenance-on": (parts, at) => reasonFault(parts) ?? untilFault(parts, at) ?? standbyFault(parts),
  "maintenance-off": () => undefined,
};

type Parts = Readonly<Record<string, unknown>>;

/** What is wrong with what should be a `Request`, for its sender to read; undefined where it is one. `at`: now. */
export function faultOf(event: unknown, at: number): string | undefined {
  const parts = event as Parts;
  const { version, id, command } = parts;
  if (typeof version !== "number" || version > CONTRACT_VERSION)
    return `version is ${shown(version)}; this controller understands up to ${CONTRACT_VERSION}. Use the project's version that deployed it, or deploy again.`;
  if (typeof id !== "string" || id === "" || id.length > LONGEST_ID)
    return `id is ${shown(id)}; it must be a text of 1 to ${LONGEST_ID} characters, a new one for each request.`;
  if (typeof command !== "string" || !Object.hasOwn(FAULTS, command))
    return `command is ${shown(command)}; it must be one of ${Object.keys(FAULTS).join(", ")}.`;
  return FAULTS[command as Command["command"]](parts, at);
}

function reasonFault({ reason }: Parts): string | undefined {
  if (typeof reason === "string" && reason.trim() !== "" && reason.length <= LONGEST_REASON) return undefined;
  return `reason is ${shown(reason)}; it must be a text of 1 to ${LONGEST_REASON} characters: the record is read by whoever comes next.`;
}

function flagFault(parts: Parts, name: "force" | "keep"): string | undefined {
  const value = parts[name];
  if (value === undefined || typeof value === "boolean") return undefined;
  return `${name} is ${shown(value)}; it must be true or false, or be left out.`;
}

function untilFault({ until }: Parts, at: number): string | undefined {
  const end = typeof until === "string" ? Date.parse(until) : Number.NaN;
  if (end > at && end - at <= LONGEST_MAINTENANCE_MS) return undefined;
  return `until is ${shown(until)}; it must be a time within the next seven days, such as ${new Date(at + 3_600_000).toISOString()}.`;
}

function standbyFault({ standby }: Parts): string | undefined {
  if (standby === undefined || standby === "running" || standby === "left alone") return undefined;
  return `standby is ${shown(standby)}; it must be running or left alone.`;
}

const shown = (value: unknown) => JSON.stringify(value);
