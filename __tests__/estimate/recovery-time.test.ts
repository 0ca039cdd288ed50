import { promisedRecovery, recoveryText } from "../../estimate/recovery-time";

const defaults = { healthCheck: { interval: 10, threshold: 3 }, ttl: 30, bootSeconds: 30 };

test("the smallest file promises 113 seconds: the slowest tick in a hundred, one probe, the start and the boot", () => {
  expect(promisedRecovery(defaults)).toMatchObject({ seconds: 113, standbySeconds: 113, clientsSeconds: 78 });
});

test("clients that follow later than the standby serves set the promise", () => {
  const slowChecks = { ...defaults, healthCheck: { interval: 30, threshold: 10 } };
  const { seconds, standbySeconds, clientsSeconds } = promisedRecovery(slowChecks);
  expect(clientsSeconds).toBeGreaterThan(2 * standbySeconds);
  expect(seconds).toBe(clientsSeconds);
});

test("each second of boot is a second of the promise while the standby is the slower chain, and the TTL is none", () => {
  const { seconds } = promisedRecovery(defaults);
  expect(promisedRecovery({ ...defaults, bootSeconds: 130 }).seconds - seconds).toBeGreaterThan(80);
  expect(promisedRecovery({ ...defaults, ttl: 10 }).seconds).toBe(seconds);
});

test("where both chains take as long, the promise is longer than either: a slow one of the two is enough", () => {
  const { seconds, standbySeconds, clientsSeconds } = promisedRecovery({
    ...defaults,
    healthCheck: { interval: 30, threshold: 3 },
    ttl: 18,
  });
  expect(Math.abs(standbySeconds - clientsSeconds)).toBeLessThan(10);
  expect(seconds).toBeGreaterThan(Math.max(standbySeconds, clientsSeconds));
});

test("what is promised is within the longest that every part can take at once", () => {
  const { mostSeconds, seconds, parts } = promisedRecovery(defaults);
  expect(seconds).toBeLessThan(mostSeconds);
  expect(mostSeconds).toBe(120 + 16 + 12 + 30);
  for (const part of parts) expect(part.seconds).toBeLessThanOrEqual(part.mostSeconds);
});

test("a threshold of one waits for no interval between failures", () => {
  const { parts } = promisedRecovery({ ...defaults, healthCheck: { interval: 10, threshold: 1 } });
  expect(parts.find(({ name }) => name.startsWith("1 connect time-outs"))).toMatchObject({
    seconds: 4,
    mostSeconds: 4,
  });
});

test("the parts of each chain add up to what the promise says of it", () => {
  const { parts, standbySeconds, clientsSeconds } = promisedRecovery(defaults);
  const sum = (chain: string) =>
    parts.filter((part) => part.chain === chain).reduce((all, part) => all + part.seconds, 0);
  expect([sum("standby"), sum("clients")]).toEqual([standbySeconds, clientsSeconds]);
});

test("every part names its source and says how it is known", () => {
  for (const part of promisedRecovery(defaults).parts) {
    expect(part.source).not.toBe("");
    expect(["documented", "published", "assumed", "ours", "file"]).toContain(part.evidence);
  }
});

test("a day's TTL and an hour's boot are promised as well", () => {
  const longest = { healthCheck: { interval: 30, threshold: 10 }, ttl: 86_400, bootSeconds: 3_600 };
  const { seconds, mostSeconds } = promisedRecovery(longest);
  expect(seconds).toBeGreaterThan(85_000);
  expect(seconds).toBeLessThanOrEqual(mostSeconds);
});

test("the text shows the promise first, then every part with its seconds, and last what one outage in 100 exceeds", () => {
  const promise = promisedRecovery(defaults);
  const [first, ...rest] = recoveryText(promise).split("\n");
  expect(first).toBe("Promised recovery: 113 s, in 99 outages of 100, when the primary goes dark without a word");
  for (const { seconds, name, mostSeconds, evidence } of promise.parts) {
    const part = `${seconds} s  ${name}, at the most ${mostSeconds} s (${evidence}`;
    expect(rest.filter((line) => line.includes(part))).toHaveLength(1);
  }
  expect(rest.at(-2)).toMatch(/^One outage in 100 lasts longer: up to 178 s .* as long as it$/);
  expect(rest.at(-1)).toContain("EC2 has no capacity");
});
