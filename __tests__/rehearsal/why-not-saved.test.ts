import type { Dead, PathVerdict, TriggerKind } from "../../rehearsal/trigger-paths";
import { type DnsSeen, type Evidence, type StandbySeen, whyNotSaved } from "../../rehearsal/why-not-saved";

const PRIMARY = "192.0.2.1";
const STANDBY = "192.0.2.2";

const delivered = (trigger: TriggerKind): PathVerdict => ({ trigger, kind: "delivered", afterSeconds: 1 });
const dead = (trigger: TriggerKind, broken: Dead["broken"], reason: string): Dead => ({
  ...{ trigger, kind: "dead", broken, reason },
});
const noStart = { action: "ec2:StartInstances", because: "no statement of policy p allows it", count: 3 };
const NOT_STARTED = "the standby i-2 in us-east-1 is stopped";

const serving: StandbySeen = {
  ...{
    instanceId: "i-2",
    region: "us-east-1",
    port: 80,
    state: "running",
    failure: undefined,
    userDataFailure: undefined,
  },
  ...{ route: "open", cutOff: undefined, securityGroups: ["sg-1", "sg-2"] },
};
const turned: DnsSeen = {
  ...{ domain: "www.example.com", answers: [STANDBY], standbyAddress: STANDBY },
  primaryRecord: { addresses: [PRIMARY], check: { id: "both", healthy: false, reason: "1 of 2 healthy" } },
  standbyRecord: { addresses: [STANDBY], check: undefined },
};
const why = (evidence: Partial<Evidence>) =>
  whyNotSaved({
    verdicts: [delivered("alarm"), delivered("schedule")],
    ...{ refused: [], controllerErrors: [], standby: serving, dns: turned },
    ...evidence,
  });
const whyOfStandby = (standby: Partial<StandbySeen>) => why({ standby: { ...serving, ...standby } });
const whyOfDns = (dns: Partial<DnsSeen>) => why({ dns: { ...turned, answers: [PRIMARY], ...dns } });

test("a refused call of the controller comes first, and what follows from it is not said twice", () => {
  const controllerErrors = ["ControllerFailure: not authorized to perform: ec2:StartInstances", "Error: another one"];
  expect(why({ refused: [noStart], controllerErrors, standby: { ...serving, state: "stopped" } })).toEqual([
    "the controller may not ec2:StartInstances: no statement of policy p allows it (refused 3 times)",
    "the controller fails: Error: another one",
    NOT_STARTED,
  ]);
});

test("a controller that fails comes before what it did not start, and before triggers that a fault has lost", () => {
  const verdicts = [dead("alarm", "the controller", "Error: broken"), dead("event", "nothing deployed", "lost")];
  const reasons = why({ verdicts, controllerErrors: ["Error: broken"], standby: { ...serving, state: "stopped" } });
  expect(reasons).toEqual(["the controller fails: Error: broken", NOT_STARTED, "EC2 event: dead: lost"]);
});

test("where no trigger came, the broken way comes before those that a fault lost, and before what did not happen", () => {
  const verdicts: PathVerdict[] = [
    dead("alarm", "nothing deployed", "lost by a fault"),
    { trigger: "event", kind: "not expected", reason: "the primary is not on EC2" },
    dead("schedule", "the way", "it is disabled"),
  ];
  expect(why({ verdicts, standby: { ...serving, state: "stopped" } })).toEqual([
    "schedule: dead: it is disabled",
    "alarm: dead: lost by a fault",
    NOT_STARTED,
  ]);
});

test("where a trigger came, another's broken way comes last", () => {
  const verdicts = [dead("alarm", "the way", "no permission"), delivered("schedule")];
  expect(why({ verdicts, standby: { ...serving, state: "stopped" } })).toEqual([
    NOT_STARTED,
    "alarm: dead: no permission",
  ]);
});

test.each<[string, Partial<StandbySeen>, string]>([
  ["that did not start, with EC2's reason", { state: "stopped", failure: "no key" }, "did not start: no key"],
  ["that EC2 does not know", { state: undefined }, "is unknown to EC2"],
  ["where nothing listens", { route: "refused" }, "runs, but nothing listens on its port 80"],
  [
    "where its user data has started nothing",
    { route: "refused", userDataFailure: "line 2: syntax error" },
    "runs, but nothing listens on its port 80: its user data fails: line 2: syntax error",
  ],
])("a standby %s is named", (_, standby, named) => {
  expect(whyOfStandby(standby)).toEqual([`the standby i-2 in us-east-1 ${named}`]);
});

test("closed security groups are named, with the port that users ask", () => {
  expect(whyOfStandby({ route: "silent" })).toEqual([
    "security group sg-1 and sg-2 in us-east-1 lets no user in on port 80 of the standby i-2 in us-east-1",
  ]);
});

test("what a fault or a dark region cuts off is not laid on a security group", () => {
  expect(whyOfStandby({ route: "silent", cutOff: "us-east-1 is dark" })).toEqual(["us-east-1 is dark"]);
});

const SAYS = `DNS answers www.example.com with ${PRIMARY}, not with the standby's ${STANDBY}`;
const healthy = { id: "both", healthy: true, reason: "2 of 2 healthy" };
const sick = { id: "own", healthy: false, reason: "no answer" };

test.each<[string, Partial<DnsSeen>, string]>([
  ["no record of the standby", { standbyRecord: undefined }, ": there is no SECONDARY record"],
  [
    "a record of the standby with another address",
    { standbyRecord: { addresses: ["192.0.2.3"], check: undefined } },
    ": the SECONDARY record holds 192.0.2.3",
  ],
  [
    "a record of the primary without a health check",
    { primaryRecord: { addresses: [PRIMARY], check: undefined } },
    ": the PRIMARY record has no health check",
  ],
  [
    "a health check that still finds the primary healthy",
    { primaryRecord: { addresses: [PRIMARY], check: healthy } },
    ": health check both of the PRIMARY record is healthy (2 of 2 healthy)",
  ],
  [
    "a record of the standby whose own check is unhealthy",
    { standbyRecord: { addresses: [STANDBY], check: sick } },
    ": health check own of the SECONDARY record is unhealthy (no answer)",
  ],
  ["nothing that explains it", {}, ", although health check both of the PRIMARY record is unhealthy (1 of 2 healthy)"],
])("DNS that does not turn is named with %s", (_, dns, named) => {
  expect(whyOfDns(dns)).toEqual([SAYS + named]);
});

test("DNS that has no address, or gives some users the one and some the other, has not turned", () => {
  expect(whyOfDns({ answers: [] })[0]).toContain("with no address, not with");
  expect(whyOfDns({ answers: [STANDBY, PRIMARY] })[0]).toContain(`with ${STANDBY} and ${PRIMARY}, not with`);
});

test("nothing is named where nothing was seen to be wrong", () => {
  expect(why({})).toEqual([]);
});
