import { pageOf } from "../../../../rehearsal/report/page/page";
import { commandsOf, count } from "./page-parts";
import { sampleOf } from "./sample-report";

/** What stands above the first table, and from the first scenario on. */
const onTop = (page: string) => page.slice(0, page.indexOf('<main id="content"'));
const oneByOne = (page: string) => page.slice(page.indexOf("<article"));

it("says of a failure what was expected, what was seen, the last calls, and how to repeat it", () => {
  const page = pageOf(sampleOf("path-broken"));
  for (const text of [
    "no failover is committed while users reach the primary",
    "10 of 10 users were served by 127.188.121.37",
    "+60.0 s  controller  us-east-1  s3 PutObject failover-lock",
  ])
    for (const part of [onTop(page), oneByOne(page)]) expect(part).toContain(text);
  for (const part of [onTop(page), oneByOne(page)])
    expect(commandsOf(part)).toContain("npm start -- --scenario path-broken --config pilot-light.yaml --seed 7");
});

it("has all of one failure open on top; of several, the calls wait to be opened", () => {
  const open = '<details class="last-calls" open>';
  expect(onTop(pageOf(sampleOf("path-broken")))).toContain(open);
  const [scenario] = sampleOf("path-broken").scenarios;
  const two = onTop(pageOf({ ...sampleOf("path-broken"), scenarios: [scenario!, { ...scenario!, name: "again" }] }));
  expect(two).not.toContain(open);
  expect(count(two, /<details class="last-calls">/g)).toBe(2);
});

it("says on top what a scenario without a failure lacks: a look", () => {
  const expectations = [
    { sentence: "users are served", when: "at the end", held: undefined },
    { sentence: "nothing is committed", when: "during", held: true },
  ] as const;
  expect(onTop(pageOf(sampleOf("blip", { expectations })))).toContain("Not looked at: users are served.");
});
