/** What a pattern's matcher says of one value; `unknown` where the embedded AWS does not know the matcher. */
export type Verdict = "yes" | "no" | { readonly unknown: string };

const asVerdict = (matches: boolean): Verdict => (matches ? "yes" : "no");

/**
 * One matcher of a pattern on one value of an event, which may be undefined where the event has no such field.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchValue(matcher: unknown, value: unknown): Verdict {
  if (typeof matcher !== "object" || matcher === null) return asVerdict(matcher === value);
  const [[name, argument] = ["", undefined], ...more] = Object.entries(matcher);
  if (more.length > 0) return { unknown: JSON.stringify(matcher) };
  if (name === "exists" && typeof argument === "boolean") return asVerdict((value !== undefined) === argument);
  if (value === undefined) return isKnown(name, argument) ? "no" : { unknown: JSON.stringify(matcher) };
  if (name === "anything-but") return matchAnythingBut(argument, value);
  if (name === "numeric") return matchNumeric(argument, value);
  return matchText(name, argument, value);
}

/** Whether this would be a matcher at all, had the event the field. */
const isKnown = (name: string, argument: unknown) =>
  name === "anything-but" || typeof matchValue({ [name]: argument }, "") === "string";

function matchText(name: string, argument: unknown, value: unknown): Verdict {
  const text = typeof value === "string" ? value : undefined;
  const ignoringCase = ignoredCase(argument);
  const wanted = ignoringCase ?? argument;
  if (typeof wanted !== "string") return { unknown: JSON.stringify({ [name]: argument }) };
  const [given, looked] = ignoringCase === undefined ? [text, wanted] : [text?.toLowerCase(), wanted.toLowerCase()];
  switch (name) {
    case "prefix":
      return asVerdict(given?.startsWith(looked) ?? false);
    case "suffix":
      return asVerdict(given?.endsWith(looked) ?? false);
    case "equals-ignore-case":
      return asVerdict(text?.toLowerCase() === wanted.toLowerCase());
    case "wildcard":
      return asVerdict(text !== undefined && wildcard(wanted).test(text));
    default:
      return { unknown: JSON.stringify({ [name]: argument }) };
  }
}

/** `{"prefix": {"equals-ignore-case": "x"}}`. */
function ignoredCase(argument: unknown): string | undefined {
  const inner = (argument as Record<string, unknown> | null | undefined)?.["equals-ignore-case"];
  return typeof inner === "string" ? inner : undefined;
}

/** The value is none of those listed, or none that the inner matcher (or any of its list) takes. */
function matchAnythingBut(argument: unknown, value: unknown): Verdict {
  if (Array.isArray(argument)) return asVerdict(!argument.includes(value));
  if (typeof argument !== "object" || argument === null) return asVerdict(argument !== value);
  const [[name, inner] = ["", undefined]] = Object.entries(argument);
  for (const one of Array.isArray(inner) ? inner : [inner]) {
    const verdict = matchText(name, one, value);
    if (verdict !== "no") return verdict === "yes" ? "no" : verdict;
  }
  return "yes";
}

/** `["=", 5]`, or one or two of `["<", 5]`, `["<=", 5]`, `[">", 5]`, `[">=", 5]` in one list; all must hold. */
function matchNumeric(argument: unknown, value: unknown): Verdict {
  const comparisons: Record<string, (bound: number, given: number) => boolean> = {
    "=": (bound, given) => given === bound,
    "<": (bound, given) => given < bound,
    "<=": (bound, given) => given <= bound,
    ">": (bound, given) => given > bound,
    ">=": (bound, given) => given >= bound,
  };
  const parts = Array.isArray(argument) ? argument : [];
  const unknown = { unknown: JSON.stringify({ numeric: argument }) };
  if (parts.length === 0 || parts.length % 2 !== 0) return unknown;
  let holds = typeof value === "number";
  for (let at = 0; at < parts.length; at += 2) {
    const compare = comparisons[String(parts[at])];
    if (!compare || typeof parts[at + 1] !== "number") return unknown;
    holds = holds && compare(parts[at + 1], value as number);
  }
  return asVerdict(holds);
}

/** `*` is any text, `\*` a star and `\\` a backslash. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.match(/\\[*\\]|\*|[^*\\]+|\\/g) ?? [];
  const expression = parts.map((part) => {
    if (part === "*") return ".*";
    const literal = part === "\\*" || part === "\\\\" ? part.slice(1) : part;
    return literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${expression.join("")}$`, "s");
}
