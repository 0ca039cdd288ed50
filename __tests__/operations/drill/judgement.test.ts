import { judge } from "../../../operations/drill/judgement";
import { NOW } from "../../functions/controller/observed";

const DAY = 24 * 3_600_000;
const page = (days: number, parts: object = {}) =>
  ({
    kind: "answers",
    status: 200,
    ms: 20.4,
    excerpt: "",
    certificate: { issuer: "Example CA", validTo: NOW + days * DAY, ...parts },
  }) as const;

test("a page that a browser shows, with a certificate for two more weeks, is good", () => {
  expect(judge(page(14), NOW)).toEqual([
    { good: true, text: "the standby answers HTTP 200 in 20 ms from here" },
    { good: true, text: "a browser accepts its certificate (by Example CA)" },
    { good: true, text: "its certificate is good for 14 days" },
  ]);
});

test("less than two weeks is a failure, since a stopped standby renews nothing", () => {
  expect(judge(page(13.9), NOW).filter(({ good }) => !good)).toMatchObject([
    { text: expect.stringContaining("good for 13 days only, and a stopped standby renews nothing") },
  ]);
});

test("a name or a chain that a browser refuses is a failure each", () => {
  const bad = judge(page(90, { untrusted: "SELF_SIGNED_CERT_IN_CHAIN", otherName: "not for www" }), NOW);
  expect(bad.filter(({ good }) => !good)).toHaveLength(2);
});

test("an error page is a failure, and without HTTPS that is all there is", () => {
  expect(judge({ kind: "answers", status: 500, ms: 1, excerpt: "" }, NOW)).toEqual([
    { good: false, text: "the standby answers HTTP 500 in 1 ms from here" },
  ]);
});

test("no answer is a failure", () => {
  expect(judge({ kind: "fails", why: "ECONNREFUSED" }, NOW)).toEqual([
    { good: false, text: "the standby does not answer from here: ECONNREFUSED" },
  ]);
});
