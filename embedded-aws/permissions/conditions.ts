import type { ConditionContext } from "./condition-context";
import { OPERATORS, type Operator } from "./condition-operators";
import { fillIn, type Match } from "./patterns";
import type { Condition } from "./policy";

const WRITTEN = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/**
 * Whether a request meets one condition: its key's values against any of the policy's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 *
 * @param variables what the policy's variables stand for; undefined where the policy knows none
 * @returns `unknown` for an operator or a key that the embedded AWS does not know, and for a value of the wrong kind
 */
export function meets(condition: Condition, context: ConditionContext, variables: ConditionContext | undefined): Match {
  const [, quantifier, name = "", ifExists] = WRITTEN.exec(condition.operator) ?? [];
  const values = context[condition.key.toLowerCase()];
  if (values === undefined) return "unknown";
  if (name === "Null" && !quantifier && !ifExists) return isNull(condition.values, values);
  const operator = OPERATORS.get(name);
  if (!operator) return "unknown";
  if (values.length === 0) {
    if (quantifier === "ForAnyValue") return "no";
    return quantifier === "ForAllValues" || ifExists || operator.negated ? "yes" : "no";
  }
  const matches = values.map((value) => meetsValue(operator, condition.values, value, variables));
  return quantifier === "ForAllValues" ? allOf(matches) : anyOf(matches);
}

function isNull(written: readonly string[], values: readonly string[]): Match {
  return anyOf(
    written.map((text) => {
      const wanted = text.toLowerCase();
      if (wanted !== "true" && wanted !== "false") return "unknown";
      return (wanted === "true") === (values.length === 0) ? "yes" : "no";
    }),
  );
}

function meetsValue(
  operator: Operator,
  written: readonly string[],
  value: string,
  variables: ConditionContext | undefined,
): Match {
  const compared = anyOf(
    written.map((text) => {
      const pattern = fillIn(text, variables);
      if (pattern === "no" || pattern === "unknown") return pattern;
      const same = operator.compare(pattern, value);
      return same === undefined ? "unknown" : same ? "yes" : "no";
    }),
  );
  if (!operator.negated || compared === "unknown") return compared;
  return compared === "yes" ? "no" : "yes";
}

export function anyOf(matches: readonly Match[]): Match {
  if (matches.includes("yes")) return "yes";
  return matches.includes("unknown") ? "unknown" : "no";
}

export function allOf(matches: readonly Match[]): Match {
  if (matches.includes("no")) return "no";
  return matches.includes("unknown") ? "unknown" : "yes";
}
