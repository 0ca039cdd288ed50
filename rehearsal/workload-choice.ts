import { listed } from "./listed";

/**
 * The name of the workload that scenarios are played on: the first of the file where none is given.
 * @param names of the file's workloads, in its order
 * @throws Error that says which there are, where there is none of this name
 */
export function chosenWorkload([first, ...others]: readonly string[], given?: string): string {
  if (first === undefined) throw new Error("the configuration has no workload");
  const names = [first, ...others];
  if (given === undefined || names.includes(given)) return given ?? first;
  throw new Error(
    `--workload ${given}: the file has no such workload. It has ${listed(names)}. ` +
      `Give one of these; without --workload it is ${first}.`,
  );
}

/** On which of a file's workloads a scenario is played, and how to choose; undefined where there is no choice. */
export function choiceText(names: readonly string[], chosen: string): string | undefined {
  const others = names.filter((name) => name !== chosen);
  if (others.length === 0) return undefined;
  const another = others.map((name) => `--workload ${name}`).join(" or ");
  return `on the workload ${chosen}, one of ${names.length} in the file; on another with ${another}`;
}
