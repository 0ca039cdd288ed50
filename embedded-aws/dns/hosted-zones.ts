import {
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  paginateListHostedZones,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";

/** A deployed public hosted zone. */
export interface Zone {
  /** With its final dot, as Route 53 writes it. */
  readonly name: string;
  /** Host names of the zone's delegation set. */
  readonly nameServers: readonly string[];
  readonly records: readonly ResourceRecordSet[];
}

/** The deployed public hosted zones, read again only after Route 53 was changed. */
export const deployedZones = (state: DeployedState, deployed: AwsClients) => (): Promise<readonly Zone[]> =>
  state.read("hosted zones", ["route53"], () => readPublicZones(deployed));

async function readPublicZones(deployed: AwsClients): Promise<Zone[]> {
  const zones: Zone[] = [];
  for await (const page of paginateListHostedZones({ client: deployed.route53() }, {}))
    for (const { Id, Name, Config } of page.HostedZones ?? []) {
      if (Config?.PrivateZone || !Id || !Name) continue;
      const { DelegationSet } = await deployed.route53().send(new GetHostedZoneCommand({ Id }));
      zones.push({
        name: Name,
        nameServers: DelegationSet?.NameServers ?? [],
        records: await readRecords(deployed, Id),
      });
    }
  return zones;
}

async function readRecords(deployed: AwsClients, zoneId: string): Promise<ResourceRecordSet[]> {
  const records: ResourceRecordSet[] = [];
  let from: ListResourceRecordSetsCommandInput | undefined = { HostedZoneId: zoneId };
  while (from) {
    const page: Awaited<ReturnType<typeof ask>> = await ask(deployed, from);
    records.push(...(page.ResourceRecordSets ?? []));
    from = page.IsTruncated
      ? {
          HostedZoneId: zoneId,
          StartRecordName: page.NextRecordName,
          StartRecordType: page.NextRecordType,
          StartRecordIdentifier: page.NextRecordIdentifier,
        }
      : undefined;
  }
  return records;
}

const ask = (deployed: AwsClients, from: ListResourceRecordSetsCommandInput) =>
  deployed.route53().send(new ListResourceRecordSetsCommand(from));
