import { paginateListHealthChecks } from "@aws-sdk/client-route-53";
import type { AwsClients } from "../aws-clients";
import { type CheckDefinition, definitionOf } from "./definition";

/** Every deployed health check, by its id. Rejects with the SDK's errors. */
export async function listDefinitions(deployed: AwsClients): Promise<ReadonlyMap<string, CheckDefinition>> {
  const definitions = new Map<string, CheckDefinition>();
  for await (const { HealthChecks = [] } of paginateListHealthChecks({ client: deployed.route53() }, {})) {
    for (const check of HealthChecks) definitions.set(check.Id!, definitionOf(check));
  }
  return definitions;
}
