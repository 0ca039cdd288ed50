import type { Configuration } from "../config/configuration";
import { CREATION_MEMORY, createdFrom, editWithoutEffect, siteInFile } from "../constructs/creation-memory";

/** A state file of Terraform, as far as it is read here. `terraform_data` keeps what it is given in `value`. */
interface State {
  resources: {
    type: string;
    name: string;
    instances: {
      attributes: { input?: { value: Record<string, string> }; triggers_replace?: { value: { generation: number } } };
    }[];
  }[];
}

/**
 * Edits that would change nothing, found before any plan, where the state is on this machine. Elsewhere the plan's own
 * check tells.
 *
 * @param readState a stack's state file, or undefined where it has none
 */
export function editsWithoutEffect(
  { workloads }: Configuration,
  readState: (stack: string) => string | undefined,
): string[] {
  return workloads.flatMap((workload) =>
    (["primary", "standby"] as const).flatMap((role) => {
      const site = workload[role];
      const state = site.kind === "managed" ? readState(`${workload.name}-${role}`) : undefined;
      if (site.kind !== "managed" || state === undefined) return [];
      const memory = creationMemory(state);
      if (memory?.generation !== site.generation) return [];
      const wanted = createdFrom(site, role);
      const edited = Object.keys(wanted).some((key) => memory.input[key] !== wanted[key]);
      return edited ? [editWithoutEffect(siteInFile(workload.name, role), role, site.generation)] : [];
    }),
  );
}

/** Undefined where nothing was deployed yet. */
function creationMemory(text: string): { input: Record<string, string>; generation: number } | undefined {
  const { resources } = JSON.parse(text) as State;
  const found = resources.find(({ type, name }) => type === CREATION_MEMORY.type && name.includes(CREATION_MEMORY.id));
  const { input, triggers_replace: trigger } = found?.instances[0]?.attributes ?? {};
  return input && trigger && { input: input.value, generation: trigger.value.generation };
}
