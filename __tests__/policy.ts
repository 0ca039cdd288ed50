/** A statement as tests compare it; a list that only Terraform knows stands as its expression. */
// biome-ignore lint/suspicious/noExplicitAny: a policy's JSON
export type TestedStatement = Record<string, any>;

/** The statements of a synthesized policy. */
export function statements(policy: string): TestedStatement[] {
  const json = policy.replace(/\$\{jsonencode\([^)]*\)\}/g, (expression) => JSON.stringify(expression));
  const { Version, Statement } = JSON.parse(json);
  if (Version !== "2012-10-17") throw new Error(`The policy has the version ${Version}, which knows no variables.`);
  return Statement;
}
