import type { Target } from "@aws-sdk/client-eventbridge";
import type { AwsEvent } from "./event";

type Input =
  | { readonly kind: "input"; readonly value: unknown }
  | { readonly kind: "unusable"; readonly reason: string };

/**
 * What a function gets of an event: all of it, the target's constant, a part, or the target's own text.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function inputOf(target: Target, event: AwsEvent): Input {
  const { Input, InputPath, InputTransformer } = target;
  if (Input !== undefined) return parsed(Input);
  if (InputPath !== undefined) return { kind: "input", value: at(event, InputPath) };
  if (InputTransformer === undefined) return { kind: "input", value: event };
  const paths = Object.entries(InputTransformer.InputPathsMap ?? {});
  const values = new Map(paths.map(([name, path]) => [name, at(event, path)]));
  return parsed(fill(InputTransformer.InputTemplate ?? "", values));
}

/** `$.detail.state`, `$.resources[0]` or `$`: what of JSONPath these settings are used with. */
function at(event: AwsEvent, path: string): unknown {
  const steps = path.replace(/^\$\.?/, "").match(/[^.[\]]+/g) ?? [];
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], event);
}

/** Within quotes a value is put in as text, elsewhere as JSON; what the event lacks is empty text. */
function fill(template: string, values: ReadonlyMap<string, unknown>): string {
  return template.replace(/"(?:[^"\\]|\\.)*"|<([^<>\s]+)>/g, (whole, name: string | undefined) => {
    if (name !== undefined) return values.has(name) ? JSON.stringify(values.get(name) ?? "") : whole;
    return whole.replace(/<([^<>\s]+)>/g, (placeholder, inner: string) => {
      if (!values.has(inner)) return placeholder;
      const value = values.get(inner) ?? "";
      return JSON.stringify(typeof value === "string" ? value : JSON.stringify(value)).slice(1, -1);
    });
  });
}

function parsed(text: string): Input {
  try {
    return { kind: "input", value: JSON.parse(text) };
  } catch {
    return { kind: "unusable", reason: `the input ${text} is not JSON, which is all that Lambda takes` };
  }
}
