import { deadLetterLines } from "../../../operations/preflight/dead-letters";
import type { Readings, Region } from "../../../operations/preflight/readings";
import { about, DEPLOYMENT, known, UNREAD, WELL } from "./well-deployed";

const lines = (change: Partial<Readings>, deployment = DEPLOYMENT) =>
  deadLetterLines(deployment, { ...WELL, ...change });
const withQueues = (queues: Region["queues"]) => lines({ regions: [{ ...WELL.regions[0]!, queues }] });
const ITS_QUEUE = "dead letters in pilot-light-web-not-handled (eu-central-1)";

test("a message in a queue is a failure, with the command that empties it", () => {
  const found = withQueues(known([{ name: "pilot-light-web-not-handled", messages: known(1) }]));
  expect(about(found, ITS_QUEUE)).toBe("failure: 1 message lies there");
  expect(found[0]).toMatchObject({ mend: expect.stringContaining("aws sqs purge-queue --region eu-central-1") });
});

test("a queue that is gone is a failure, and one that cannot be read is unknown", () => {
  expect(about(withQueues(known([])), "dead letters in eu-central-1")).toBe("failure: there is no dead-letter queue");
  expect(about(withQueues(UNREAD), "dead letters in eu-central-1")).toMatch(/^unknown/);
  expect(about(withQueues(known([{ name: "pilot-light-web-not-handled", messages: UNREAD }])), ITS_QUEUE)).toMatch(
    /^unknown/,
  );
});

test("the queue in the primary's region is not looked at where nobody asks, and that is said", () => {
  const title = "dead letters in the primary's region";
  expect(about(lines({ primary: "not looked at" }), title)).toMatch(/^unknown: not looked at/);
  expect(lines({}).map((line) => line.title)).not.toContain(title);
});

test("a primary that is not on EC2 forwards nothing, and has no queue", () => {
  const outside = { ...DEPLOYMENT, primary: { address: "203.0.113.1" } };
  expect(lines({ primary: "not looked at" }, outside)).toHaveLength(2);
});
