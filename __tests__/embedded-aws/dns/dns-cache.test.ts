import type { Answer, RecordType } from "dns-packet";
import { DnsCache } from "../../../embedded-aws/dns/dns-cache";
import type { Reply } from "../../../embedded-aws/dns/reply";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";

let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock(0);
  clock.start();
});
afterEach(() => clock.stop());

const positive = (ttl: number, ...more: number[]): Reply => ({
  rcode: "NOERROR",
  answers: [ttl, ...more].map((each, index): Answer => ({ type: "A", name: "a", ttl: each, data: `192.0.2.${index}` })),
  authorities: [],
});
const negative = (rcode: "NOERROR" | "NXDOMAIN", ttl: number, minimum: number): Reply => ({
  rcode,
  answers: [],
  authorities: [{ type: "SOA", name: "example.com", ttl, data: { mname: "m", rname: "r", minimum } }],
});

/** A cache, and the AWS times at which it asked. */
function cacheOf(reply: () => Reply) {
  const asked: number[] = [];
  const cache = new DnsCache(clock, async () => {
    asked.push(clock.now());
    return reply();
  });
  /** Resolves once a second until this time. */
  const keepAsking = async (until: number, type: RecordType = "A") => {
    for (; clock.now() < until; await clock.sleep(1_000)) await cache.resolve("www.example.com", type);
  };
  return { cache, asked, keepAsking };
}

test.each<[string, Reply, number[]]>([
  ["as long as its TTL says", positive(30), [0, 30_000, 60_000]],
  ["as long as its shortest TTL says", positive(60, 20), [0, 20_000, 40_000, 60_000]],
  ["where there is no such name, as long as the SOA's minimum says", negative("NXDOMAIN", 900, 40), [0, 40_000]],
  ["where there is no such record, as long as the SOA's own TTL at most", negative("NOERROR", 50, 900), [0, 50_000]],
])("an answer is kept %s", async (_, reply, times) => {
  const { asked, keepAsking } = cacheOf(() => reply);
  await keepAsking(61_000);
  expect(asked).toEqual(times);
});

test.each<[string, Reply]>([
  ["with TTL 0", positive(0)],
  ["that is a failure", { rcode: "SERVFAIL", answers: [], authorities: [] }],
])("an answer %s is not kept", async (_, reply) => {
  const { asked, keepAsking } = cacheOf(() => reply);
  await keepAsking(3_000);
  expect(asked).toEqual([0, 1_000, 2_000]);
});

test("the TTL counts down in AWS time, rounded so that nobody keeps the answer longer", async () => {
  const { cache } = cacheOf(() => positive(30));
  const ttl = async () =>
    (await cache.resolve("www.example.com", "A")).answers.map((record) => "ttl" in record && record.ttl);
  expect(await ttl()).toEqual([30]);
  await clock.sleep(10_500);
  expect(await ttl()).toEqual([19]);
  await clock.sleep(19_400);
  expect(await ttl()).toEqual([0]);
});

test("a name is one whatever its case and final dot, its types are several", async () => {
  const { cache, asked } = cacheOf(() => positive(30));
  await cache.resolve("www.example.com", "A");
  await cache.resolve("WWW.example.COM.", "A");
  expect(asked).toHaveLength(1);
  await cache.resolve("www.example.com", "AAAA");
  expect(asked).toHaveLength(2);
});

test("those who ask at once share one question, and one who asks after a failure asks anew", async () => {
  let asked = 0;
  const cache = new DnsCache(clock, async () => {
    asked += 1;
    await clock.sleep(80);
    if (asked === 1) throw new Error("nobody there");
    return positive(30);
  });
  const resolve = () => cache.resolve("www.example.com", "A");
  await expect(Promise.all([resolve(), resolve()])).rejects.toThrow("nobody there");
  expect(asked).toBe(1);
  expect((await resolve()).rcode).toBe("NOERROR");
  expect(asked).toBe(2);
});

test("what is forgotten is asked again", async () => {
  const { cache, asked } = cacheOf(() => positive(30));
  await cache.resolve("www.example.com", "A");
  cache.clear();
  await cache.resolve("www.example.com", "A");
  expect(asked).toHaveLength(2);
});
