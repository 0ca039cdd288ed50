import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A synthesized stack's Terraform JSON, as far as the rehearsal reads it. */
export interface StackJson {
  readonly provider: { readonly aws: readonly { readonly alias: string; readonly region: string }[] };
  readonly terraform: {
    readonly backend: {
      readonly s3?: { readonly bucket: string; readonly region: string };
      readonly local?: { readonly path: string };
    };
  };
  readonly output?: Readonly<Record<string, { readonly value: string }>>;
  readonly data?: {
    readonly aws_route53_zone?: Blocks<{ readonly name: string }>;
    readonly aws_subnet?: Blocks<{ readonly id: string }>;
    readonly aws_ssm_parameter?: Blocks<{ readonly name: string }>;
    readonly aws_ec2_instance_type_offerings?: Blocks<{
      readonly filter: readonly { readonly values: readonly string[] }[];
    }>;
  };
  readonly resource?: {
    readonly aws_instance?: Blocks<{ readonly ami: string; readonly instance_type: string }>;
    readonly aws_route53_health_check?: Blocks<{ readonly ip_address?: string; readonly port?: number }>;
  };
}

type Blocks<Block> = Readonly<Record<string, Block & { readonly provider: string }>>;

/** @param folder the stack's */
export const readStack = (folder: string): StackJson =>
  JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;

/** `aws.standby` is the provider whose alias is `standby`. Undefined where the stack has no such provider. */
export const regionOfProvider = ({ provider }: StackJson, name: string): string | undefined =>
  provider.aws.find(({ alias }) => name === `aws.${alias}`)?.region;

/** @throws Error where the stack lacks the provider that a block of it names */
export function regionOf(stack: StackJson, { provider }: { readonly provider: string }): string {
  const region = regionOfProvider(stack, provider);
  if (region === undefined) throw new Error(`the stack has no provider ${provider}`);
  return region;
}

/** Whether a value is known before anything is deployed: no reference to what Terraform makes or finds. */
export const isLiteral = (value: string | undefined): value is string => value !== undefined && !value.includes("${");
