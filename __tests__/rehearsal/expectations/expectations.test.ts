import * as commitment from "../../../rehearsal/expectations/commitment";
import * as controller from "../../../rehearsal/expectations/controller";
import * as ignition from "../../../rehearsal/expectations/ignition";
import * as people from "../../../rehearsal/expectations/people";
import * as service from "../../../rehearsal/expectations/service";
import * as standby from "../../../rehearsal/expectations/standby";
import { believedSeconds, USUAL_PACE } from "../../../rehearsal/patience";
import type { Expectation } from "../../../rehearsal/scenario";
import { PRIMARY, STANDBY, served, unserved } from "../report/witnessed";
import { fakeWorld, type Seen } from "./fake-world";

const COMMIT = { at: 70_000, who: "pilot-light-www" };
const commitTwice: Seen = { commits: [COMMIT, { at: 80_000, who: "operator" }] };
const stoppedAt = (at: number) => [{ at, state: "stopping" }];
const startedTwice = [20_000, 50_000].map((at) => ({ at, state: "pending" }));
const call = (given: object) => ({ who: "pilot-light-www", at: 20_000, service: "s3", action: "GetObject", ...given });

/** An expectation, a world that contradicts it, in which words, and one that does not. */
const CASES: [Expectation, Seen, string, Seen][] = [
  [
    commitment.atMostOneCommit,
    commitTwice,
    "the lock was written 2 times: by pilot-light-www at +60.0 s, by operator at +70.0 s",
    { commits: [COMMIT] },
  ],
  [
    commitment.nothingIsCommitted,
    { commits: [COMMIT] },
    "the failover lock was written by pilot-light-www at +60.0 s",
    {},
  ],
  [
    commitment.afterACommitIsEffectiveNobodyReachesThePrimary,
    { episode: { effectiveAt: 60_000 }, users: [[served(PRIMARY, 61_000, 62_000)]] },
    `user 0 was answered by the primary at +52.1 s: users are served by ${PRIMARY}: "a page"`,
    { episode: { effectiveAt: 60_000 }, users: [[served(PRIMARY, 1_000, 59_000)]] },
  ],
  [
    commitment.afterACommitIsEffectiveNobodyReachesThePrimary,
    { episode: { effectiveAt: 60_000 }, users: [[served(PRIMARY, 61_000, 62_000)]] },
    `user 0 was answered by the primary at +52.1 s: users are served by ${PRIMARY}: "a page"`,
    { episode: { effectiveAt: 60_000, unlockedAt: 60_500 }, users: [[served(PRIMARY, 61_000, 62_000)]] },
  ],
  [controller.atMostTwoInvocationsAtWork, { atWork: 3 }, "3 were at work at once", { atWork: 2 }],
  [
    controller.theControllerNeverCallsTheDarkRegion,
    { calls: [call({ region: "us-west-2", result: { failure: "us-west-2 is dark (reset)" } })] },
    "it called s3 GetObject in us-west-2 at +10.0 s",
    {
      calls: [
        call({ who: "TERRAFORM", region: "us-west-2", result: { failure: "dark" } }),
        call({ region: "us-west-2", result: { status: 200 } }),
      ],
    },
  ],
  [controller.theEpisodeEndedAs("failed back"), { outcomes: [] }, "recorded: nothing", { outcomes: ["failed back"] }],
  [
    controller.theEpisodeEndedAs("failed back", "the primary recovered by itself"),
    { outcomes: ["failed back"], isSticky: false },
    "recorded: failed back",
    { outcomes: ["the primary recovered by itself"], isSticky: false },
  ],
  [
    controller.theEpisodeEndedAs("failed back"),
    { outcomes: ["failed back", "failed back"] },
    "recorded: failed back, failed back",
    { outcomes: ["failed back"] },
  ],
  [
    ignition.theStandbyIsStartedAtMost(1),
    { standby: startedTwice },
    "it was started 2 times: at +10.0 s, at +40.0 s",
    { standby: [{ at: 20_000, state: "pending" }] },
  ],
  [
    ignition.theStandbyIsNotStartedTwice(believedSeconds),
    { standby: startedTwice },
    "it was started 2 times: at +10.0 s, at +40.0 s",
    { standby: startedTwice, pace: { ...USUAL_PACE, graceSeconds: 39 } },
  ],
  [ignition.theStandbyIsNotStarted, { standby: [{ at: 20_000, state: "pending" }] }, "it was started at +10.0 s", {}],
  [
    ignition.theStandbyRunsAs("t3.small"),
    { standbyType: "t3.micro" },
    "it is stopped, as t3.micro",
    { standbyType: "t3.small", standby: [{ at: 1, state: "running" }] },
  ],
  [
    ignition.startsAreTriedAtMostEachTenSeconds,
    { calls: Array.from({ length: 11 }, () => call({ action: "StartInstances", result: { status: 500 } })) },
    "11 refused starts in 2 minutes",
    {
      calls: Array.from({ length: 11 }, () =>
        call({ who: "pilot-light-shop", action: "StartInstances", result: { status: 500 } }),
      ),
    },
  ],
  [
    ignition.startsAreTriedAtMostEachTenSeconds,
    {
      calls: Array.from({ length: 23 }, () => call({ action: "StartInstances", result: { status: 500 } })),
      instanceTypes: 2,
    },
    "23 refused starts in 2 minutes",
    {
      calls: Array.from({ length: 11 }, () => call({ action: "StartInstances", result: { status: 500 } })),
      instanceTypes: 2,
    },
  ],
  [
    people.peopleWereTold("one"),
    { told: ["one"], toldAnother: ["one", "two"] },
    'they were told: "one", "two"',
    { told: ["one"], toldAnother: ["one"] },
  ],
  [
    people.peopleWereTold("one"),
    { told: ["the standby runs as t3.small", "one"] },
    'they were told: "the standby runs as t3.small", "one"',
    { told: ["the standby runs as t3.small", "one"], instanceTypes: 2 },
  ],
  [
    people.peopleWereTold("the standby runs as t3.small"),
    { told: ["the standby runs as t3.large"], instanceTypes: 2 },
    'they were told: "the standby runs as t3.large"',
    { told: ["the standby runs as t3.small"], instanceTypes: 2 },
  ],
  [
    people.peopleWereToldAlso("two"),
    { told: ["one", "two"], toldAnother: ["one"] },
    '"two" is missing; they were told: "one"',
    { told: ["one", "two"], toldAnother: ["two"] },
  ],
  [
    people.peopleAreToldAtMost(1),
    { told: ["one"], toldAnother: ["one", "two"] },
    '2 messages: "one", "two"',
    { told: ["one"], toldAnother: ["one"] },
  ],
  [
    people.peopleWereTold("one"),
    { told: ["one", "two"] },
    'they were told: "one", "two"',
    { told: ["one"], subjects: ['ALARM: "x" in y'] },
  ],
  [
    people.peopleWereTold("one", people.COMMITTED),
    { told: ["one", people.COMMITTED], isSticky: false },
    `they were told: "one", "${people.COMMITTED}"`,
    { told: ["one", people.BACK], isSticky: false },
  ],
  [people.peopleWereTold(), { told: ["one"] }, 'they were told: "one"', {}],
  [
    people.peopleWereToldAlso("two"),
    { told: ["one"] },
    '"two" is missing; they were told: "one"',
    { told: ["one", "two"] },
  ],
  [
    people.peopleWereTold(people.LATE),
    { told: [], worstOutage: 271_000 },
    "they were told: nothing",
    { told: [], worstOutage: 270_000 },
  ],
  [
    people.peopleWereTold(people.LATE),
    { told: [people.LATE], worstOutage: 90_000 },
    `they were told: "${people.LATE}"`,
    { told: [people.LATE], worstOutage: 90_001 },
  ],
  [
    people.peopleWereToldAlso("one", people.FAILED_BACK),
    { told: ["one"] },
    `"${people.FAILED_BACK}" is missing; they were told: "one"`,
    { told: ["one"], isSticky: false },
  ],
  [people.peopleAreToldAtMost(1), { told: ["one", "two"] }, '2 messages: "one", "two"', { told: ["one"] }],
  [
    people.peopleAreToldAtMost(1),
    { told: ["one", "two"], outcomes: ["ended"] },
    '2 messages: "one", "two"',
    { told: ["one", "two"], outcomes: ["ended"], episode: {} },
  ],
  [
    people.anAlarmTold("not-handled"),
    { subjects: ['ALARM: "pilot-light-www-other" in y', 'ALARM: "pilot-light-shop-not-handled" in y'] },
    'alarms that told people: "pilot-light-www-other", "pilot-light-shop-not-handled"',
    { subjects: ['ALARM: "pilot-light-www-not-handled" in y'] },
  ],
  [
    service.usersSeeNoGap,
    { users: [[unserved(50_000, 50_000)]] },
    "user 0 was not served at +40.0 s: users are not served: no packet came back",
    { users: [[served(PRIMARY, 1, 90_000)]] },
  ],
  [
    service.onceSavedUsersSeeNoGap,
    { users: [[unserved(10_000, 20_000), served(STANDBY, 30_000, 40_000), unserved(41_000, 42_000)]] },
    "user 0 was not served at +31.0 s: users are not served: no packet came back",
    {
      users: [
        [unserved(10_000, 20_000), served(STANDBY, 21_000, 40_000)],
        [unserved(10_000, 28_000), served(STANDBY, 29_000, 40_000)],
      ],
    },
  ],
  [
    service.theOutageIsWithinThePromise,
    { worstOutage: 91_000 },
    "91.0 s for user 3; promised: 90 s",
    { worstOutage: 90_000 },
  ],
  [
    service.everybodyIsHeldAtTheStandby,
    { users: [[served(PRIMARY, 1, 90_000)]], servedBy: "primary" },
    `1 × users are served by ${PRIMARY}: "a page"`,
    { users: [[served(PRIMARY, 1, 90_000)]], servedBy: "primary", isSticky: false },
  ],
  [
    service.everybodyIsHeldAtTheStandby,
    { users: [[unserved(1, 90_000)]], isSticky: false },
    "1 × users are not served: no packet came back",
    { servedBy: "standby" },
  ],
  [service.everybodyIsServedBy("standby"), { servedBy: "primary" }, "", { servedBy: "standby" }],
  [
    standby.theStandbyIsNeverStoppedWhileItIsNeeded,
    {
      standby: stoppedAt(50_000),
      lock: [
        { at: 1, value: true },
        { at: 55_000, value: false },
      ],
    },
    "it was stopped at +40.0 s, while the lock existed",
    {
      standby: stoppedAt(50_000),
      lock: [
        { at: 1, value: true },
        { at: 40_000, value: false },
      ],
    },
  ],
  [
    standby.theStandbyIsNeverStoppedWhileItIsNeeded,
    { standby: stoppedAt(50_000), dns: [{ at: 1, value: [PRIMARY, STANDBY] }] },
    `it was stopped at +40.0 s, while name servers answered ${STANDBY}`,
    { standby: stoppedAt(50_000), dns: [{ at: 1, value: [PRIMARY, PRIMARY] }] },
  ],
  [standby.theStandbyIsStopped, { standby: [{ at: 1, state: "running" }] }, "it is running", {}],
];

test.each(CASES)(
  "$sentence: a world that contradicts it is told so, and another is not",
  async (expectation, bad, said, good) => {
    expect(await expectation.contradiction(fakeWorld(bad))).toBe(said);
    expect(await expectation.contradiction(fakeWorld(good))).toBeUndefined();
  },
);
