import { matchValue, type Verdict } from "./value-matchers";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether a rule's pattern matches an event. Every field of the pattern must match: an object by its fields, a list of
 * matchers if any of them matches the event's value or, where that is a list, any of its members; `$or` if any of its
 * alternatives matches. A matcher that this does not know never matches, and is named.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * @param pattern JSON
 */
export function matchPattern(pattern: string, event: object): Verdict {
  let parsed: unknown;
  try {
    parsed = JSON.parse(pattern);
  } catch {
    return { unknown: pattern };
  }
  return isFields(parsed) ? matchFields(parsed, event) : { unknown: pattern };
}

function matchFields(pattern: Fields, given: unknown): Verdict {
  const fields = isFields(given) ? given : {};
  return all(
    Object.entries(pattern).map(([name, wanted]) =>
      name === "$or" ? matchAlternatives(wanted, given) : matchField(wanted, fields[name]),
    ),
  );
}

function matchAlternatives(alternatives: unknown, given: unknown): Verdict {
  if (!Array.isArray(alternatives) || !alternatives.every(isFields))
    return { unknown: JSON.stringify({ $or: alternatives }) };
  return any(alternatives.map((alternative) => matchFields(alternative, given)));
}

function matchField(wanted: unknown, value: unknown): Verdict {
  if (!Array.isArray(wanted)) {
    if (!isFields(wanted)) return { unknown: JSON.stringify(wanted) };
    // A list of objects matches if one of them does.
    return Array.isArray(value) ? any(value.map((one) => matchFields(wanted, one))) : matchFields(wanted, value);
  }
  // An empty list has no value, so only `exists: false` could match; objects are no leaves.
  const values = Array.isArray(value) ? value : [isFields(value) ? undefined : value];
  return any(
    wanted.flatMap((matcher) => (values.length === 0 ? [undefined] : values).map((one) => matchValue(matcher, one))),
  );
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An unknown matcher matters only where it decides: it never matches. */
const all = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find((verdict) => verdict === "no") ?? verdicts.find((verdict) => verdict !== "yes") ?? "yes";
const any = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find((verdict) => verdict === "yes") ?? verdicts.find((verdict) => verdict !== "no") ?? "no";
