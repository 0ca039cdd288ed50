import { daysLeft, refusals } from "../../../operations/look/certificate";

const NOW = Date.UTC(2026, 0, 2);
const DAY = 24 * 3_600_000;
const valid = { issuer: "Example CA", validTo: NOW + 90 * DAY };

test("a browser accepts what is trusted, of this name, and in time", () => {
  expect(refusals(valid, NOW)).toEqual([]);
  expect(daysLeft(valid, NOW)).toBe(90);
});

test("a browser refuses each of the three, and says which", () => {
  expect(
    refusals({ ...valid, untrusted: "SELF_SIGNED_CERT_IN_CHAIN", otherName: "is not in the cert's altnames" }, NOW),
  ).toEqual([
    "the certificate's chain is not trusted (SELF_SIGNED_CERT_IN_CHAIN)",
    "the certificate is for another name (is not in the cert's altnames)",
  ]);
  // The chain of an expired certificate is not trusted for that reason alone.
  expect(refusals({ ...valid, validTo: NOW, untrusted: "CERT_HAS_EXPIRED" }, NOW)).toEqual([
    "the certificate expired on 2026-01-02",
  ]);
});

test("a day that has begun is no day left", () => {
  expect(daysLeft({ ...valid, validTo: NOW + 14 * DAY - 1 }, NOW)).toBe(13);
});
