import type { RunOutcome } from "../../embedded-aws/asynchronous/invocation-record";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { Timeline } from "../../rehearsal/timeline";
import { judgePaths, missing, type Triggers, verdictText } from "../../rehearsal/trigger-paths";

const CONTROLLER = "arn:aws:lambda:us-east-1:123456789012:function:pilot-light-www";
const DISASTER = 10_000;
const MESSAGE = { Records: [] };
const EVENT = { "detail-type": "EC2 Instance State-change Notification" };
const TICK = {};
const BROKEN: RunOutcome = { kind: "error", error: { errorType: "Error", errorMessage: "broken\nat once" } };
const TRIGGERS: Triggers = {
  controllerArn: CONTROLLER,
  endpointCheckId: "check",
  primary: { instanceId: "i-1", region: "us-west-2" },
  regions: ["us-west-2", "us-east-1"],
  darkRegions: new Set(),
};

let timeline: Timeline;
beforeEach(() => {
  timeline = new Timeline();
});

const ran = (event: unknown, run: RunOutcome, acceptedAt = DISASTER, functionArn = CONTROLLER) =>
  timeline.asynchronous({ functionArn, event, acceptedAt, at: acceptedAt + 1_000, outcome: { kind: "run", run } });

/** Nothing has to be read of an AWS where every trigger was seen at the controller. */
const judge = async () => (await judgePaths({} as EmbeddedAws, timeline, TRIGGERS, DISASTER)).map(verdictText);

test("a trigger that woke a controller that failed is dead in the controller, with its error in a line", async () => {
  for (const event of [MESSAGE, EVENT, TICK]) ran(event, BROKEN);
  const [verdict] = await judgePaths({} as EmbeddedAws, timeline, TRIGGERS, DISASTER);
  expect(verdict).toMatchObject({ trigger: "alarm", kind: "dead", broken: "the controller" });
  expect(await judge()).toEqual([
    "alarm: dead: the controller did not handle it: Error: broken",
    "EC2 event: dead: the controller did not handle it: Error: broken",
    "schedule: dead: the controller did not handle it: Error: broken",
  ]);
});

test("a trigger counts as delivered from its first event that was handled, whatever failed before", async () => {
  ran(MESSAGE, { kind: "result" }, DISASTER + 90_000);
  ran(EVENT, { kind: "result" }, DISASTER + 2_500);
  ran(TICK, BROKEN, DISASTER + 1_000);
  ran(TICK, { kind: "result" }, DISASTER + 61_000);
  expect(await judge()).toEqual([
    "alarm: delivered after 90.0 s",
    "EC2 event: delivered after 2.5 s",
    "schedule: delivered after 61.0 s",
  ]);
});

test("a schedule whose ticks do not arrive is missing, although another one's do", () => {
  ran(TICK, { kind: "result" });
  const source = { kind: "schedule", arn: "arn:second" } as const;
  const outcome = { kind: "dead", reason: "its role is gone" } as const;
  timeline.delivery({ source, target: CONTROLLER, begunAt: DISASTER, endedAt: DISASTER, outcome });
  expect(missing(timeline, TRIGGERS, DISASTER)).toContain("schedule");
});

test("what another workload's controller does not get is not missing here", () => {
  ran(TICK, { kind: "result" });
  const source = { kind: "schedule", arn: "arn:of-another" } as const;
  const outcome = { kind: "dead", reason: "its role is gone" } as const;
  timeline.delivery({ source, target: `${CONTROLLER}-2`, begunAt: DISASTER, endedAt: DISASTER, outcome });
  expect(missing(timeline, TRIGGERS, DISASTER)).not.toContain("schedule");
});

test("what came before the disaster, to another function, or failed, is missing", () => {
  ran(MESSAGE, { kind: "result" }, DISASTER - 1);
  ran(EVENT, { kind: "result" }, DISASTER, `${CONTROLLER}-other`);
  ran(TICK, BROKEN);
  expect(missing(timeline, TRIGGERS, DISASTER)).toEqual(["alarm", "event", "schedule"]);
});

test("no event is expected of a primary whose region is dark, or that is not on EC2", () => {
  for (const triggers of [
    { ...TRIGGERS, darkRegions: new Set(["us-west-2"]) },
    { ...TRIGGERS, primary: undefined },
  ])
    expect(missing(timeline, triggers, DISASTER)).toEqual(["alarm", "schedule"]);
});

test("in a dark us-east-1 the alarm is not expected either", () => {
  const triggers = {
    ...TRIGGERS,
    darkRegions: new Set(["us-east-1"]),
    primary: { instanceId: "i-1", region: "us-east-1" },
  };
  expect(missing(timeline, triggers, DISASTER)).toEqual(["schedule"]);
});

test("the verdict says why a trigger was not expected", async () => {
  for (const event of [MESSAGE, TICK]) ran(event, { kind: "result" });
  const verdictsOf = async (triggers: Triggers) =>
    (await judgePaths({} as EmbeddedAws, timeline, triggers, DISASTER)).map(verdictText);
  expect(await verdictsOf({ ...TRIGGERS, primary: undefined })).toContain(
    "EC2 event: not expected, the primary is no instance of this AWS",
  );
  const dark = {
    ...TRIGGERS,
    darkRegions: new Set(["us-east-1"]),
    primary: { instanceId: "i-1", region: "us-east-1" },
  };
  expect(await verdictsOf(dark)).toEqual([
    "alarm: not expected, it lives in us-east-1, which is dark",
    "EC2 event: not expected, the primary's region is dark",
    "schedule: delivered after 0.0 s",
  ]);
});
