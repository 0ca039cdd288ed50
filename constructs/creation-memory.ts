import { createHash } from "node:crypto";
import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import type { ManagedSite } from "../config/configuration";
import type { SiteRole } from "../contract/tags";

/** What a server is created from and keeps: Terraform ignores later edits of it. */
export type CreatedFrom = Record<string, string>;

export function createdFrom(site: ManagedSite, role: SiteRole): CreatedFrom {
  return {
    ami: site.ami.kind === "id" ? site.ami.id : site.ami.name,
    user_data_sha256: createHash("sha256").update(site.userData.bytes).digest("hex"),
    ...(role === "standby" ? { instance_type: site.instanceType } : {}),
  };
}

/** How messages name a site of the file. */
export function siteInFile(workload: string, role: SiteRole): string {
  return `workload "${workload}", ${role}`;
}

/** What a person is told whose edit would do nothing. */
export function editWithoutEffect(where: string, role: SiteRole, generation: number): string {
  const edited = role === "standby" ? "ami, userData or instanceType" : "ami or userData";
  return `${where}: ${edited} was edited, but a server keeps what it was created from: this edit changes nothing. To replace the server, set generation: ${generation + 1}; to keep it, undo the edit.`;
}

/** Terraform's type and the construct id of the memory, by which it is found in a state. */
export const CREATION_MEMORY = { type: "terraform_data", id: "as-created" } as const;

/**
 * Remembers in the state what a server was created from. A new `generation` replaces the memory and with it the server;
 * any other edit would do nothing, and a check says so in every plan.
 */
export function rememberCreation(
  scope: Construct,
  { site, role, where }: { site: ManagedSite; role: SiteRole; where: string },
): TerraformResource {
  const input = createdFrom(site, role);
  // Not cdktf's DataResource, which runs `terraform version` for each server at every synthesis.
  const memory = new TerraformResource(scope, CREATION_MEMORY.id, {
    terraformResourceType: CREATION_MEMORY.type,
    lifecycle: { ignoreChanges: ["input"] },
  });
  memory.addOverride("input", input);
  memory.addOverride("triggers_replace", { generation: site.generation });
  const unchanged = Object.entries(input).map(
    ([attribute, wanted]) => `${memory.fqn}.input.${attribute} == ${JSON.stringify(wanted)}`,
  );
  memory.cdktfStack.addOverride(`check.edit_without_effect_${role}`, {
    assert: {
      condition: `\${${unchanged.join(" && ")}}`,
      error_message: editWithoutEffect(where, role, site.generation),
    },
  });
  return memory;
}
