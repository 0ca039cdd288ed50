import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Browser } from "playwright-core";
import { NUMBERS } from "../../../../rehearsal/report/page/numbers";
import { writePage } from "../../../../rehearsal/report/page/write-page";
import type { Report, ScenarioReport } from "../../../../rehearsal/report/report";
import { temporaryFolder } from "../../../temporary-folder";
import { type OpenPage, openPage, startBrowser } from "./browser";
import { sampleRecoveryTime } from "./sample-recovery-time";
import { sampleReport } from "./sample-report";

const PHONE = { width: 360, height: 800 };
const DESK = { width: 1440, height: 900 };

const folder = temporaryFolder();
const report = sampleReport();
const path = written("all", report);
/** All kinds of content, once: what axe looks at does not get better by looking at it eighteen times. */
const few = written("few", {
  ...report,
  scenarios: [
    {
      ...named("path-broken"),
      calls: named("path-broken").calls.slice(0, 4),
      workloads: named("terraform-apply").workloads,
    },
  ],
});

let browser: Browser;

beforeAll(async () => {
  browser = await startBrowser();
});

afterAll(async () => {
  await browser?.close();
});

describe.each([
  ["on a phone", PHONE],
  ["on a desk", DESK],
])("the report %s", (_, viewport) => {
  let open: OpenPage;

  beforeAll(async () => {
    open = await openPage(browser, path, { viewport });
  });

  afterAll(() => open?.context.close());

  it("asks for nothing from anywhere, and the browser has nothing to complain of", () => {
    expect(open.requests).toEqual([]);
    expect(open.complaints).toEqual([]);
  });

  it("draws every event of every lane", async () => {
    expect(await open.page.evaluate("seenInPage.events()")).toEqual(
      Object.fromEntries(
        report.scenarios.map(({ name, workloads }) => [
          name,
          workloads.map(({ lanes }) =>
            Object.fromEntries(lanes.map((lane) => [lane.name, lane.spans.length + lane.moments.length])),
          ),
        ]),
      ),
    );
  });

  it("shows the numbers of the JSON in the table over all scenarios", async () => {
    const shown = await open.page.evaluate<string[][]>("seenInPage.rows('.overview')");
    expect(shown.map((cells) => cells.slice(2))).toEqual(
      report.scenarios.flatMap(({ workloads }) =>
        workloads.map(({ numbers }) =>
          NUMBERS.map(({ key }) => (numbers[key] === undefined ? "–\nnot after the disaster" : String(numbers[key]))),
        ),
      ),
    );
  });

  it("shows the numbers of the recovery time's JSON", async () => {
    const { rows } = sampleRecoveryTime();
    const shown = await open.page.evaluate<string[][]>("seenInPage.rows('.designs')");
    expect(shown.flatMap((cells) => cells.slice(1))).toEqual(
      rows.flatMap(({ median, percentile99, limit }) => [median, percentile99, limit.seconds].map(String)),
    );
  });

  it("lays no text over another, and none beyond the screen's edge", async () => {
    expect(await open.page.evaluate("seenInPage.overlaps()")).toEqual([]);
    expect(await open.page.evaluate("seenInPage.beyondTheEdge()")).toEqual([]);
  });

  it("does so with everything opened, too", async () => {
    const { page } = open;
    await page.evaluate(
      "document.querySelectorAll('#scenario-path-broken details, section > details').forEach((each) => { each.open = true })",
    );
    expect(await page.evaluate("seenInPage.overlaps()")).toEqual([]);
    expect(await page.evaluate("seenInPage.beyondTheEdge()")).toEqual([]);
  });

  it("keeps each time, and each word of a command, on one line", async () => {
    expect(await open.page.evaluate("seenInPage.broken('data, .when, .command span')")).toEqual([]);
  });
});

it("has the subjects of messages one below the other, minutes and seconds after the disaster alike", async () => {
  const { page, context } = await openPage(browser, path, { viewport: DESK });
  expect(await page.locator(".messages .subject").count()).toBeGreaterThan(10);
  expect(await page.evaluate("seenInPage.ragged('.messages', '.subject')")).toEqual([]);
  await context.close();
});

it.each([PHONE, DESK])("passes axe in light and in dark on %j", async (viewport) => {
  const { page, context } = await openPage(browser, few, { viewport, colorScheme: "light" });
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })");
  const light = await page.evaluate<AxeResults>("axe.run({ resultTypes: ['violations'] })");
  await page.emulateMedia({ colorScheme: "dark" });
  // Only colours are other ones in the dark.
  const dark = await page.evaluate<AxeResults>("axe.run({ runOnly: ['color-contrast'], resultTypes: ['violations'] })");
  expect([light, dark].map(({ passes }) => passes.some(({ id }) => id === "color-contrast"))).toEqual([true, true]);
  const violations = [...light.violations, ...dark.violations];
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)).toEqual([]);
  await context.close();
});

it.each([PHONE, DESK])("has a failure on the first screen, and how to repeat it, on %j", async (viewport) => {
  const { page, context } = await openPage(browser, few, { viewport });
  const command = await page.locator(".headline .failed .command").boundingBox();
  expect(command!.y + command!.height).toBeLessThan(viewport.height);
  await context.close();
});

it("can be read by keyboard alone: Tab reaches everything in its order and shows where it is", async () => {
  const { page, context } = await openPage(browser, few, { viewport: DESK });
  const all = await page.evaluate<string[]>("seenInPage.focusables()");
  const reached: string[] = [];
  for (const _ of all) {
    await page.keyboard.press("Tab");
    const { name, visible } = await page.evaluate<{ name: string; visible: boolean }>("seenInPage.focused()");
    if (visible) reached.push(name);
  }
  expect(reached).toEqual(all);
  expect(all[0]).toBe("a Skip to the content");
  await context.close();
});

it("opens a message by keyboard, and has it open on paper, and the words explained", async () => {
  const { page, context } = await openPage(browser, few, { viewport: DESK });
  const message = page.locator(".messages details").first();
  const text = message.locator("pre");
  expect(await text.isVisible()).toBe(false);
  await message.locator("summary").press("Enter");
  expect(await text.isVisible()).toBe(true);
  await message.locator("summary").press("Enter");
  expect(await text.isVisible()).toBe(false);
  await page.emulateMedia({ media: "print" });
  await text.waitFor({ state: "visible", timeout: 5_000 });
  expect(await page.locator(".words dt").first().isVisible()).toBe(true);
  await context.close();
});

function named(name: string): ScenarioReport {
  return report.scenarios.find((scenario) => scenario.name === name)!;
}

function written(name: string, content: Report): string {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, "recovery-time.json"), JSON.stringify(sampleRecoveryTime()));
  return writePage(content, place);
}
