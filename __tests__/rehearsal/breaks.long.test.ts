import type { StepFailure } from "../../rehearsal/progress";
import type { TriggerKind } from "../../rehearsal/trigger-paths";
import { failureOfBrokenReturn, failureOfBrokenStory } from "./broken-story";
import {
  type Break,
  closeTheSecurityGroup,
  deployCodeThatThrows,
  forbidOperatorsToCommand,
  forbidToStartInstances,
  hideTheLock,
  keepCloudWatchOutOfTheTopic,
  moveTheAlarm,
  removeThePermissionOfSns,
  takeTheDimensionFromTheAlarm,
  takeTheRoleFromTheRule,
} from "./hand-made-breaks";
import { provenDeployment } from "./proven-deployment";

/** The deployment takes 80 s on two cores; a story that saves nobody, ten minutes of AWS time, 20 s. */
jest.setTimeout(300_000);

const TRIGGERS: readonly TriggerKind[] = ["alarm", "event", "schedule"];
const SAVING_USERS = "www: hands off: users are served by the standby";
const JUDGING_WAYS = "www: every trigger's way to the controller";

const deployment = provenDeployment();

const failureOfStory = (breakIt: Break, lost: readonly TriggerKind[] = []) =>
  failureOfBrokenStory(deployment, breakIt, lost);
const reasonOf = ({ cause }: StepFailure) => (cause as Error).message;
const allBut = (trigger: TriggerKind) => TRIGGERS.filter((other) => other !== trigger);

const NAME = { alarm: "alarm", event: "EC2 event", schedule: "schedule" } as const;

describe.each<{ where: string; breakIt: Break; dead: TriggerKind; named: string }>([
  {
    where: "SNS has no permission to call the controller",
    breakIt: removeThePermissionOfSns,
    dead: "alarm",
    named: "Function pilot-light-www in us-east-1 does not permit sns.amazonaws.com to invoke it",
  },
  {
    where: "the topic's policy does not let CloudWatch in",
    breakIt: keepCloudWatchOutOfTheTopic,
    dead: "alarm",
    named: "does not let cloudwatch.amazonaws.com publish for alarm pilot-light-www-primary-down",
  },
  {
    where: "the alarm is in another region than Route 53's metrics",
    breakIt: moveTheAlarm,
    dead: "alarm",
    named: "alarm pilot-light-www-primary-down is in us-west-2; Route 53's metrics are in us-east-1 only",
  },
  {
    where: "the alarm has no dimension",
    breakIt: takeTheDimensionFromTheAlarm,
    dead: "alarm",
    named: "alarm pilot-light-www-primary-down has no dimension HealthCheckId",
  },
  {
    where: "the rule that forwards EC2's events has no role",
    breakIt: takeTheRoleFromTheRule,
    dead: "event",
    named: "Rule pilot-light-www-primary-state in us-west-2 has no role with which to send to",
  },
])("where $where", ({ breakIt, dead, named }) => {
  test("users are saved, since the other triggers come, and the dead way and the broken thing are named", async () => {
    const failure = await failureOfStory(breakIt);
    expect(failure).toMatchObject({ step: JUDGING_WAYS });
    expect(reasonOf(failure)).toMatch(/^users were saved, but not every way lives:\n[^\n]*$/);
    expect(reasonOf(failure)).toContain(`${NAME[dead]}: dead: `);
    expect(reasonOf(failure)).toContain(named);
  });

  test("users are not saved without the other triggers, and the broken thing is named first", async () => {
    const failure = await failureOfStory(breakIt, allBut(dead));
    expect(failure).toMatchObject({ step: SAVING_USERS });
    expect(reasonOf(failure).split("\n")[0]).toContain(`${NAME[dead]}: dead: `);
    expect(reasonOf(failure).split("\n")[0]).toContain(named);
  });
});

describe.each<{ where: string; breakIt: Break; alone: TriggerKind; named: RegExp }>([
  {
    where: "the controller may not start instances",
    breakIt: forbidToStartInstances,
    alone: "alarm",
    named: /^the controller may not ec2:StartInstances: no statement of policy \S+ of role pilot-light-www\S* allows/,
  },
  {
    where: "the standby's security group is closed",
    breakIt: closeTheSecurityGroup,
    alone: "event",
    named: /^security group sg-\w+ in us-east-1 lets no user in on port 80 of the standby i-\w+/,
  },
  {
    where: "the controller's code throws",
    breakIt: deployCodeThatThrows,
    alone: "schedule",
    named: /^the controller fails: Error: broken by hand/,
  },
])("where $where, which concerns every trigger,", ({ breakIt, alone, named }) => {
  test("users are not saved, although every trigger comes, and the broken thing is named first", async () => {
    const failure = await failureOfStory(breakIt);
    expect(failure).toMatchObject({ step: SAVING_USERS });
    expect(reasonOf(failure)).toMatch(named);
  });

  test(`users are not saved by the ${NAME[alone]} alone, and the broken thing is named before the lost triggers`, async () => {
    const failure = await failureOfStory(breakIt, allBut(alone));
    expect(failure).toMatchObject({ step: SAVING_USERS });
    expect(reasonOf(failure)).toMatch(named);
    expect(reasonOf(failure)).toContain("A fault laid on");
  });
});

test("a lock that Route 53 does not see is noticed: users leave the standby before anybody has asked for it", async () => {
  const failure = await failureOfBrokenReturn(deployment, hideTheLock);
  expect(failure).toMatchObject({ step: "www: users stay at the standby" });
  expect(reasonOf(failure)).toMatch(/^user \d got an answer of the primary while the failover held/);
});

test("an operator whose policy is too narrow cannot fail back, and is told which right he lacks", async () => {
  const failure = await failureOfBrokenReturn(deployment, forbidOperatorsToCommand);
  expect(failure.step).toMatch(/^www: the operator's one command/);
  expect(reasonOf(failure)).toMatch(/ended with exit code 5:\n.*lambda:InvokeFunction/);
});
