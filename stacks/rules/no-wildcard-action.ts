import { policyStatements } from "./policy-statements";
import { blocks, eachResource } from "./rule";

/** Arguments that hold a policy document as JSON text. */
const POLICY_ARGUMENTS = ["policy", "assume_role_policy"];

/** A policy names what may be done. `s3:*` or `*` would also allow what AWS adds tomorrow. */
export const noWildcardAction = eachResource("all", ({ arguments: given }) => {
  const policies = [
    ...POLICY_ARGUMENTS.map((name) => given[name]),
    ...blocks(given.inline_policy).map(({ policy }) => policy),
  ].filter((policy): policy is string => typeof policy === "string");
  const wildcard = policies
    .flatMap(policyStatements)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap((statement) => ("NotAction" in statement ? ["NotAction"] : [statement.Action].flat()))
    .find((action) => action === "NotAction" || String(action).includes("*"));
  return wildcard === undefined ? undefined : `The policy allows ${String(wildcard)}. Name each action that is needed.`;
});
