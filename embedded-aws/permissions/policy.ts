/** One value or a list of them, as IAM takes both everywhere. */
type OneOrMore<Value> = Value | readonly Value[];

/** The principals that a statement of a resource policy names. */
export type PrincipalElement = "*" | Readonly<Record<string, readonly string[]>>;

/** What a statement is about: what it lists, or everything else. */
export interface Selection<Value> {
  readonly except: boolean;
  readonly values: Value;
}

/** One statement of a policy, with every element in one form. */
export interface Statement {
  /** Its Sid, or its place: `statement 2`. */
  readonly name: string;
  readonly effect: "Allow" | "Deny";
  /** Absent in identity policies. */
  readonly principal?: Selection<PrincipalElement>;
  readonly action: Selection<readonly string[]>;
  /** Absent only in trust policies, which stand for their own role. */
  readonly resource?: Selection<readonly string[]>;
  /** Condition operator, key and values. */
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Policy {
  /** For messages, e.g. `policy controller-1 of role R` or `the policy of bucket B`. */
  readonly name: string;
  /** Only policies of version 2012-10-17 know variables; before it, `${aws:username}` is that text. */
  readonly knowsVariables: boolean;
  readonly statements: readonly Statement[];
}

interface WrittenStatement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: WrittenPrincipal;
  NotPrincipal?: WrittenPrincipal;
  Action?: OneOrMore<string>;
  NotAction?: OneOrMore<string>;
  Resource?: OneOrMore<string>;
  NotResource?: OneOrMore<string>;
  Condition?: Record<string, Record<string, OneOrMore<string | number | boolean>>>;
}
type WrittenPrincipal = "*" | Record<string, OneOrMore<string>>;

/**
 * Reads a policy's JSON. AWS has checked the grammar when the policy was written, moto most of it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * @throws Error that names the policy, if the text is no policy
 */
export function readPolicy(name: string, text: string): Policy {
  try {
    const written = JSON.parse(text) as { Version?: string; Statement: OneOrMore<WrittenStatement> };
    return {
      name,
      knowsVariables: written.Version === "2012-10-17",
      statements: list(written.Statement).map(readStatement),
    };
  } catch (error) {
    throw new Error(`${name} is not a policy that can be read (${error}): ${text}. Deploy a valid JSON policy.`);
  }
}

function readStatement(written: WrittenStatement, index: number): Statement {
  if (written.Effect !== "Allow" && written.Effect !== "Deny")
    throw new Error(`Effect is "${written.Effect}", allowed are "Allow" and "Deny"`);
  const { Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = written;
  return {
    name: written.Sid || `statement ${index + 1}`,
    effect: written.Effect,
    principal: select(Principal, NotPrincipal, readPrincipal),
    action: select(Action, NotAction, list) ?? { except: false, values: [] },
    resource: select(Resource, NotResource, list),
    conditions: Object.entries(Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key, values: list(values).map(String) })),
    ),
  };
}

function select<Written, Value>(
  listed: Written | undefined,
  excepted: Written | undefined,
  read: (written: Written) => Value,
): Selection<Value> | undefined {
  if (listed !== undefined) return { except: false, values: read(listed) };
  return excepted === undefined ? undefined : { except: true, values: read(excepted) };
}

function readPrincipal(written: WrittenPrincipal): PrincipalElement {
  if (written === "*") return written;
  return Object.fromEntries(Object.entries(written).map(([kind, names]) => [kind, list(names)]));
}

const list = <Value>(written: OneOrMore<Value>): readonly Value[] =>
  Array.isArray(written) ? written : [written as Value];
