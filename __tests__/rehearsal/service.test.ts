import { allServedBy, nowText, requireService } from "../../rehearsal/service";
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

test("a workload whose users are not at its standby is named", () => {
  expect(() => requireService([watched(failed)], () => {})).toThrow("www: 1 × users are not served");
});
