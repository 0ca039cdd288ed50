import type { EventRule } from "../../../embedded-aws/events/deployed-rules";
import { instanceStateChange } from "../../../embedded-aws/events/event";
import { EventBuses } from "../../../embedded-aws/events/event-buses";
import { Faults } from "../../../embedded-aws/faults";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { collected } from "../deliveries/arrival-fixtures";
import { ACCOUNT, calls, deployedEvents, forwards, functionIn, HERE, ruleIn, THERE } from "./deployed-events";

const event = instanceStateChange({ region: HERE, account: ACCOUNT, instanceId: "i-1", state: "stopped", at: 0 });

/** What became of this many events by these rules. */
async function told(rules: Record<string, readonly EventRule[]>, events = 1) {
  const clock = new VirtualClock(0);
  const collecting = collected(() => clock.now());
  const buses = new EventBuses({
    ...deployedEvents(rules),
    ...collecting,
    ...{ clock, faults: new Faults(), random: () => 0 },
  });
  clock.start();
  for (let put = 0; put < events; put++) buses.putEvent(HERE, event);
  await clock.sleep(5_000);
  clock.stop();
  return { reasons: collecting.reasons(), invoked: collecting.invoked };
}

test("a disabled rule does nothing", async () => {
  const rules = [ruleIn(HERE, "off", { isEnabled: false, ...calls(HERE) }), ruleIn(HERE, "on", calls(HERE))];
  expect(await told({ [HERE]: rules })).toMatchObject({
    invoked: [{ functionArn: functionIn(HERE), event, at: 500 }],
    reasons: ["delivered"],
  });
});

test("what is forwarded and matches no enabled rule is told", async () => {
  const there = [ruleIn(THERE, "off", { isEnabled: false, ...calls(THERE) })];
  expect((await told({ [HERE]: [ruleIn(HERE, "forward", forwards)], [THERE]: there })).reasons).toEqual([
    `No enabled rule on bus default in ${THERE} matches what rule forward in ${HERE} forwards.`,
  ]);
});

test("what was forwarded is not forwarded again", async () => {
  const rules = { [HERE]: [ruleIn(HERE, "forward", forwards)], [THERE]: [ruleIn(THERE, "again", forwards)] };
  expect((await told(rules)).reasons).toEqual([
    expect.stringContaining("what rule forward has forwarded already: EventBridge forwards an event once."),
  ]);
});

test("a matcher that is not known is told once, however many events come", async () => {
  const odd = ruleIn(HERE, "odd", { pattern: '{"source":[{"cidr":"10.0.0.0/8"}]}', ...calls(HERE) });
  expect(await told({ [HERE]: [odd] }, 3)).toEqual({
    invoked: [],
    reasons: [expect.stringContaining('The pattern of rule odd in us-west-2 has {"cidr":"10.0.0.0/8"}')],
  });
});

test("an input that is not JSON calls nobody, and a queue of another region keeps nothing", async () => {
  const DeadLetterConfig = { Arn: `arn:aws:sqs:${THERE}:${ACCOUNT}:dead` };
  const targets = [{ Id: "1", Arn: functionIn(HERE), Input: "hello", DeadLetterConfig }];
  expect(await told({ [HERE]: [ruleIn(HERE, "text", { targets })] })).toEqual({
    invoked: [],
    reasons: [
      expect.stringMatching(
        /the input hello is not JSON, .* Its dead-letter queue \S+ is not in us-west-2: the event is dropped\.$/,
      ),
    ],
  });
});
