/** What a synthesis left in `cdktf.out`. */
export interface SynthesizedApp {
  /** Names of all stacks, each after those that it depends on. */
  stacks: string[];
  /** What each stack depends on, by name. */
  dependencies: ReadonlyMap<string, readonly string[]>;
  /** Names of the workloads, sorted. */
  workloads: string[];
}

/** The manifest, as much of it as is read here. */
interface Manifest {
  stacks: Record<string, { name: string; dependencies: string[] }>;
}

/** A workload's stacks in the order in which they come down: what depends on the sites goes first. */
export function stacksOf(workload: string): [failover: string, standby: string, primary: string] {
  return [`${workload}-failover`, `${workload}-standby`, `${workload}-primary`];
}

/** A stack, as much of it as is read here. */
interface Stack {
  provider: { aws: { alias: string; region: string }[] };
}

/** @param stack the text of a synthesized stack: each names the regions of its workload */
export function standbyRegionOf(stack: string): string {
  const { provider } = JSON.parse(stack) as Stack;
  return provider.aws.find(({ alias }) => alias === "standby")!.region;
}

/** @param manifest the text of `cdktf.out/manifest.json` */
export function synthesizedApp(manifest: string): SynthesizedApp {
  const { stacks } = JSON.parse(manifest) as Manifest;
  const dependencies = new Map(Object.values(stacks).map((stack) => [stack.name, stack.dependencies]));
  const workloads = [...dependencies.keys()]
    .filter((name) => name.endsWith("-failover"))
    .map((name) => name.slice(0, -"-failover".length))
    .sort();
  return { stacks: afterDependencies(dependencies), dependencies, workloads };
}

function afterDependencies(dependencies: ReadonlyMap<string, readonly string[]>): string[] {
  const ordered = new Set<string>();
  const add = (name: string) => {
    for (const dependency of dependencies.get(name) ?? []) add(dependency);
    ordered.add(name);
  };
  for (const name of [...dependencies.keys()].sort()) add(name);
  return [...ordered];
}
