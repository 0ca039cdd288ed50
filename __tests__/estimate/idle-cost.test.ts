import { type IdleCostInput, idleCost, idleCostText } from "../../estimate/idle-cost";
import { PRICES } from "../../estimate/prices";

const smallest: IdleCostInput = {
  healthCheck: { protocol: "HTTP", interval: 10 },
  primary: "managed",
  rootVolumeGigabytes: 8,
  alarms: 7,
  dashboard: false,
  controllerMegabytes: 512,
};

const named = (input: IdleCostInput, name: string) =>
  idleCost(input).items.filter((item) => item.name.startsWith(name));
const dollarsOf = (input: IdleCostInput, name: string) =>
  named(input, name).reduce((total, item) => total + item.dollars, 0);

test("the smallest file costs 18.51 dollars a month without any free tier, and 14.37 where they are unused", () => {
  const cost = idleCost(smallest);
  expect(cost.dollars).toBeCloseTo(18.51, 2);
  expect(cost.dollarsAfterFreeTiers).toBeCloseTo(14.37, 2);
});

test("a dashboard costs 3 dollars, where three free ones are taken", () => {
  const watched: IdleCostInput = { ...smallest, dashboard: true };
  expect(idleCost(watched).dollars - idleCost(smallest).dollars).toBeCloseTo(3);
  expect(idleCost(watched).dollarsAfterFreeTiers).toBeCloseTo(idleCost(smallest).dollarsAfterFreeTiers);
  expect(dollarsOf(smallest, "dashboard")).toBe(0);
});

test("the controller pays for three metrics and three reads of S3 a tick", () => {
  expect(dollarsOf(smallest, "controller's metrics")).toBeCloseTo(0.9);
  expect(dollarsOf(smallest, "controller reads")).toBeCloseTo(2 * 730 * 60 * 3 * 0.0000004);
});

test("the sum is the sum of its items", () => {
  const { items, dollars } = idleCost(smallest);
  expect(items.reduce((total, item) => total + item.dollars, 0)).toBeCloseTo(dollars, 10);
});

test("each managed site pays for its address, also while it is stopped, and for its disk", () => {
  expect(named(smallest, "Elastic IP of the").map((item) => item.dollars.toFixed(2))).toEqual(["3.65", "3.65"]);
  expect(named(smallest, "root volume of the").map((item) => item.dollars.toFixed(2))).toEqual(["0.64", "0.64"]);
});

test("a primary that already exists costs no address and no disk here", () => {
  const watched: IdleCostInput = { ...smallest, primary: "existing in AWS" };
  expect(named(watched, "Elastic IP of the")).toHaveLength(1);
  expect(named(watched, "root volume of the")).toHaveLength(1);
});

test("watching an existing server in AWS costs what watching a managed one costs", () => {
  const watched: IdleCostInput = { ...smallest, primary: "existing in AWS" };
  expect(dollarsOf(watched, "endpoint check")).toBeCloseTo(dollarsOf(smallest, "endpoint check"));
});

test("watching a server outside AWS costs the dearer check and options, and no free tier covers it", () => {
  const outside: IdleCostInput = {
    ...smallest,
    primary: "existing elsewhere",
    healthCheck: { protocol: "HTTPS", interval: 10 },
  };
  expect(dollarsOf(outside, "endpoint check")).toBeCloseTo(0.75 + 2 + 2);
  expect(named(outside, "endpoint check").every((item) => item.freeTier === "none")).toBe(true);
});

test("a plain check every 30 seconds buys no option", () => {
  const slow: IdleCostInput = { ...smallest, healthCheck: { protocol: "HTTP", interval: 30 } };
  expect(dollarsOf(slow, "endpoint check")).toBeCloseTo(0.5);
});

test("HTTPS is an option of one dollar on an AWS endpoint", () => {
  const secure: IdleCostInput = { ...smallest, healthCheck: { protocol: "HTTPS", interval: 10 } };
  expect(idleCost(secure).dollars - idleCost(smallest).dollars).toBeCloseTo(1);
});

test("the lock check is always fast, HTTPS and measured, and its 404s cost about 1.70 dollars", () => {
  expect(dollarsOf(smallest, "lock check")).toBeCloseTo(0.5 + 3);
  expect(dollarsOf(smallest, "checkers ask for the lock")).toBeCloseTo(1.68, 2);
});

test("memory and alarms are paid for in proportion", () => {
  const bigger: IdleCostInput = { ...smallest, controllerMegabytes: 1024, alarms: 3 };
  expect(dollarsOf(bigger, "controller: time")).toBeCloseTo(2 * dollarsOf(smallest, "controller: time"));
  expect(dollarsOf(bigger, "alarms")).toBeCloseTo(0.3);
});

test("what one pays already is named and not counted", () => {
  const { notCounted, items } = idleCost(smallest);
  expect(notCounted.join()).toContain("running primary's instance hours: you pay them already");
  expect(items.some((item) => item.name.includes("instance hours"))).toBe(false);
});

test("every price has a date, AWS's page and a word on how it was checked", () => {
  for (const price of Object.values(PRICES)) {
    expect(price.read).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\//);
    expect(["price list", "secondary", "unverified"]).toContain(price.evidence);
  }
});

test("the table has a row for each item, no exponents, and both sums", () => {
  const cost = idleCost(smallest);
  const text = idleCostText(cost);
  for (const item of cost.items)
    expect(text).toContain(`| $${item.dollars.toFixed(2)} | ${item.name} | ${item.calculation}`);
  expect(text).toContain("$0.0000004 per GET request");
  expect(text).toContain("| **$18.51** | **all** | **$14.37 where the free tiers are unused** |");
  expect(text).not.toMatch(/\de-\d/);
});
