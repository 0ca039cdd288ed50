import type { Ami } from "./configuration";
import type { Fault } from "./problem";

/** Public parameters: https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-from-cloudformation */
const AMAZON_LINUX = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

/** `m7gd`: after the generation, Graviton types have a `g`; `g4dn` has its `g` before it. The first generation is `a1`. */
const GRAVITON_FAMILY = /^(a1|[a-z]+\d+g[a-z]*)$/;
/** NVIDIA's Grace processors, as in `p6e-gb200`, are arm64 too. */
const GRACE_FAMILY = /-gb\d+$/;

/** AWS's ids: a prefix and 17 hexadecimal digits (8 in old accounts). */
const hexadecimalId = (prefix: string) => new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`);
const AMI_ID = hexadecimalId("ami");
const SUBNET_ID = hexadecimalId("subnet");
const INSTANCE_ID = hexadecimalId("i");
/** With an optional version or label: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
const SSM_PARAMETER = /^(\/[A-Za-z0-9_.-]+)+(:[A-Za-z0-9_.-]+)?$/;
const INSTANCE_TYPE = /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/;

/** The processor architecture of an EC2 instance type, as AMI names spell it. */
export function architecture(instanceType: string): "x86_64" | "arm64" {
  const family = instanceType.split(".")[0]!;
  return GRAVITON_FAMILY.test(family) || GRACE_FAMILY.test(family) ? "arm64" : "x86_64";
}

/** Current Amazon Linux 2023 for an instance type. */
export function defaultAmi(instanceType: string): Ami {
  return { kind: "ssmParameter", name: `${AMAZON_LINUX}${architecture(instanceType)}` };
}

/** The AMI that a text without fault names. */
export function amiOf(text: string): Ami {
  return text.startsWith("/") ? { kind: "ssmParameter", name: text } : { kind: "id", id: text };
}

export function amiFault(text: string): Fault | undefined {
  if (AMI_ID.test(text) || SSM_PARAMETER.test(text)) return undefined;
  return {
    code: "invalid-ami",
    what: "this names no machine image",
    allowed: `an AMI id such as "ami-0123456789abcdef0", or an SSM parameter's name such as "${AMAZON_LINUX}x86_64"`,
  };
}

export function instanceTypeFault(text: string): Fault | undefined {
  if (INSTANCE_TYPE.test(text)) return undefined;
  return {
    code: "invalid-instance-type",
    what: "this is no EC2 instance type",
    allowed: 'a family, a dot and a size in lower case, such as "t3.micro" or "m7g.large"',
    suggestion: INSTANCE_TYPE.test(text.toLowerCase()) ? text.toLowerCase() : undefined,
  };
}

export function subnetFault(text: string): Fault | undefined {
  if (SUBNET_ID.test(text)) return undefined;
  return {
    code: "invalid-subnet",
    what: "this is no subnet's id",
    allowed: 'an id such as "subnet-0123456789abcdef0", or no `subnet:` at all for one of the default VPC',
  };
}

export function instanceIdFault(text: string): Fault | undefined {
  if (INSTANCE_ID.test(text)) return undefined;
  return {
    code: "invalid-instance-id",
    what: "this is no EC2 instance's id",
    allowed: 'an id such as "i-0123456789abcdef0", or no `instanceId:` at all for a server outside EC2',
  };
}
