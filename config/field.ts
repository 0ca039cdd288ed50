import { z } from "zod";
import type { Fault, Path } from "./problem";

/** What a person is told about a field: by an editor, from the JSON Schema, and by a problem. */
interface FieldText {
  /** What the field is, ending in a full stop. */
  description: string;
  /** What may stand there, without a full stop. */
  allowed: string;
  /** What an editor offers where the type says only "text". */
  examples?: readonly string[];
}

export const FIELD_TEXTS = z.registry<FieldText>();

/** The schema, with its text. It must be the innermost one: `.default()` and `.optional()` come after it. */
export function field<S extends z.ZodType>(schema: S, text: FieldText): S {
  FIELD_TEXTS.add(schema, text);
  return schema;
}

/** A whole number between bounds; `unit` follows them in the text. */
export const wholeNumber = (minimum: number, maximum: number, unit: string, description: string) =>
  field(z.int().min(minimum).max(maximum), {
    description,
    allowed: `a whole number from ${minimum} to ${maximum}${unit}`,
  });

/** One of a few words. */
export const choice = <const T extends readonly string[]>(values: T, description: string) =>
  field(z.enum(values), { description, allowed: values.join(" or ") });

/** The schema, with a rule that says what is wrong with a value of the right type. */
export function obeying<S extends z.ZodType>(schema: S, rule: (value: z.output<S>) => Fault | undefined): S {
  return obeyingAll(schema, (value) => {
    const fault = rule(value);
    return fault === undefined ? [] : [{ path: [], fault }];
  });
}

/** The schema, with a rule that finds faults in its parts; paths begin at the value. */
export function obeyingAll<S extends z.ZodType>(
  schema: S,
  rule: (value: z.output<S>) => { path: Path; fault: Fault }[],
): S {
  return schema.superRefine((value, context) => {
    for (const { path, fault } of rule(value)) {
      context.addIssue({ code: "custom", path: [...path], params: { fault }, message: fault.what });
    }
  });
}

/** The schema below a path, through defaults, lists, mappings and the mapping of a choice; undefined where there is none. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  const bare = unwrapped(schema);
  const [segment, ...rest] = path;
  if (segment === undefined) return bare;
  const below = childOf(bare, String(segment));
  return below === undefined ? undefined : schemaAt(below, rest);
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return unwrapped(schema.unwrap());
  }
  return schema;
}

function childOf(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[key];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodUnion) {
    const mapping = schema.options.find((option) => option instanceof z.ZodObject);
    return mapping && childOf(mapping, key);
  }
  return undefined;
}
