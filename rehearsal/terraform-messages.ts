/**
 * Terraform's machine-readable output, one JSON object a line:
 * https://developer.hashicorp.com/terraform/internals/machine-readable-ui
 */

export interface Diagnostic {
  severity: "error" | "warning";
  summary: string;
  detail: string;
  /** Address of the resource, where the trouble is one resource's. */
  address?: string;
}

export type ResourceAction = "create" | "update" | "delete";

/** What a person who waits wants to know. */
export interface ResourceEvent {
  state: "started" | "finished" | "failed";
  address: string;
  action: ResourceAction;
  /** How many actions of this run are finished, and how many there are in all. */
  done: number;
  of: number;
}

/** A change that a plan proposes, of a resource or of an output; `action` in Terraform's words, such as `replace`. */
export interface PlannedChange {
  address: string;
  action: string;
}

/** What took longest of a run, in whole seconds: Terraform tells no others. */
export interface LongestAction {
  address: string;
  seconds: number;
}

export interface MessageReader {
  /** Reads one line of output. What is no JSON message is kept as plain text. */
  read(line: string): void;
  readonly diagnostics: Diagnostic[];
  readonly plannedChanges: PlannedChange[];
  /** Actions in all: additions, changes and removals. */
  readonly total: number;
  readonly longest: LongestAction | undefined;
  readonly plainLines: string[];
}

const STATES = { apply_start: "started", apply_complete: "finished", apply_errored: "failed" } as const;
const ACTIONS: readonly string[] = ["create", "update", "delete"] satisfies ResourceAction[];

interface Message {
  type?: string;
  diagnostic?: { severity?: string; summary?: string; detail?: string; address?: string };
  hook?: { resource?: { addr?: string }; action?: string; elapsed_seconds?: number };
  change?: { resource?: { addr?: string }; action?: string };
  /** A plan says of each output what becomes of it; an apply only gives its value. */
  outputs?: Record<string, { action?: string }>;
  changes?: { add?: number; change?: number; remove?: number; operation?: string };
}

export function messageReader(onEvent: (event: ResourceEvent) => void): MessageReader {
  const diagnostics: Diagnostic[] = [];
  const plannedChanges: PlannedChange[] = [];
  const plainLines: string[] = [];
  let total = 0;
  let done = 0;
  let longest: LongestAction | undefined;

  const handle = ({ type, diagnostic, hook, change, changes, outputs }: Message) => {
    if (type === "diagnostic" && diagnostic !== undefined) {
      diagnostics.push({
        severity: diagnostic.severity === "error" ? "error" : "warning",
        summary: diagnostic.summary ?? "",
        detail: diagnostic.detail ?? "",
        ...(diagnostic.address === undefined ? {} : { address: diagnostic.address }),
      });
    } else if (type === "planned_change" && change !== undefined) {
      plannedChanges.push({ address: change.resource?.addr ?? "", action: change.action ?? "" });
    } else if (type === "outputs" && outputs !== undefined) {
      for (const [name, { action }] of Object.entries(outputs)) {
        if (action !== undefined && action !== "noop") plannedChanges.push({ address: `output.${name}`, action });
      }
    } else if (type === "change_summary" && changes?.operation === "plan") {
      total = (changes.add ?? 0) + (changes.change ?? 0) + (changes.remove ?? 0);
    } else if (type !== undefined && type in STATES && hook?.action !== undefined && ACTIONS.includes(hook.action)) {
      const state = STATES[type as keyof typeof STATES];
      const action = hook.action as ResourceAction;
      const address = hook.resource?.addr ?? "";
      if (state === "finished") {
        done += 1;
        const seconds = hook.elapsed_seconds ?? 0;
        if (seconds > (longest?.seconds ?? 0)) longest = { address, seconds };
      }
      onEvent({ state, address, action, done, of: total });
    }
  };

  return {
    read(line) {
      const message = parse(line);
      if (message === undefined) plainLines.push(line);
      else handle(message);
    },
    diagnostics,
    plannedChanges,
    get total() {
      return total;
    },
    get longest() {
      return longest;
    },
    plainLines,
  };
}

function parse(line: string): Message | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

/** A diagnostic for a person: what is wrong, where, and its details indented below. */
export function diagnosticText({ severity, summary, detail, address }: Diagnostic): string {
  const heading = `  ${severity === "error" ? "Error" : "Warning"}: ${summary}${address === undefined ? "" : ` (${address})`}`;
  return detail === "" ? heading : `${heading}\n${detail.replaceAll(/^/gm, "    ")}`;
}
