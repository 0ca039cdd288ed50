import { DescribeAddressesCommand, DescribeInstancesCommand, type EC2Client, type Instance } from "@aws-sdk/client-ec2";
import { GetServiceQuotaCommand, type ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { type Reading, reading } from "../reading";
import { after } from "./combined";
import { vCpusOf } from "./read-site";
import type { Quotas, Server } from "./readings";

type Clients = { ec2: Pick<EC2Client, "send">; quotas: Pick<ServiceQuotasClient, "send"> };

/** “EC2-VPC Elastic IPs”. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html */
const ADDRESSES = "L-0263D0A3";

/**
 * “Running On-Demand … instances”, in vCPUs, by the letters that a type begins with.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits
 */
const VCPUS: readonly { families: RegExp; code: string }[] = [
  { families: /^(a|c|d|h|i|im|is|m|r|t|z)\d/, code: "L-1216C47A" },
  { families: /^(g|gr|vt)\d/, code: "L-DB2E81BA" },
  { families: /^p\d/, code: "L-417A185B" },
  { families: /^x\d/, code: "L-7295265B" },
  { families: /^f\d/, code: "L-74FC7D96" },
  { families: /^inf\d/, code: "L-1945791B" },
];

const quotaOfType = (type: string) => VCPUS.find(({ families }) => families.test(type));

/** Reads the limits of the standby region, and what is used of them. Never rejects. */
export async function readQuotas(
  clients: Clients,
  standby: { instanceId: string; server: Promise<Reading<Server | undefined>> },
): Promise<Quotas> {
  const [addresses, vCpus] = await Promise.all([
    reading(async (signal) => {
      const [quota, used] = await Promise.all([
        readQuota(clients.quotas, ADDRESSES, signal),
        countAddresses(clients.ec2, signal),
      ]);
      return { quota, used };
    }),
    after(standby.server, async (server, signal) => {
      const limit = quotaOfType(server?.type ?? "");
      if (limit === undefined) return undefined;
      const [quota, used] = await Promise.all([
        readQuota(clients.quotas, limit.code, signal),
        countVCpus(clients.ec2, limit.families, standby.instanceId, signal),
      ]);
      return { quota, used };
    }),
  ]);
  return { addresses, vCpus };
}

async function readQuota(quotas: Clients["quotas"], QuotaCode: string, abortSignal: AbortSignal): Promise<number> {
  const { Quota } = await quotas.send(new GetServiceQuotaCommand({ ServiceCode: "ec2", QuotaCode }), { abortSignal });
  if (Quota?.Value === undefined) throw new Error(`Service Quotas gives no value for ${QuotaCode}`);
  return Quota.Value;
}

async function countAddresses(ec2: Clients["ec2"], abortSignal: AbortSignal): Promise<number> {
  const { Addresses } = await ec2.send(new DescribeAddressesCommand({}), { abortSignal });
  return Addresses?.length ?? 0;
}

/** Of all other instances that count against the limit: spot instances have one of their own. */
async function countVCpus(
  ec2: Clients["ec2"],
  families: RegExp,
  except: string,
  abortSignal: AbortSignal,
): Promise<number> {
  let used = 0;
  let NextToken: string | undefined;
  const counts = ({ InstanceId, InstanceType, InstanceLifecycle }: Instance) =>
    InstanceId !== except && families.test(InstanceType ?? "") && InstanceLifecycle === undefined;
  do {
    const page = await ec2.send(
      new DescribeInstancesCommand({
        Filters: [{ Name: "instance-state-name", Values: ["pending", "running"] }],
        NextToken,
      }),
      { abortSignal },
    );
    const instances = (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []);
    used += instances.filter(counts).reduce((sum, instance) => sum + (vCpusOf(instance) ?? 0), 0);
    NextToken = page.NextToken || undefined;
  } while (NextToken !== undefined);
  return used;
}
