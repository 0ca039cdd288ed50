import { parse } from "yaml";

/** The parts of a user's file that say which workloads there are. */
interface Document {
  workloads?: { name?: string; domain?: string }[];
}

/**
 * A synthesis lists its stacks by their names; whoever wrote the file thinks of his first workload first.
 * @param text of the file that they were synthesized from
 * @returns the same stacks, each workload's together, in the order of the file
 */
export function inOrderOfFile<Stack extends { readonly name: string }>(
  stacks: readonly Stack[],
  text: string,
): readonly Stack[] {
  const { workloads = [] } = parse(text) as Document;
  // As the file's own description has it: without a name, it is the domain's first label.
  const names = workloads.map(({ name, domain = "" }) => name ?? domain.toLowerCase().split(".")[0]);
  const place = ({ name: stack }: Stack) => names.indexOf(stack.replace(/-[a-z]+$/, ""));
  return [...stacks].sort((one, other) => place(one) - place(other));
}
