import { allServedBy, failureSeen, nowText, requireNoFailure } from "../../rehearsal/service";
import type { Stage } from "../../rehearsal/stage";
import type { CommonSight } from "../../rehearsal/users";

const STANDBY = "192.0.2.2";
const served = (address: string, users: number): CommonSight => ({
  users,
  sight: { kind: "served", address, page: "a page" },
});
const failed: CommonSight = { users: 1, sight: { kind: "not served", address: STANDBY, why: "ECONNREFUSED" } };
const watched = (...seen: CommonSight[]) =>
  ({
    users: { now: () => seen },
    workload: { name: "www", standby: { address: STANDBY } },
  }) as unknown as Pick<Stage, "users" | "workload">;

test("all are served by a site only if each was answered there with a page, and somebody has asked", () => {
  expect(allServedBy(watched(served(STANDBY, 10)), STANDBY)).toBe(true);
  expect(allServedBy(watched(served(STANDBY, 9), served("192.0.2.1", 1)), STANDBY)).toBe(false);
  expect(allServedBy(watched(served(STANDBY, 9), failed), STANDBY)).toBe(false);
  expect(allServedBy(watched(), STANDBY)).toBe(false);
});

test("what users get is said with their number", () => {
  expect(nowText(watched(served(STANDBY, 9), failed))).toBe(
    '9 × users are served by 192.0.2.2: "a page"; 1 × users are not served: ECONNREFUSED',
  );
});

const SEEN = { user: 3, sight: failed.sight, first: { sentAt: 60_000 } };
const FROM = 50_000;
const stage = (failures: readonly unknown[]) =>
  ({ users: { failures: () => failures }, aws: { clock: { now: () => 70_000 } } }) as unknown as Stage;

test("who saw a failure is named, with when and what", () => {
  const words = "user 3 saw a failure, at 1970-01-01T00:01:00.000Z: users are not served: ECONNREFUSED";
  expect(failureSeen(stage([SEEN]), FROM)).toBe(words);
  expect(() => requireNoFailure(stage([SEEN]), FROM)).toThrow(words);
});

test("where nobody saw a failure, nothing is said", () => {
  expect(failureSeen(stage([]), FROM)).toBeUndefined();
  expect(() => requireNoFailure(stage([]), FROM)).not.toThrow();
});
