import type { LockSight } from "../../../operations/look/lock-bucket";
import { lockLines } from "../../../operations/preflight/lock";
import { about, DEPLOYMENT, known, NOW, WELL } from "./well-deployed";

const SEEN = "what the checkers get for the lock";
const LOCKED: LockSight = { exists: true, writtenAt: NOW };
const NOT_FOUND = "Failure: HTTP Status Code 404, Not Found. Resolved IP: 192.0.2.1";
const FORBIDDEN = "Failure: HTTP Status Code 403, Forbidden. Resolved IP: 192.0.2.1";
const lines = (lock: LockSight, reports: string[]) =>
  lockLines(DEPLOYMENT, { lock: known(lock), dns: { ...WELL.dns, lockReports: known(reports) } });
const seen = (...reports: string[]) => about(lines({ exists: false }, reports), SEEN);

test("a lock that exists is a failure that says since when, and who wrote it", () => {
  expect(about(lines(LOCKED, []), "the failover lock")).toBe(
    "failure: it exists since 2026-06-01 12:00:00 UTC: a person wrote it by hand",
  );
});

test("404 from every checker is the proof that a lock would be seen", () => {
  expect(seen(NOT_FOUND, NOT_FOUND)).toBe("ok: all 2 checkers get HTTP 404");
});

test("one checker that gets anything else is a failure", () => {
  expect(seen(NOT_FOUND, FORBIDDEN)).toBe(
    `failure: 1 of 2 checkers do not get HTTP 404: Failure: HTTP Status Code 403, Forbidden`,
  );
  expect(seen("Failure: Connection timed out", NOT_FOUND)).toMatch(/^failure: 1 of 2/);
  expect(seen("Success: HTTP Status Code 200, OK")).toMatch(/^failure: 1 of 1/);
});

test("a check that nobody has looked at yet is unknown", () => {
  expect(seen()).toBe("unknown: no checker has looked yet");
});

test("while the lock exists every checker must get it", () => {
  expect(about(lines(LOCKED, ["Success: HTTP Status Code 200, OK"]), SEEN)).toMatch(/^ok/);
  expect(about(lines(LOCKED, [NOT_FOUND]), SEEN)).toMatch(/^failure/);
});
