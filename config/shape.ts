import { z } from "zod";
import type { ConfigurationDocument } from "./document";
import { FIELD_TEXTS, schemaAt } from "./field";
import type { Fault, Path, Report } from "./problem";
import { fileSchema } from "./schema";
import { nearest } from "./suggestion";

type Issue = z.core.$ZodIssue;

/** Reports everything that zod found, in our words. */
export function reportShape(issues: readonly Issue[], document: ConfigurationDocument, report: Report): void {
  for (const issue of issues.flatMap(plainIssues)) {
    const path = issue.path as Path;
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) report([...path, key], unknownKey(path, key));
    } else {
      report(path, faultOf(issue, path, document));
    }
  }
}

/** Of a choice between a word and a mapping, the issues of the kind that was given; or the choice's own. */
function plainIssues(issue: Issue): Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const branch = issue.errors.find((errors) => errors.some(({ path }) => path.length > 0));
  if (branch !== undefined) return branch.map((below) => ({ ...below, path: [...issue.path, ...below.path] }));
  const words = issue.errors.flat().flatMap((error) => (error.code === "invalid_value" ? error.values : []));
  return [{ code: "invalid_value", values: words, path: issue.path, message: issue.message }];
}

function unknownKey(path: Path, key: string): Fault {
  const schema = schemaAt(fileSchema, path);
  const mapping =
    schema instanceof z.ZodUnion ? schema.options.find((option) => option instanceof z.ZodObject) : schema;
  const keys = mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
  return {
    code: "unknown-key",
    what: "there is no such key here",
    allowed: keys.join(", "),
    suggestion: nearest(key, keys),
  };
}

function faultOf(issue: Issue, path: Path, document: ConfigurationDocument): Fault {
  if (issue.code === "custom") return issue.params!.fault as Fault;
  const allowed = allowedAt(path);
  const value = valueAt(document.data, path);
  if (value === undefined) return { code: "missing-key", what: "this key is required", allowed };
  switch (issue.code) {
    case "invalid_value":
      return {
        code: "not-a-choice",
        what: "this is none of the choices",
        allowed,
        suggestion: typeof value === "string" ? nearest(value, issue.values.map(String)) : undefined,
      };
    case "too_small":
    case "too_big":
      if (issue.origin === "array") return { code: "empty-list", what: "the list is empty", allowed };
      return { code: "out-of-range", what: "this is out of range", allowed };
    default:
      return {
        code: "wrong-type",
        what: typeText(value),
        allowed,
        suggestion: retyped(issue, value, document.givenAt(path)),
      };
  }
}

/** Texts stand at every field of the schema; a path that leads nowhere in it is a mapping's key of its own choosing. */
function allowedAt(path: Path): string {
  const schema = schemaAt(fileSchema, path);
  const text = schema && FIELD_TEXTS.get(schema);
  return text?.allowed ?? "text";
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, segment) => (value as Record<string | number, unknown> | null)?.[segment], data);
}

function typeText(value: unknown): string {
  if (value === null) return "the value is missing";
  if (Array.isArray(value)) return "a list cannot stand here";
  if (typeof value === "object") return "a mapping cannot stand here";
  return `a ${typeof value === "string" ? "text" : typeof value} of this kind cannot stand here`;
}

/** YAML reads 5.100 and +12065550100 as numbers and "30" as text: quotes are the commonest mistake of type. */
function retyped(issue: Issue, value: unknown, source: string): string | undefined {
  if (issue.code !== "invalid_type") return undefined;
  if (issue.expected === "string" && (typeof value === "number" || typeof value === "boolean")) return `"${source}"`;
  const isNumber = issue.expected === "number" && typeof value === "string" && /^\d+$/.test(value);
  return isNumber ? value : undefined;
}
