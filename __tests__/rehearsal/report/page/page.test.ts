import { pageOf } from "../../../../rehearsal/report/page/page";
import { LANES, type ScenarioReport } from "../../../../rehearsal/report/report";
import { commandsOf, count } from "./page-parts";
import { STRUCK } from "./sample-events";
import { sampleRecoveryTime } from "./sample-recovery-time";
import { sampleOf, sampleReport } from "./sample-report";

const report = sampleReport();

/** The same data with other texts. */
function withTexts<Data>(data: Data, change: (text: string) => string): Data {
  return JSON.parse(JSON.stringify(data), (key, value) =>
    typeof value === "string" && !FIXED.includes(key) ? change(value) : value,
  );
}

/** These are no free texts: their types allow a few words. */
const FIXED = ["tone", "when", "disaster"];

it("escapes every text of the report, whoever wrote it", () => {
  const hostile = (text: string) => `${text}"><img src=x onerror=alert(1)></style><script>`;
  const lanesKept = sampleOf("path-broken").scenarios[0]!.workloads[0]!.lanes.map(({ name }) => name);
  const changed = withTexts(sampleOf("path-broken"), (text) =>
    lanesKept.includes(text as never) ? text : hostile(text),
  );
  const page = pageOf(changed, withTexts(sampleRecoveryTime(), hostile));
  expect(page).toContain("&lt;script&gt;");
  expect(page).not.toContain("<img");
  expect(page).not.toContain("<script");
  expect(count(page, /<\/style>/g)).toBe(1);
});

it("asks for nothing: no script, no font, no picture, no frame", () => {
  const page = pageOf(sampleOf("instance-stopped"), sampleRecoveryTime());
  expect(page).not.toMatch(
    /<script|@import|@font-face|<iframe|<img|\ssrc=|url\((?!#)|<link(?! rel="icon" href="data:,">)/,
  );
});

it("tells the verdict first", () => {
  expect(pageOf(sampleOf("path-broken"))).toContain("<h1>The scenario failed.</h1>");
  expect(pageOf(sampleOf("instance-stopped"))).toContain("<h1>The scenario passed.</h1>");
  expect(pageOf({ ...report, scenarios: [] })).toContain("<h1>No scenario was played.</h1>");
  const two = [...sampleOf("blip").scenarios, ...sampleOf("path-broken").scenarios];
  expect(pageOf({ ...report, scenarios: two })).toContain("<h1>1 of 2 scenarios passed.</h1>");
});

it("speaks of one scenario as one, and leads nowhere back from it", () => {
  const all = ["All scenarios", "The scenarios one by one"];
  for (const text of all) {
    expect(pageOf(sampleOf("blip"))).not.toContain(text);
    expect(pageOf(report)).toContain(text);
  }
  expect(pageOf(report)).toContain('<a href="#all-scenarios">All scenarios</a>');
});

it("takes a scenario for failed if one of its expectations was never looked at", () => {
  const expectations = [{ sentence: "users are served", when: "at the end", held: undefined }] as const;
  expect(pageOf(sampleOf("blip", { expectations }))).toContain("<h1>The scenario failed.</h1>");
});

it("says why a scenario passed although users waited longer than promised", () => {
  const late = (change: Partial<ScenarioReport> = {}) => {
    const [workload] = sampleOf("blip").scenarios[0]!.workloads;
    const numbers = { ...workload!.numbers, promised: 10 };
    return pageOf(sampleOf("blip", { workloads: [{ ...workload!, numbers }], ...change }));
  };
  const why = "The scenario passed all the same: the promise is about a primary that stops or goes dark";
  expect(late()).toContain(why);
  expect(late()).toContain('<span class="beyond">more than promised</span>');
  expect(late({ expectations: [{ sentence: "a", when: "during", held: false }] })).not.toContain(why);
  expect(pageOf(sampleOf("blip"))).not.toContain("more than promised");
});

it("explains every lane and the project's own words", () => {
  const page = pageOf(sampleOf("blip"));
  const words = page.slice(page.indexOf('<details class="words">'), page.indexOf('<article id="scenario-blip"'));
  for (const word of [...LANES, "to ignite", "failover lock", "to commit", "episode", "promised"])
    expect(words).toContain(`<dt>${word}</dt>`);
  expect(page).toContain("Ignited: the standby’s start was accepted; ");
});

it("lists every event of every lane as text too, an hour of flapping included", () => {
  const flapping = sampleOf("flapping");
  const { lanes } = flapping.scenarios[0]!.workloads[0]!;
  const events = lanes.reduce((sum, { spans, moments }) => sum + spans.length + moments.length, 0);
  const page = pageOf(flapping);
  const list = page.slice(page.indexOf('<details class="lane-events">'), page.indexOf("What people were told"));
  expect(count(list, /<th role="rowheader"/g)).toBe(events);
  expect(page).toContain(`The timeline as text: ${events} events`);
});

it("has each number as the JSON has it, and rounds it for people", () => {
  expect(pageOf(sampleOf("instance-stopped"))).toContain('<data value="77.123456">77.1 s</data>');
});

it("shows a message as people would read it", () => {
  const { subject, body } = sampleOf("blip").scenarios[0]!.workloads[0]!.messages[0]!;
  const page = pageOf(sampleOf("blip"));
  expect(page).toContain(`<span class="subject">${subject}</span>`);
  expect(page).toContain(body.split("\n")[0]);
});

it("says by which way a message came", () => {
  const [workload] = sampleOf("blip").scenarios[0]!.workloads;
  const messages = [{ at: STRUCK, to: "email ops@example.com", subject: "a subject", body: "a text" }];
  expect(pageOf(sampleOf("blip", { workloads: [{ ...workload!, messages }] }))).toContain(
    "To ops@example.com, by email<",
  );
});

it("bounds the log of calls, and says what it leaves out", () => {
  const page = pageOf(sampleOf("flapping"));
  expect(page).toContain("Calls of AWS: 2123");
  expect(page).toContain("The first 250 of 400; the other 150 are in report.json.");
  expect(page).toContain("1723 more calls were made and not kept.");
});

it("says so where nothing happened", () => {
  const page = pageOf(sampleOf("maintenance"));
  expect(page).toContain("No user felt anything.");
  expect(page).toContain("There was no disaster to count from.");
  expect(page).toContain("Nobody called AWS.");
  expect(page).toContain("no message was sent");
  expect(page).toContain("<b>people</b>: no message was sent.");
  expect(count(page, /<text class="label empty"[^>]*>no message was sent</g)).toBe(2);
});

it("tells workloads apart that share a scenario", () => {
  expect(pageOf(sampleOf("terraform-apply"))).toContain('<span class="workload">a-shop-with-a-rather-long-name</span>');
});

it("has the recovery time where it was computed, and only there", () => {
  expect(pageOf(sampleOf("blip"))).not.toContain("outages of each kind");
  const page = pageOf(sampleOf("blip"), sampleRecoveryTime());
  expect(page).toContain("10,000 outages of each kind");
  expect(page).toContain('href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html"');
});

it("says how fast it could be at best: the larger of checks and boot, plus the TTL", () => {
  const page = pageOf(sampleOf("blip"), sampleRecoveryTime());
  const limits = page.slice(page.indexOf("How fast it could be at best"), page.indexOf("What this assumes"));
  for (const text of ["47.4 s", "34.1 s", "30 s", "77.4 s"])
    expect(count(limits, new RegExp(`>${text}<`, "g"))).toBe(2);
});

it("says what each design of the table is", () => {
  const page = pageOf(sampleOf("blip"), sampleRecoveryTime());
  for (const { name, means } of sampleRecoveryTime().designs)
    expect(page).toContain(`<span>${name}<span class="means">${means}</span></span>`);
});

it("says how one gets the recovery time where it was not computed", () => {
  expect(commandsOf(pageOf(sampleOf("blip")))).toContain(
    "npm run recovery-time -- --config pilot-light.yaml --workload www",
  );
});

it("says never of a design that saves nobody", () => {
  const all = sampleRecoveryTime();
  const rows = all.rows.filter(
    ({ design, disaster }) => design !== "the EC2 event alone" || disaster !== "region black",
  );
  expect(count(pageOf(sampleOf("blip"), { ...all, rows }), />never</g)).toBe(3);
});
