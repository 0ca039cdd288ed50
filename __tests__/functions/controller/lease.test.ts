import { LEASE_MS, leaseHand, parseLease } from "../../../functions/controller/lease";
import { FakeObject } from "./fake-s3";
import { NOW } from "./observed";

/** One lease in S3, a clock, and a hand for each invocation. */
function setting() {
  const clock = { time: NOW };
  const now = () => clock.time;
  const store = new FakeObject<ReturnType<typeof parseLease>>(now);
  return { clock, store, hand: (holder: string) => leaseHand(store, holder, now) };
}

it("is longer than the function's timeout, so that its holder has ended when it runs out", () => {
  expect(LEASE_MS).toBeGreaterThan(90_000);
});

it("is taken where there is none, and let go at the end", async () => {
  const { store, hand } = setting();
  const first = hand("first");
  expect(await first.look()).toBe("free");
  expect(await first.take()).toEqual({ kind: "held" });
  expect(store.stored).toEqual({ version: 2, holder: "first", until: NOW + LEASE_MS });
  await first.release();
  expect(await hand("second").take()).toEqual({ kind: "held" });
});

it("is held by one hand at a time", async () => {
  const { hand } = setting();
  await hand("first").take();
  const second = hand("second");
  expect(await second.look()).toBe("other");
  expect(await second.take()).toEqual({ kind: "other", holder: "first", since: NOW });
});

it("goes to one of two hands that take it at the same moment", async () => {
  const { hand } = setting();
  const grips = await Promise.all([hand("first").take(), hand("second").take()]);
  expect(grips.map(({ kind }) => kind).sort()).toEqual(["held", "other"]);
});

it("goes to one of two hands that take an old one at the same moment", async () => {
  const { clock, hand } = setting();
  await hand("dead").take();
  clock.time += LEASE_MS;
  const grips = await Promise.all([hand("first").take(), hand("second").take()]);
  expect(grips.map(({ kind }) => kind).sort()).toEqual(["held", "other"]);
});

it("names the winner to the hand that comes second, and since when it holds it", async () => {
  const { hand } = setting();
  const [, second] = await Promise.all([hand("first").take(), hand("second").take()]);
  expect(second).toEqual({ kind: "other", holder: "first", since: NOW });
});

it("is held by a hand whose write was done, and repeated since its answer was lost", async () => {
  const { store, hand } = setting();
  const { write } = store;
  store.write = async (value, etag) => {
    store.write = write;
    await write(value, etag);
    return write(value, etag);
  };
  const first = hand("first");
  expect(await first.take()).toEqual({ kind: "held" });
  await first.release();
  expect(await hand("second").look()).toBe("free");
});

it("is another's to a hand that comes second and cannot read whose", async () => {
  const { store, hand } = setting();
  store.write = async () => ({ kind: "lost" });
  expect(await hand("second").take()).toMatchObject({ kind: "other", since: 0 });
});

it("costs nothing more once it is held", async () => {
  const { store, hand } = setting();
  const first = hand("first");
  await first.take();
  store.read = () => Promise.reject(new Error("read again"));
  expect(await first.take()).toEqual({ kind: "held" });
});

it("of a hand that died runs out by itself", async () => {
  const { clock, hand } = setting();
  await hand("dead").take();
  clock.time += LEASE_MS - 1;
  expect(await hand("next").take()).toMatchObject({ kind: "other" });
  clock.time += 1;
  expect(await hand("next").look()).toBe("free");
  expect(await hand("next").take()).toEqual({ kind: "held" });
});

it("is not let go by a hand that never held it, nor by one that has lost it", async () => {
  const { clock, store, hand } = setting();
  const slow = hand("slow");
  await slow.take();
  clock.time += LEASE_MS;
  await hand("next").take();
  await slow.release();
  await hand("nobody").release();
  expect(store.stored).toMatchObject({ holder: "next", until: clock.time + LEASE_MS });
});

it("is taken up again by the same request, which Lambda may deliver twice", async () => {
  const { hand } = setting();
  await hand("first").take();
  expect(await hand("first").take()).toEqual({ kind: "held" });
});

it("is nobody's where S3 does not say", async () => {
  const { store, hand } = setting();
  const first = hand("first");
  store.read = async () => ({ kind: "unknown", why: "SlowDown" });
  expect(await first.look()).toBe("unknown");
  expect(await first.take()).toEqual({ kind: "unknown", why: "SlowDown" });
});

it("is not held where S3 did not write it", async () => {
  const { store, hand } = setting();
  store.write = async () => ({ kind: "failed", why: "AccessDenied" });
  expect(await hand("first").take()).toEqual({ kind: "unknown", why: "AccessDenied" });
});

it("is read back as it was written", () => {
  const lease = { version: 2, holder: "first", until: NOW };
  expect(parseLease(JSON.stringify(lease))).toEqual(lease);
});

it.each(['{"version":2,"holder":"first"}', '{"version":2,"until":1}'])(
  "is not believed without its parts: %s",
  (text) => {
    expect(() => parseLease(text)).toThrow("lease without holder or until: something else wrote this object");
  },
);
