import {
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  paginateListHostedZones,
  type ResourceRecordSet,
} from "@aws-sdk/client-route-53";
import type { AwsClients } from "./aws-clients";
import type { Zone } from "./zone-answers";

/** Reads every deployed public hosted zone with its records. */
export async function readPublicZones(deployed: AwsClients): Promise<Zone[]> {
  const zones: Zone[] = [];
  for await (const page of paginateListHostedZones({ client: deployed.route53() }, {}))
    for (const zone of page.HostedZones ?? []) {
      if (zone.Config?.PrivateZone || !zone.Id) continue;
      zones.push({ zone, records: await readRecords(deployed, zone.Id) });
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
