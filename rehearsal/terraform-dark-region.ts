import { GLOBAL_REGION } from "../embedded-aws/global-region";
import { readStack, regionOfProvider, type StackJson } from "./stack-json";
import type { Diagnostic } from "./terraform-messages";

/** A stack's blocks by their types and names, as far as they say which provider is theirs. */
type Blocks = Readonly<Record<string, Readonly<Record<string, { readonly provider?: string }>> | undefined>>;

/**
 * How the AWS SDK for Go says that no answer came: it could not send or read (reset, refused, timed out), or it was
 * still waiting when Terraform was told to stop. Both measured with the provider 5.100.0.
 */
const NO_ANSWER = /request send failed|context canceled|context deadline exceeded/;

/** `provider["registry.terraform.io/hashicorp/aws"].primary` */
const PROVIDER_ADDRESS = /^provider\[".*\/aws"\]\.(\w+)$/;

/** `data.aws_eip.site`, `aws_eip.site`, `aws_eip.site[0]`; cdktf makes no modules. */
const RESOURCE_ADDRESS = /^(data\.)?(\w+)\.([\w-]+)/;

/**
 * Of services whose one control plane serves all regions: their providers' region is not the one that is asked.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const GLOBAL_RESOURCE = /^aws_(iam|route53)_(?!resolver_)/;

/**
 * The regions whose APIs gave no answer, by what Terraform said; empty if it failed for another reason.
 * @param folder holds `cdk.tf.json`, which says where each provider and resource is
 */
export function unansweringRegions(folder: string, diagnostics: readonly Diagnostic[]): string[] {
  const silent = diagnostics.filter(
    ({ severity, summary, detail }) => severity === "error" && NO_ANSWER.test(`${summary}\n${detail}`),
  );
  if (silent.length === 0) return [];
  const stack = readStack(folder);
  return [...new Set(silent.flatMap(({ address }) => (address === undefined ? [] : regionsOf(stack, address))))];
}

/** One region, or none where the address tells none. */
function regionsOf(stack: StackJson, address: string): string[] {
  const [, data, type, name] = RESOURCE_ADDRESS.exec(address) ?? [];
  if (type !== undefined && GLOBAL_RESOURCE.test(type)) return [GLOBAL_REGION];
  const blocks: Blocks = (data === undefined ? stack.resource : stack.data) ?? {};
  const alias = PROVIDER_ADDRESS.exec(address)?.[1];
  const provider = alias === undefined ? blocks[type!]?.[name!]?.provider : `aws.${alias}`;
  const region = provider === undefined ? undefined : regionOfProvider(stack, provider);
  return region === undefined ? [] : [region];
}
