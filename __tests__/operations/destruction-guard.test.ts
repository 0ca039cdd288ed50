import { run } from "../../operations/command-line";
import { lockGuard } from "../../operations/destruction-guard";
import { armed, NOW } from "../functions/controller/observed";
import { error, OperatorWorld } from "./operator-world";

const BUCKET = "arn:aws:s3:::pilot-light-web-1";

/** A workload of which at least the lock bucket is left. */
function deployed(): OperatorWorld {
  const world = new OperatorWorld();
  world.instead.GetResources = () => ({ ResourceTagMappingList: [{ ResourceARN: BUCKET, Tags: [] }] });
  return world;
}
const refusal = (world: OperatorWorld) => lockGuard(world.aws)("web", "us-east-1");

test("a workload that waits may be destroyed", async () => {
  const world = deployed();
  world.controller.memory.put(armed());
  expect(await refusal(world)).toBeUndefined();
});

test("a workload of which nothing is left may be destroyed, and nothing else is asked", async () => {
  const world = deployed();
  world.instead.GetResources = () => ({ ResourceTagMappingList: [] });
  expect(await refusal(world)).toBeUndefined();
  expect(world.calls).toEqual(["us-east-1: GetResources"]);
});

test("while the lock exists it is refused, with the way back and the way on", async () => {
  const world = deployed();
  world.controller.lock.put({ version: 2 } as never);
  expect(await refusal(world)).toMatchObject({ exitCode: 3 });
  const { message } = (await refusal(world))!;
  expect(message).toMatch(/^web has failed over at .* UTC: its users are at the standby/);
  expect(message).toContain('npx --no pilot-light failback web --reason "…"');
  expect(message).toContain("--although-failed-over");
});

test("during a failover that nobody has locked it is refused: DNS may send users to the standby", async () => {
  const world = deployed();
  const episode = { version: 2, id: "e", kind: "failover", trigger: "schedule", startedAt: NOW, events: [] } as const;
  world.controller.memory.put(armed({ episode: { ...episode, events: [] } }));
  expect((await refusal(world))!.message).toMatch(/^web is failing over since/);
  world.controller.memory.put(armed({ episode: { ...episode, kind: "drill", events: [] } }));
  expect(await refusal(world)).toBeUndefined();
});

test("a lock that cannot be read is a refusal that says why, and what to do", async () => {
  const world = deployed();
  world.unreadable = (key) => key === "failover-lock";
  expect(await refusal(world)).toMatchObject({ exitCode: 7 });
  expect((await refusal(world))!.message).toMatch(
    /asks for patience.*\nNothing was destroyed: .*--although-failed-over\.$/,
  );
});

test("credentials that are gone, and rights that are missing, are refusals of their own", async () => {
  const world = deployed();
  world.instead.GetResources = () => {
    throw error("ExpiredToken");
  };
  expect(await refusal(world)).toMatchObject({ exitCode: 4, message: expect.stringContaining("aws sso login") });
  world.instead.GetResources = () => {
    throw error("AccessDeniedException");
  };
  expect(await refusal(world)).toMatchObject({ exitCode: 5 });
});

test("destroy is among the operator's commands, and its help says what it needs and what it refuses", async () => {
  const world = deployed();
  expect(await run(world, ["destroy", "--help"])).toBe(0);
  expect(world.said()).toContain("Destroys a workload; refuses while it is failed over.");
  expect(world.said()).toContain("--although-failed-over");
  expect(world.said()).toContain("it calls both regions");
});
