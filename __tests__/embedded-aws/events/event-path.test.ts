import type { EventRule } from "../../../embedded-aws/events/deployed-rules";
import { instanceStateChange } from "../../../embedded-aws/events/event";
import { diagnoseEventPath } from "../../../embedded-aws/events/event-path";
import {
  ACCOUNT,
  BUS_THERE,
  calls,
  deployedEvents,
  forwards,
  functionIn,
  HERE,
  ruleIn,
  THERE,
} from "./deployed-events";

const event = instanceStateChange({ region: HERE, account: ACCOUNT, instanceId: "i-1", state: "stopped", at: 0 });
const functionArn = functionIn(THERE);

/** Rules here, and there one that calls the function unless a test says otherwise; no bus there where it says so. */
async function diagnosis(here: EventRule[], there: EventRule[] | "no bus" = [ruleIn(THERE, "last", calls(THERE))]) {
  const parts = deployedEvents({ [HERE]: here, ...(there === "no bus" ? {} : { [THERE]: there }) });
  const found = await diagnoseEventPath(parts, { region: HERE, event, functionArn });
  return found.kind === "open" ? "open" : found.reason;
}

const FORWARDING = ruleIn(HERE, "forward", forwards);
const DISABLED = ruleIn(HERE, "off", { isEnabled: false });

test.each<[string, Parameters<typeof diagnosis>, string]>([
  ["a rule that is disabled", [[DISABLED]], `Rule off in ${HERE} is disabled.`],
  [
    "a rule that leads elsewhere",
    [[ruleIn(HERE, "other", calls(HERE))]],
    `Rule other in ${HERE} has no target that leads to ${functionArn}.`,
  ],
  [
    "a rule that would forward what was forwarded",
    [[FORWARDING], [ruleIn(THERE, "again", forwards)]],
    `Rule again in ${THERE} would forward a second time, which EventBridge does not.`,
  ],
  [
    "a matcher that is not known",
    [[ruleIn(HERE, "odd", { pattern: '{"source":[{"cidr":"10.0.0.0/8"}]}' })]],
    `The pattern of rule odd in ${HERE} has {"cidr":"10.0.0.0/8"}, which`,
  ],
  ["a bus that is not there", [[FORWARDING], "no bus"], `sends to ${BUS_THERE}, which does not exist.`],
  [
    "a bus of another account",
    [[ruleIn(HERE, "abroad", { targets: [{ Id: "1", Arn: BUS_THERE.replace(ACCOUNT, "210987654321") }] })]],
    "is in another account, which is not simulated.",
  ],
])("%s is named", async (_, deployed, reason) => {
  expect(await diagnosis(...deployed)).toContain(reason);
});

test("one open way is enough", async () => {
  expect(await diagnosis([FORWARDING, DISABLED])).toBe("open");
  expect(await diagnosis([DISABLED, FORWARDING])).toBe("open");
});

test("of several broken ways the one that comes furthest is named, whichever rule is looked at first", async () => {
  const off = ruleIn(THERE, "last", { isEnabled: false });
  for (const rules of [
    [FORWARDING, DISABLED],
    [DISABLED, FORWARDING],
  ]) {
    expect(await diagnosis(rules, [])).toContain(`No rule in ${THERE} matches`);
    expect(await diagnosis(rules, [off])).toBe(`Rule last in ${THERE} is disabled.`);
  }
});

test("a disabled rule over there comes further than no rule at all", async () => {
  const elsewhere = ruleIn(THERE, "elsewhere", calls(HERE));
  const off = ruleIn(THERE, "last", { isEnabled: false });
  expect(await diagnosis([FORWARDING], [elsewhere, off])).toBe(`Rule last in ${THERE} is disabled.`);
});
