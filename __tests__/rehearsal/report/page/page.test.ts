import { pageOf } from "../../../../rehearsal/report/page/page";
import type { Report, ScenarioReport } from "../../../../rehearsal/report/report";
import { sampleRecoveryTime } from "./sample-recovery-time";
import { sampleReport } from "./sample-report";

const report = sampleReport();

const only = (name: string, change: Partial<ScenarioReport> = {}): Report => ({
  ...report,
  scenarios: report.scenarios
    .filter((scenario) => scenario.name === name)
    .map((scenario) => ({ ...scenario, ...change })),
});

/** The same data with other texts. */
function withTexts<Data>(data: Data, change: (text: string) => string): Data {
  return JSON.parse(JSON.stringify(data), (key, value) =>
    typeof value === "string" && !FIXED.includes(key) ? change(value) : value,
  );
}

/** These are no free texts: their types allow a few words. */
const FIXED = ["tone", "when", "disaster"];

const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

it("escapes every text of the report, whoever wrote it", () => {
  const hostile = (text: string) => `${text}"><img src=x onerror=alert(1)></style><script>`;
  const lanesKept = only("path-broken").scenarios[0]!.workloads[0]!.lanes.map(({ name }) => name);
  const changed = withTexts(only("path-broken"), (text) => (lanesKept.includes(text as never) ? text : hostile(text)));
  const page = pageOf(changed, withTexts(sampleRecoveryTime(), hostile));
  expect(page).toContain("&lt;script&gt;");
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<script");
  expect(count(page, /<\/style>/g)).toBe(1);
});

it("asks for nothing: no script, no font, no picture, no frame", () => {
  const page = pageOf(only("instance-stopped"), sampleRecoveryTime());
  expect(page).not.toMatch(
    /<script|@import|@font-face|<iframe|<img|\ssrc=|url\((?!#)|<link(?! rel="icon" href="data:,">)/,
  );
});

it("tells the verdict first", () => {
  expect(pageOf(only("path-broken"))).toContain("<h1>The scenario failed.</h1>");
  expect(pageOf(only("instance-stopped"))).toContain("<h1>The scenario passed.</h1>");
  expect(pageOf({ ...report, scenarios: [] })).toContain("<h1>No scenario was played.</h1>");
  const two = [...only("blip").scenarios, ...only("path-broken").scenarios];
  expect(pageOf({ ...report, scenarios: two })).toContain("<h1>1 of 2 scenarios passed.</h1>");
});

it("takes a scenario for failed if one of its expectations was never looked at", () => {
  const expectations = [{ sentence: "users are served", when: "at the end", held: undefined }] as const;
  expect(pageOf(only("blip", { expectations }))).toContain("<h1>The scenario failed.</h1>");
});

it("says of a failure what was expected, what was seen, the last calls, and how to repeat it", () => {
  const page = pageOf(only("path-broken"));
  for (const text of [
    "no failover is committed while users reach the primary",
    "10 of 10 users were served by 127.188.121.37",
    "+60.0 s  controller  us-east-1  s3 PutObject failover-lock",
    "npm start -- --scenario path-broken --seed 7",
  ])
    expect(page).toContain(text);
});

it("lists every event of every lane as text too, an hour of flapping included", () => {
  const flapping = only("flapping");
  const { lanes } = flapping.scenarios[0]!.workloads[0]!;
  const events = lanes.reduce((sum, { spans, moments }) => sum + spans.length + moments.length, 0);
  const page = pageOf(flapping);
  const list = page.slice(page.indexOf('<details class="lane-events">'), page.indexOf("What people were told"));
  expect(count(list, /<th role="rowheader"/g)).toBe(events);
  expect(page).toContain(`The timeline as text: ${events} events`);
});

it("has each number as the JSON has it, and rounds it for people", () => {
  expect(pageOf(only("instance-stopped"))).toContain('<data value="77.123456">77.1 s</data>');
});

it("shows a message as people would read it", () => {
  const { subject, body } = only("blip").scenarios[0]!.workloads[0]!.messages[0]!;
  const page = pageOf(only("blip"));
  expect(page).toContain(`<span class="subject">${subject}</span>`);
  expect(page).toContain(body.split("\n")[0]);
});

it("bounds the log of calls, and says what it leaves out", () => {
  const page = pageOf(only("flapping"));
  expect(page).toContain("Calls of AWS: 2123");
  expect(page).toContain("The first 250 of 400; the other 150 are in report.json.");
  expect(page).toContain("1723 more calls were made and not kept.");
});

it("says so where nothing happened", () => {
  const page = pageOf(only("maintenance"));
  expect(page).toContain("No user felt anything.");
  expect(page).toContain("There was no disaster to count from.");
  expect(page).toContain("Nobody called AWS.");
  expect(page).toContain("no message was sent");
  expect(page).toContain("<b>people</b>: nothing happened.");
});

it("tells workloads apart that share a scenario", () => {
  expect(pageOf(only("terraform-apply"))).toContain('<span class="workload">a-shop-with-a-rather-long-name</span>');
});

it("has the recovery time where it was computed, and only there", () => {
  expect(pageOf(only("blip"))).not.toContain("Recovery time, as a distribution");
  const page = pageOf(only("blip"), sampleRecoveryTime());
  expect(page).toContain("10,000 outages of each kind");
  expect(page).toContain('href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html"');
});

it("says never of a design that saves nobody", () => {
  const all = sampleRecoveryTime();
  const rows = all.rows.filter(
    ({ design, disaster }) => design !== "the EC2 event alone" || disaster !== "region black",
  );
  expect(count(pageOf(only("blip"), { ...all, rows }), />never</g)).toBe(2);
});
