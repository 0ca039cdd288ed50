import { DescribeVolumesCommand } from "@aws-sdk/client-ec2";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { askJson } from "../ask-json";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";
import { GLOBAL_REGION } from "../global-region";
import { regionOf } from "./principal";
import type { S3Object } from "./rights/s3-rights";

/** An object as far as permissions ask: whether it exists and whether KMS encrypts it, with which key if one was named. */
export type DeployedObject =
  | { readonly kind: "absent" }
  | { readonly kind: "present"; readonly kms: boolean; readonly keyArn: string | undefined };

/** Reads which deployed things are encrypted with which key. Keys that AWS manages ask nobody for permission. */
export class DeployedKeys {
  constructor(
    private readonly state: DeployedState,
    private readonly deployed: AwsClients,
  ) {}

  /** @returns JSON of the key's policy */
  policyOf(keyArn: string): Promise<string | undefined> {
    return this.state.read(`policy of key ${keyArn}`, ["kms"], async () => {
      const answer = await this.ask(keyArn, "GetKeyPolicy", { PolicyName: "default" });
      return answer?.Policy as string | undefined;
    });
  }

  /** ARNs of the customers' keys that encrypt an instance's volumes. */
  ofVolumes(region: string, instanceId: string): Promise<readonly string[]> {
    return this.state.read(`keys of the volumes of ${instanceId}`, ["ec2", "kms"], async () => {
      const Filters = [{ Name: "attachment.instance-id", Values: [instanceId] }];
      const { Volumes } = await this.deployed.ec2(region).send(new DescribeVolumesCommand({ Filters }));
      const keys = new Set((Volumes ?? []).flatMap(({ KmsKeyId }) => (KmsKeyId ? [KmsKeyId] : [])));
      const own = await Promise.all([...keys].map((key) => this.customersArn(region, key)));
      return own.filter((arn) => arn !== undefined);
    });
  }

  object({ bucket, key }: S3Object, VersionId?: string): Promise<DeployedObject> {
    return this.state.read(`object ${bucket}/${key} ${VersionId ?? ""}`, ["s3"], async () => {
      try {
        const asking = new HeadObjectCommand({ Bucket: bucket, Key: key, VersionId });
        const { ServerSideEncryption, SSEKMSKeyId } = await this.deployed.s3(GLOBAL_REGION).send(asking);
        const kms = ServerSideEncryption?.startsWith("aws:kms") ?? false;
        const keyArn = kms && SSEKMSKeyId ? await this.customersArn(regionOf(SSEKMSKeyId), SSEKMSKeyId) : undefined;
        return { kind: "present", kms, keyArn };
      } catch (error) {
        // A HEAD has no body, so no error has a code of its own; 405 is a delete marker asked for by its version.
        const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
        if (status === 404 || status === 405) return { kind: "absent" };
        throw error;
      }
    });
  }

  /**
   * The key's ARN if a customer manages it. An alias `alias/aws/…` says that AWS does; moto takes every key for a
   * customer's. A key that nobody knows counts as a customer's.
   */
  private async customersArn(region: string, key: string): Promise<string | undefined> {
    const aliases = (await this.ask(key, "ListAliases", {}, region))?.Aliases as { AliasName: string }[] | undefined;
    if (aliases?.some(({ AliasName }) => AliasName.startsWith("alias/aws/"))) return undefined;
    const metadata = (await this.ask(key, "DescribeKey", {}, region))?.KeyMetadata as { Arn: string } | undefined;
    return metadata?.Arn ?? key;
  }

  /** Undefined where there is no such key. */
  private async ask(
    key: string,
    action: string,
    parameters: Record<string, string>,
    region = regionOf(key),
  ): Promise<Record<string, unknown> | undefined> {
    const to = { service: "kms", region, target: `TrentService.${action}` };
    const { ok, status, answer } = await askJson(this.deployed, to, { KeyId: key, ...parameters });
    if (ok) return answer;
    if (String(answer.__type).endsWith("NotFoundException")) return undefined;
    throw new Error(`KMS in ${region} answered ${status} to ${action} of ${key}: ${JSON.stringify(answer)}`);
  }
}
