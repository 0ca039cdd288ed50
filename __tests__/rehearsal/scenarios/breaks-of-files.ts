import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ProvenDeployment } from "../../../rehearsal/proven-deployment";
import { runTerraform } from "../../../rehearsal/terraform";
import type { SynthesizedStack } from "../../../rehearsal/terraform-stacks";
import { terraformFor } from "../../../rehearsal/world/terraform-here";
import type { Break } from "../hand-made-breaks";

/** A deployment with other files than its own, and what must be applied to a copy of it that it is as they say. */
export interface OtherFiles {
  readonly deployment: ProvenDeployment;
  readonly breakIt: Break;
}

/**
 * Terraform holds the standby's power: it is stopped, as the standby is while it waits. Applied to the waiting standby
 * nothing happens.
 */
export function powerStateInTerraform(deployment: ProvenDeployment): OtherFiles {
  const { aws, clean, workload, workloads, regions, terraform } = deployment;
  const folder = mkdtempSync(join(deployment.folder, "files-"));
  const { stacks } = terraformFor(deployment, { environment: {} }, folder);
  const standby = stacks.find(({ name }) => name.endsWith("-standby"))!;
  holdPower(standby);
  return {
    deployment: { aws, clean, workload, workloads, regions, folder, terraform, stacks },
    breakIt: async (copy) => {
      const environment = { ...terraform.environment, ...copy.environment };
      await runTerraform({ ...terraform, environment }, standby, { kind: "apply" });
    },
  };
}

interface StackFile {
  readonly resource: Record<string, Record<string, { readonly provider: string }>>;
}

function holdPower({ folder }: SynthesizedStack): void {
  const path = join(folder, "cdk.tf.json");
  const file = JSON.parse(readFileSync(path, "utf8")) as StackFile;
  const [[name, { provider }]] = Object.entries(file.resource.aws_instance!) as [[string, { provider: string }]];
  const power = { instance_id: `\${aws_instance.${name}.id}`, state: "stopped", provider };
  const resource = { ...file.resource, aws_ec2_instance_state: { power } };
  writeFileSync(path, JSON.stringify({ ...file, resource }));
}
