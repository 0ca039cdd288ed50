import type { SynthesizedResource } from "../../../stacks/rules/rule";

/** A resource of a stack, as a rule sees it: `aws_instance.one` at the path `www-standby/one`. */
export function resource(type: string, given: Record<string, unknown>, name = "one"): SynthesizedResource {
  return { path: `www-standby/${name}`, type, address: `${type}.${name}`, arguments: given };
}
