/** The parts of a stack's Terraform JSON that say what an account must hold before the stack can be deployed. */
export interface StackJson {
  readonly provider: { readonly aws: readonly { readonly alias: string; readonly region: string }[] };
  readonly terraform: { readonly backend: { readonly s3?: { readonly bucket: string; readonly region: string } } };
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

/** `aws.standby` is the provider whose alias is `standby`. */
export function regionOf({ provider }: StackJson, { provider: name }: { readonly provider: string }): string {
  const found = provider.aws.find(({ alias }) => name === `aws.${alias}`);
  if (found === undefined) throw new Error(`the stack has no provider ${name}`);
  return found.region;
}

/** Whether a value is known before anything is deployed: no reference to what Terraform makes or finds. */
export const isLiteral = (value: string | undefined): value is string => value !== undefined && !value.includes("${");
