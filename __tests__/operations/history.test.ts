import { run } from "../../operations/command-line";
import { armed, MINUTE, NOW, opened } from "../functions/controller/observed";
import { error, OperatorWorld } from "./operator-world";

const DAY = 24 * 60 * MINUTE;

/** Two documents, one that waits for its own, and a live one. */
function eventful(): OperatorWorld {
  const world = new OperatorWorld();
  const ended = (days: number, parts: Parameters<typeof opened>[0]) =>
    opened({ id: `web/${days}`, startedAt: NOW - days * DAY, endedAt: NOW - days * DAY + 5 * MINUTE, ...parts });
  const failback = ended(9, { outcome: "failed back", recoverySeconds: 148.2 });
  const drill = ended(5, { kind: "drill", trigger: "an operator", outcome: "the drill passed" });
  world.controller.recorded.push(failback, drill);
  world.controller.memory.put(
    armed({
      finished: [drill, ended(2, { kind: "maintenance", outcome: "maintenance ended" })],
      episode: opened({ trigger: "the alarm (ALARM)" }),
    }),
  );
  return world;
}

test("history shows the live episode and those that have ended, the latest first, each once", async () => {
  const world = eventful();
  expect(await run(world, ["history"])).toBe(0);
  expect(world.said()).toMatchSnapshot();
});

test("--limit shows the latest, and --json the documents", async () => {
  const world = eventful();
  expect(await run(world, ["history", "--limit", "2", "--json"])).toBe(0);
  expect(JSON.parse(world.said()).map(({ kind }: { kind: string }) => kind)).toEqual(["failover", "maintenance"]);
});

test("a deployment to which nothing has happened says so", async () => {
  const world = new OperatorWorld();
  expect(await run(world, ["history"])).toBe(0);
  expect(world.said()).toBe("web: nothing has happened yet, not even a drill.\n");
});

test("what may not be read is a failure, not an empty history", async () => {
  const world = eventful();
  world.instead.ListObjectsV2 = () => {
    throw error("AccessDenied");
  };
  expect(await run(world, ["history"])).toBe(5);
  expect(world.wrong()).toContain("Reading the episodes of web: you may not");
});
