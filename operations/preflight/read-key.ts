import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient } from "@aws-sdk/client-kms";
import type { Reading } from "../reading";
import { after } from "./combined";
import type { DiskKey, KeyAudience, Volume } from "./readings";

type Kms = Pick<KMSClient, "send">;

/** The one policy that a key has. https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html */
const PolicyName = "default";

/** Reads the key of a disk, by its ARN. Undefined where the disk has none. */
export function readDiskKey(
  kms: Kms,
  volume: Promise<Reading<Volume | undefined>>,
): Promise<Reading<DiskKey | undefined>> {
  return after(volume, async (found, abortSignal) => {
    const arn = found?.keyArn;
    if (arn === undefined) return undefined;
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }), { abortSignal });
    const state = KeyMetadata?.KeyState ?? "unknown";
    // AWS's own key for volumes lets everybody in who may use EC2 in its account.
    if (KeyMetadata?.KeyManager === "AWS") return { arn, state, opensTo: "whom IAM lets" };
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName }), { abortSignal });
    return { arn, state, opensTo: audienceOf(Policy ?? "{}", arn.split(":")[4]!) };
  });
}

interface Statement {
  readonly Effect?: string;
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Conditions that EC2's own use of a key fulfils: it asks for a grant for itself, on behalf of the account. */
const OF_EC2 = /^kms:(GrantIsForAWSResource|ViaService|CallerAccount)$/i;
const CREATES_GRANTS = /^(\*|kms:(\*|Create\*|CreateGrant))$/i;

/**
 * A key's policy hands the decision to IAM by allowing the account itself.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam
 */
export function audienceOf(policy: string, account: string): KeyAudience {
  const { Statement: written = [] } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
  const concerned = [written]
    .flat()
    .filter(({ Action = [] }) => [Action].flat().some((each) => CREATES_GRANTS.test(each)));
  if (concerned.some(({ Effect }) => Effect === "Deny")) return "whom it names";
  const opens = ({ Effect, Principal, Condition = {} }: Statement) => {
    const named = [typeof Principal === "string" ? Principal : (Principal?.AWS ?? [])].flat();
    const everybody = named.some((each) => ["*", account, `arn:aws:iam::${account}:root`].includes(each));
    const keys = Object.values(Condition).flatMap((values) => Object.keys(values));
    return Effect === "Allow" && everybody && keys.every((key) => OF_EC2.test(key));
  };
  return concerned.some(opens) ? "whom IAM lets" : "whom it names";
}
