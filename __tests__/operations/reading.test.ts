import { reading, within } from "../../operations/reading";

test("what is read in time is known", async () => {
  expect(await reading(async () => "fine", 1_000)).toEqual({ known: true, value: "fine" });
});

test("what is not there in time is unknown, also from who ignores the signal", async () => {
  const why = "no answer within 0.02 s";
  expect(await reading(() => new Promise(() => {}), 20)).toEqual({ known: false, why });
  const heeding = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
  expect(await reading(heeding, 20)).toEqual({ known: false, why });
});

test("what cannot be read is unknown with its reason", async () => {
  const denied = Object.assign(new Error("not authorized"), { name: "AccessDenied" });
  expect(await reading(() => Promise.reject(denied), 1_000)).toEqual({
    known: false,
    why: "AccessDenied: not authorized",
  });
  expect(await reading(() => Promise.reject(new Error("broken")), 1_000)).toEqual({ known: false, why: "broken" });
});

test("what must be there is waited for as long, and then fails as unreachable", async () => {
  await expect(within(() => new Promise(() => {}), 20)).rejects.toMatchObject({ name: "TimeoutError" });
});
