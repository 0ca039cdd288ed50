export interface Dependent {
  name: string;
  /** Names of what must be done before. Names that are not among the others count as done. */
  dependencies: readonly string[];
}

/**
 * Works on all items, each after its dependencies, at most `atOnce` side by side. After a failure nothing new is begun,
 * and what runs is allowed to end.
 * @throws the failure; an AggregateError where several fail side by side; an Error where items depend on each other
 * in a circle.
 */
export async function inDependencyOrder<Item extends Dependent>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const unfinished = new Set(items.map((item) => item.name));
  const waiting = new Set(items);
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];

  for (;;) {
    for (const item of waiting) {
      if (running.size >= atOnce || failures.length > 0) break;
      if (item.dependencies.some((name) => unfinished.has(name))) continue;
      waiting.delete(item);
      const job: Promise<void> = work(item)
        .then(() => void unfinished.delete(item.name))
        .catch((error: unknown) => void failures.push(error))
        .finally(() => running.delete(job));
      running.add(job);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, failures.map((failure) => `${failure}`).join("\n"));
  if (waiting.size > 0) {
    throw new Error(`These depend on each other in a circle: ${[...waiting].map((item) => item.name).join(", ")}.`);
  }
}

/** The same items for taking down: each after what depends on it. */
export function reversed<Item extends Dependent>(items: readonly Item[]): Item[] {
  return items.map((item) => ({
    ...item,
    dependencies: items.filter((other) => other.dependencies.includes(item.name)).map((other) => other.name),
  }));
}
