import { promisedRecovery, recoveryText } from "../../estimate/recovery-time";

const defaults = { healthCheck: { interval: 10, threshold: 3 }, ttl: 30, bootSeconds: 30 };

test("the smallest file promises 231 seconds: 120 for the tick, 16 to confirm, 35 to start, 30 to boot, 30 TTL", () => {
  expect(promisedRecovery(defaults)).toMatchObject({ seconds: 231, checksSeconds: 52, standbySeconds: 201 });
});

test("checks that turn later than the standby serves set the promise", () => {
  const slowChecks = { ...defaults, healthCheck: { interval: 30, threshold: 10 } };
  expect(promisedRecovery(slowChecks)).toMatchObject({ checksSeconds: 30 + 40 + 270 + 10, seconds: 350 + 30 });
});

test("each second of boot and of TTL is a second of the promise while the standby is the slower chain", () => {
  expect(promisedRecovery({ ...defaults, bootSeconds: 31, ttl: 31 }).seconds).toBe(233);
});

test("a threshold of one waits for no interval between failures", () => {
  const { checksSeconds } = promisedRecovery({ ...defaults, healthCheck: { interval: 10, threshold: 1 } });
  expect(checksSeconds).toBe(10 + 4 + 10);
});

test("the parts of each chain add up to what the promise says of it", () => {
  const { parts, checksSeconds, standbySeconds, seconds } = promisedRecovery(defaults);
  const sum = (chain: string) =>
    parts.filter((part) => part.chain === chain).reduce((all, part) => all + part.seconds, 0);
  expect([sum("checks"), sum("standby")]).toEqual([checksSeconds, standbySeconds]);
  expect(sum("clients")).toBe(seconds - standbySeconds);
});

test("every part names its source and says how it is known", () => {
  for (const part of promisedRecovery(defaults).parts) {
    expect(part.source).not.toBe("");
    expect(["documented", "published", "derived", "ours", "file"]).toContain(part.evidence);
  }
});

test("the text shows the sum first and then every part with its seconds", () => {
  const promise = promisedRecovery(defaults);
  const [first, ...rest] = recoveryText(promise).split("\n");
  expect(first).toBe("Promised recovery: 231 s = the slower of 52 s and 201 s, and 30 s for clients");
  for (const part of promise.parts) {
    expect(rest.filter((line) => line.includes(`${part.seconds} s  ${part.name} (${part.evidence}`))).toHaveLength(1);
  }
});
