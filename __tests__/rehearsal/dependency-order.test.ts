import { type Dependent, inDependencyOrder, reversed } from "../../rehearsal/dependency-order";

const stacks: Dependent[] = [
  { name: "failover", dependencies: ["primary", "standby"] },
  { name: "primary", dependencies: [] },
  { name: "standby", dependencies: [] },
];

/** Records begins and ends; each job ends when `release` is called with its name. */
function recorder() {
  const log: string[] = [];
  const gates = new Map<string, (error?: Error) => void>();
  const work = ({ name }: Dependent) => {
    log.push(`begin ${name}`);
    return new Promise<void>((resolve, reject) => {
      gates.set(name, (error) => {
        log.push(`end ${name}`);
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  };
  const release = async (name: string, error?: Error) => {
    gates.get(name)!(error);
    await new Promise((next) => setImmediate(next));
  };
  return { log, work, release };
}

test("primary and standby run side by side, and failover after both", async () => {
  const { log, work, release } = recorder();
  const all = inDependencyOrder(stacks, 2, work);
  expect(log).toEqual(["begin primary", "begin standby"]);
  await release("standby");
  expect(log).not.toContain("begin failover");
  await release("primary");
  expect(log.at(-1)).toBe("begin failover");
  await release("failover");
  await all;
});

test("no more run side by side than allowed", async () => {
  const { log, work, release } = recorder();
  const all = inDependencyOrder(stacks, 1, work);
  expect(log).toEqual(["begin primary"]);
  await release("primary");
  expect(log).toEqual(["begin primary", "end primary", "begin standby"]);
  await release("standby");
  await release("failover");
  await all;
});

test("after a failure nothing new begins, and what runs is allowed to end", async () => {
  const { log, work, release } = recorder();
  const all = inDependencyOrder([...stacks, { name: "another", dependencies: [] }], 2, work);
  const failed = expect(all).rejects.toThrow("no address left");
  await release("primary", new Error("no address left"));
  await release("standby");
  await failed;
  expect(log).toEqual(["begin primary", "begin standby", "end primary", "end standby"]);
});

test("two failures side by side are both told", async () => {
  const { work, release } = recorder();
  const all = inDependencyOrder(stacks, 2, work);
  const failed = expect(all).rejects.toThrow("Error: one\nError: two");
  await release("primary", new Error("one"));
  await release("standby", new Error("two"));
  await failed;
});

test("a dependency that is not among the items counts as done", async () => {
  const done: string[] = [];
  await inDependencyOrder([stacks[0]!], 2, async ({ name }) => void done.push(name));
  expect(done).toEqual(["failover"]);
});

test("a circle is an error that names its members", async () => {
  const circle: Dependent[] = [
    { name: "a", dependencies: ["b"] },
    { name: "b", dependencies: ["a"] },
  ];
  await expect(inDependencyOrder(circle, 2, async () => {})).rejects.toThrow(
    "These depend on each other in a circle: a, b.",
  );
});

test("taking down goes the other way: failover first, then both sites", async () => {
  const done: string[] = [];
  await inDependencyOrder(reversed(stacks), 2, async ({ name }) => void done.push(name));
  expect(done[0]).toBe("failover");
  expect(done.slice(1).sort()).toEqual(["primary", "standby"]);
});
