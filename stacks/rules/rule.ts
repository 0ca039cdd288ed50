/** A resource as it will stand in the synthesized JSON: snake_case arguments, tokens as Terraform expressions. */
export interface SynthesizedResource {
  /** Construct path, by which a developer finds it. */
  path: string;
  /** Terraform resource type, such as `aws_instance`. */
  type: string;
  /** Address by which other resources refer to it, such as `aws_instance.site_instance_1A2B`. */
  address: string;
  arguments: Record<string, unknown>;
}

export interface Violation {
  path: string;
  /** What is wrong, what was given, what to do. */
  message: string;
}

/** One thing that may never be synthesized. Sees all resources of a stack, since some truths need two of them. */
export type Rule = (resources: SynthesizedResource[]) => Violation[];

/** A rule that looks at each resource of some types alone. */
export function eachResource(
  types: string[] | "all",
  judge: (resource: SynthesizedResource) => string | undefined,
): Rule {
  return (resources) =>
    resources
      .filter(({ type }) => types === "all" || types.includes(type))
      .flatMap((resource) => {
        const message = judge(resource);
        return message === undefined ? [] : [{ path: resource.path, message }];
      });
}

/** A block's arguments: Terraform JSON takes one block as an object or as a list. */
export function blocks(argument: unknown): Record<string, unknown>[] {
  if (argument === undefined || argument === null) return [];
  return (Array.isArray(argument) ? argument : [argument]) as Record<string, unknown>[];
}
