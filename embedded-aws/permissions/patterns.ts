import type { ConditionContext } from "./condition-context";

/**
 * Whether something applies. `unknown`: the embedded AWS cannot tell, and whoever asks must take it for what denies.
 */
export type Match = "yes" | "no" | "unknown";

/** A policy's text after its variables were filled in: pieces in which wildcards count, and pieces that are plain. */
export type Pattern = readonly { readonly text: string; readonly plain: boolean }[];

const VARIABLE = /\$\{([^}]*)\}/g;

/**
 * Fills in `${aws:PrincipalAccount}`, `${aws:username, 'nobody'}`, and `${*}`, `${?}` and `${$}`, which stand for
 * themselves. A variable that the request lacks makes the text match nothing: `no`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function fillIn(text: string, variables: ConditionContext | undefined): Pattern | "no" | "unknown" {
  if (variables === undefined || !text.includes("${")) return [{ text, plain: false }];
  const pieces: { text: string; plain: boolean }[] = [];
  let end = 0;
  for (const { 0: whole, 1: inner = "", index } of text.matchAll(VARIABLE)) {
    pieces.push({ text: text.slice(end, index), plain: false });
    end = index + whole.length;
    const value = valueOfVariable(inner, variables);
    if (value === "no" || value === "unknown") return value;
    pieces.push({ text: value.text, plain: true });
  }
  return [...pieces, { text: text.slice(end), plain: false }];
}

function valueOfVariable(inner: string, variables: ConditionContext): { text: string } | "no" | "unknown" {
  if (inner === "*" || inner === "?" || inner === "$") return { text: inner };
  const [, key = inner, fallback] = /^\s*([^,\s]+)\s*,\s*'(.*)'\s*$/.exec(inner) ?? [];
  const values = variables[key.trim().toLowerCase()];
  if (values === undefined) return "unknown";
  // Of several values none may be filled in.
  if (values.length === 1) return { text: values[0]! };
  return fallback === undefined ? "no" : { text: fallback };
}

/** The text without any wildcards. */
export const plainText = (pattern: Pattern): string => pattern.map(({ text }) => text).join("");

/** IAM's wildcards in plain text, such as an action or a condition's value: `*` is any text, `?` any one character. */
export function likeText(pattern: Pattern, value: string): boolean {
  return expressionOf(pattern, (wildcard) => (wildcard === "*" ? ".*" : ".")).test(value);
}

/** Place of the resource within an ARN, after five colons: there a colon is a character like any other. */
const RESOURCE_SEGMENT = 5;

/**
 * A statement's Resource against an ARN, or `*` for an action that knows no resources. A wildcard stays within its
 * segment, but for an asterisk that ends one: that one goes on over the colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function likeResource(pattern: Pattern, arn: string): boolean {
  const expression = expressionOf(pattern, (wildcard, before, next) => {
    const inResource = before.split(":").length > RESOURCE_SEGMENT;
    if (wildcard === "?") return inResource ? "." : "[^:]";
    return inResource || next === undefined || next === ":" ? ".*" : "[^:]*";
  });
  return expression.test(arn);
}

/**
 * The condition operators ArnLike and ArnEquals, which are the same: each of the six segments is compared by itself.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function likeArn(pattern: Pattern, arn: string): boolean {
  const expression = expressionOf(pattern, (wildcard, before) => {
    const inResource = before.split(":").length > RESOURCE_SEGMENT;
    return (inResource ? "." : "[^:]") + (wildcard === "*" ? "*" : "");
  });
  return plainText(pattern).split(":").length > RESOURCE_SEGMENT && expression.test(arn);
}

function expressionOf(
  pattern: Pattern,
  wildcardAs: (wildcard: string, before: string, next: string | undefined) => string,
): RegExp {
  const characters = pattern.flatMap(({ text, plain }) => [...text].map((character) => ({ character, plain })));
  let before = "";
  let source = "";
  for (const [index, { character, plain }] of characters.entries()) {
    const isWildcard = !plain && (character === "*" || character === "?");
    source += isWildcard
      ? wildcardAs(character, before, characters[index + 1]?.character)
      : character.replace(/[.*+?^${}()|[\]\\/]/, "\\$&");
    before += character;
  }
  return new RegExp(`^${source}$`, "su");
}
