import type { Answer, Refusal, Request } from "../../../contract/command";
import { MAXIMUM_RECEIPTS, type Memory } from "../../../contract/memory";
import { answer, type Counter, isRequest } from "../../../functions/controller/request";
import {
  armed,
  good,
  known,
  locked,
  lockUnreadable,
  MINUTE,
  memory,
  NOW,
  opened,
  refused,
  TYPE,
  unlocked,
  unreadable,
} from "./observed";

const stopped = { state: "stopped", type: TYPE, reason: "" } as const;
const running = { state: "running", type: TYPE } as const;
const waiting: Counter = { at: NOW, memory: known(armed()), lock: unlocked, standby: stopped, primary: good };

const base = { version: 2, id: "one" } as const;
const failover: Request = { ...base, command: "failover", reason: "the primary loses data" };
const failback: Request = { ...base, command: "failback", reason: "mended" };
const drill: Request = { ...base, command: "drill" };
const endDrill: Request = { ...base, command: "end-drill" };
const on: Request = { ...base, command: "maintenance-on", reason: "a patch", until: "2026-01-02T06:00:00Z" };
const off: Request = { ...base, command: "maintenance-off" };

const ask = (request: unknown, parts: Partial<Counter> = {}) => answer(request, { ...waiting, ...parts });
const remembering = (parts: Partial<Memory>) => ({ memory: known(armed(parts)) });

const failbackOrder = { do: "failback", id: "b", at: NOW - MINUTE, reason: "", force: false } as const;
const failingBack = { order: { ...failbackOrder, phase: { name: "turning", since: NOW } } } as const;
const failingOver = { order: { do: "failover", id: "b", at: NOW - MINUTE, reason: "" } } as const;
const drilling = {
  order: { do: "drill", id: "b", at: NOW - MINUTE, keep: true, ending: false },
  episode: opened({ kind: "drill" }),
} as const;
const maintained = { maintenance: { since: NOW, until: NOW + MINUTE, reason: "a patch", standby: "running" } } as const;

describe("accepted", () => {
  it.each<[string, Request, Partial<Counter>, Partial<Memory>]>([
    ["a failover", failover, {}, { order: { do: "failover", id: "one", at: NOW, reason: "the primary loses data" } }],
    [
      "a failover in the middle of a drill, whose standby is as good as any",
      failover,
      { ...remembering(drilling), standby: running },
      { order: { do: "failover", id: "one", at: NOW, reason: "the primary loses data" } },
    ],
    [
      "a failover in maintenance",
      failover,
      remembering(maintained),
      { order: expect.objectContaining({ do: "failover" }) },
    ],
    [
      "a failover in the middle of an episode",
      failover,
      remembering({ episode: opened() }),
      { order: expect.objectContaining({ do: "failover" }) },
    ],
    ["a failover before anything is known", failover, { memory: { kind: "absent" } }, { firstSeenAt: NOW }],
    [
      "a failback to a primary that serves",
      failback,
      { lock: locked },
      { order: { do: "failback", id: "one", at: NOW, reason: "mended", force: false, phase: { name: "proving" } } },
    ],
    [
      "a failback that skips the controller's own probes",
      { ...failback, force: true } as Request,
      { lock: locked, primary: refused },
      { order: expect.objectContaining({ do: "failback", force: true }) },
    ],
    ["a drill", drill, {}, { order: { do: "drill", id: "one", at: NOW, keep: false, ending: false } }],
    ["a drill that stays", { ...drill, keep: true } as Request, {}, { order: expect.objectContaining({ keep: true }) }],
    ["the end of a drill", endDrill, remembering(drilling), { order: { ...drilling.order, ending: true } }],
    [
      "maintenance",
      on,
      {},
      {
        maintenance: { since: NOW, until: Date.UTC(2026, 0, 2, 6), reason: "a patch", standby: "running" },
      },
    ],
    [
      "maintenance that leaves the standby alone",
      { ...on, standby: "left alone" } as Request,
      {},
      { maintenance: expect.objectContaining({ standby: "left alone" }) },
    ],
    [
      "more maintenance",
      on,
      remembering({ ...maintained, episode: opened({ kind: "maintenance" }) }),
      { maintenance: expect.objectContaining({ until: Date.UTC(2026, 0, 2, 6) }) },
    ],
  ])("is %s", (_what, request, counter, change) => {
    const { answer: given, memory: after } = ask(request, counter);
    expect(given).toMatchObject({ version: 2, id: "one", accepted: true });
    expect(after).toMatchObject(change);
    expect(after?.receipts).toEqual([{ id: "one", answer: given }]);
  });

  it("is the end of maintenance, which is then forgotten", () => {
    const { answer: given, memory: after } = ask(off, remembering(maintained));
    expect(given.accepted).toBe(true);
    expect(after?.maintenance).toBeUndefined();
  });
});

describe("refused, with nothing written", () => {
  const since = "2026-01-02T03:03:05.000Z";
  it.each<[string, Request, Partial<Counter>, Refusal, string]>([
    [
      "a failover when failed over",
      failover,
      { lock: locked },
      "already failed over",
      `the lock was written at ${since}`,
    ],
    [
      "a failover in a failback",
      failover,
      remembering(failingBack),
      "another command is under way",
      "A failback is under",
    ],
    ["a second failover", failover, remembering(failingOver), "another command is under way", `since ${since}`],
    ["a failover with an unreadable lock", failover, { lock: lockUnreadable }, "cannot see", "slow down): try again"],
    ["a failback without a lock", failback, {}, "not failed over", "There is no failover lock"],
    ["a failback with an unreadable lock", failback, { lock: lockUnreadable }, "cannot see", "cannot be read"],
    [
      "a failback to a dead primary",
      failback,
      { lock: locked, primary: refused },
      "primary does not serve",
      "the connection failed (ECONNREFUSED). Mend it first",
    ],
    [
      "a second failback",
      failback,
      { ...remembering(failingBack), lock: locked },
      "another command is under way",
      "follow it with `status`",
    ],
    ["a drill when failed over", drill, { lock: locked }, "already failed over", "no time for a drill"],
    ["a drill in maintenance", drill, remembering(maintained), "maintenance is on", "until 2026-01-02T03:05:05.000Z"],
    ["a drill in an episode", drill, remembering({ episode: opened() }), "an episode is under way", `since ${since}`],
    ["a drill before arming", drill, { memory: known(memory()) }, "an episode is under way", "not armed yet"],
    [
      "a drill of a standby that runs",
      drill,
      { standby: running },
      "standby is not waiting",
      "is running, not stopped",
    ],
    ["a drill with an unreadable lock", drill, { lock: lockUnreadable }, "cannot see", "cannot be read"],
    ["a second drill", drill, remembering(drilling), "another command is under way", "A drill is under way"],
    ["the end of no drill", endDrill, {}, "no drill is under way", "No drill"],
    ["the end of a drill in a failover", endDrill, remembering(failingOver), "no drill is under way", "No drill"],
    ["maintenance when failed over", on, { lock: locked }, "already failed over", "users' only server"],
    ["maintenance in a failover", on, remembering({ episode: opened() }), "an episode is under way", `since ${since}`],
    ["maintenance in a drill", on, remembering(drilling), "another command is under way", "A drill is under way"],
    ["maintenance with an unreadable lock", on, { lock: lockUnreadable }, "cannot see", "cannot be read"],
    ["the end of no maintenance", off, {}, "maintenance is off", "Maintenance is off"],
    ["anything without the memory", drill, { memory: unreadable }, "cannot see", "memory cannot be read"],
  ])("is %s", (_what, request, counter, code, text) => {
    expect(ask(request, counter)).toEqual({
      answer: { version: 2, id: "one", accepted: false, code, text: expect.stringContaining(text) },
    });
  });
});

describe("bad input", () => {
  it.each<[string, object, string]>([
    ["no version", { version: undefined }, "version is undefined; this controller understands up to 2"],
    ["a newer version", { version: 3 }, "version is 3; this controller understands up to 2. Use the project's version"],
    ["no id", { id: undefined }, "id is undefined; it must be a text of 1 to 64 characters"],
    ["an empty id", { id: "" }, 'id is ""; it must be a text'],
    ["a number as id", { id: 7 }, "it must be a text of 1 to 64 characters"],
    ["a long id", { id: "x".repeat(65) }, "it must be a text of 1 to 64 characters"],
    ["an unknown command", { command: "stop" }, 'command is "stop"; it must be one of failover, failback, drill,'],
    ["no reason", { reason: undefined }, "reason is undefined; it must be a text of 1 to 200 characters"],
    ["a blank reason", { reason: "  " }, 'reason is "  "; it must be a text'],
    ["a long reason", { reason: "x".repeat(201) }, "it must be a text of 1 to 200 characters"],
    [
      "no end of maintenance",
      { ...on, until: undefined },
      "until is undefined; it must be a time within the next seven",
    ],
    [
      "an end that is no time",
      { ...on, until: "soon" },
      'until is "soon"; it must be a time within the next seven days',
    ],
    ["an end that is past", { ...on, until: "2026-01-02T03:04:05Z" }, "such as 2026-01-02T04:04:05.000Z."],
    ["a maintenance of eight days", { ...on, until: "2026-01-10T00:00:00Z" }, "within the next seven days"],
    [
      "a standby in a way that there is not",
      { ...on, standby: "off" },
      'standby is "off"; it must be running or left alone',
    ],
    ["a force that is a text", { ...failback, force: "yes" }, 'force is "yes"; it must be true or false'],
    ["a keep that is a text", { ...drill, keep: "yes" }, 'keep is "yes"; it must be true or false'],
  ])("is %s, and the answer says what is allowed", (_what, parts, text) => {
    const { answer: given, memory: after } = ask({ ...failover, ...parts });
    expect(given).toMatchObject({ accepted: false, code: "not a request", text: expect.stringContaining(text) });
    expect(after).toBeUndefined();
  });

  it("takes an older version's request", () => {
    expect(ask({ ...failover, version: 1 }).answer.accepted).toBe(true);
  });
});

describe("the same id", () => {
  it("gets the same answer, and nothing is written again", () => {
    const first = ask(drill);
    const again = ask(drill, { memory: known(first.memory!), at: NOW + MINUTE, standby: running });
    expect(again).toEqual({ answer: first.answer });
  });

  it("is asked anew after a refusal, which has changed nothing", () => {
    expect(ask(failback).answer.accepted).toBe(false);
    expect(ask(failback, { lock: locked }).answer.accepted).toBe(true);
  });

  it("is known for the latest requests", () => {
    const given: Answer = { version: 2, id: "", accepted: true, text: "" };
    const receipts = Array.from({ length: MAXIMUM_RECEIPTS }, (_each, index) => ({
      id: `old-${index}`,
      answer: given,
    }));
    const after = ask(drill, remembering({ receipts })).memory?.receipts;
    expect(after?.map(({ id }) => id)).toEqual([...receipts.slice(1).map(({ id }) => id), "one"]);
  });
});

it.each([undefined, null, "drill", 7, [], {}, { trigger: "schedule" }, { Records: [] }])(
  "is not what any other event asks: %j",
  (event) => expect(isRequest(event)).toBe(false),
);
