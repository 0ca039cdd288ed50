import { Progress } from "../../rehearsal/progress";
import { followerOn } from "../../rehearsal/scenario-follower";
import type { Stage } from "../../rehearsal/stage";

type Sight = { kind: "served"; address: string; page: string } | { kind: "not served"; why: string };

const elapsed = (seconds: number) =>
  seconds < 0
    ? ({ seconds: 60 + seconds, since: "the beginning" } as const)
    : ({ seconds, since: "the disaster" } as const);

function following(isTTY: boolean) {
  let now = 0;
  const told: string[] = [];
  let written = "";
  const write = (text: string) => {
    written += text;
  };
  const output = { isTTY, write };
  const progress = new Progress(output, { NO_COLOR: "1" }, () => now);
  const follower = followerOn(
    progress,
    (text) => told.push(text),
    () => now,
  );
  const users = (seconds: number, ...sights: [number, Sight][]) => {
    now += 1_000;
    const seen = sights.map(([count, sight]) => ({ users: count, sight }));
    const workload = { primary: { address: "192.0.2.1" }, standby: { address: "192.0.2.2" } };
    follower.users(elapsed(seconds), { users: { now: () => seen }, workload } as unknown as Stage);
  };
  return { follower, users, told, written: () => written };
}

const at = (address: string): Sight => ({ kind: "served", address, page: "a page" });
const NOBODY: Sight = { kind: "not served", why: "silence" };

test("steps are told with their seconds, and what users get whenever it becomes another thing", () => {
  const { follower, users, told } = following(false);
  users(-2, [10, at("192.0.2.1")]);
  users(-1, [10, at("192.0.2.1")]);
  follower.step(elapsed(0), "the primary is stopped");
  users(2, [6, at("192.0.2.1")], [4, NOBODY]);
  users(3, [9, NOBODY], [1, at("192.0.2.1")]);
  users(60, [10, at("192.0.2.2")]);
  expect(told).toEqual([
    "  (58.0 s)  users get: the primary",
    "    +0.0 s  the primary is stopped",
    "    +2.0 s  users get: no answer and the primary",
    "   +60.0 s  users get: the standby",
  ]);
});

test("users who come and go for an hour are told so, and not each time", () => {
  const { users, told } = following(false);
  for (let second = 0; second < 100; second++) users(second, [10, second % 2 ? NOBODY : at("192.0.2.1")]);
  expect(told).toHaveLength(25);
  expect(told.at(-1)).toBe("   +23.0 s  (and so on: the report tells the rest)");
});

test("on a terminal a line says what users get now", () => {
  const { users, written } = following(true);
  users(5, [7, at("192.0.2.2")], [3, NOBODY]);
  expect(written()).toContain(
    '+5.0 s  now: 7 × users are served by 192.0.2.2: "a page"; 3 × users are not served: silence',
  );
});
