import { nearest } from "../../config/suggestion";

const KEYS = ["domain", "hostedZone", "name", "ttl", "healthCheck"];

test.each([
  ["doman", "domain"],
  ["hosted_zone", "hostedZone"],
  ["HEALTHCHECK", "healthCheck"],
  ["tll", "ttl"],
  ["naem", "name"],
])("%s was probably meant to be %s", (given, meant) => {
  expect(nearest(given, KEYS)).toBe(meant);
});

test.each(["zone", "instance", "", "x"])("%j resembles nothing", (given) => {
  expect(nearest(given, KEYS)).toBeUndefined();
});

test("a candidate of which no letter would remain was not meant", () => {
  expect(nearest("x", ["10", "30"])).toBeUndefined();
});
