import type {
  CallReport,
  ExpectationReport,
  Report,
  ScenarioReport,
  WorkloadReport,
} from "../../../../rehearsal/report/report";
import { after, STRUCK } from "./sample-events";
import { blip, failedOver, flapping, quiet } from "./sample-workloads";

const TITLES: readonly (readonly [name: string, title: string])[] = [
  ["instance-stopped", "The primary’s instance is stopped"],
  ["region-black", "The primary’s region goes black: APIs and instances"],
  ["application-hangs", "The application accepts and never answers"],
  ["application-500", "The application answers 500"],
  ["blip", "A blip of 20 seconds"],
  ["flapping", "The primary flaps every 40 seconds for an hour"],
  ["no-capacity-15-minutes", "No capacity for the standby for 15 minutes"],
  ["no-capacity-first-type", "No capacity ever for the standby’s first instance type"],
  ["function-killed", "The function is killed between the start and the commit"],
  ["path-broken", "The path between the regions breaks while users reach the primary"],
  ["checkers-blocked", "Route 53’s checkers are blocked while the controller reaches the primary"],
  ["alarms-lost", "All of the alarm’s messages are lost"],
  ["messages-doubled", "Every message arrives twice, and late"],
  ["us-east-1-black", "us-east-1 goes black with the primary in it"],
  ["lock-bucket-unreachable", "The lock’s bucket cannot be reached"],
  ["terraform-apply", "Somebody applies Terraform in the middle"],
  ["operator-failback", "The operator fails back, and is refused first"],
  ["maintenance", "A maintenance window"],
];

const EXPECTATIONS: readonly ExpectationReport[] = [
  { sentence: "after a commit is effective, no user’s request reaches the primary", when: "during", held: true },
  { sentence: "at most one failover is committed", when: "during", held: true },
  { sentence: "nobody calls the dark region but the one that the design allows", when: "during", held: true },
  { sentence: "users are served by the standby", when: "at the end", held: true },
  { sentence: "people have been told what happened, what it means, and what to do", when: "at the end", held: true },
];

/** Eighteen scenarios as a run would report them: one of them failed, one without a disaster, one an hour of flapping. */
export function sampleReport(): Report {
  return {
    version: 1,
    configuration: "pilot-light.yaml",
    command: "npm start -- --all --config pilot-light.yaml --seed 7",
    seed: 7,
    writtenAt: "2026-11-23T17:31:08.000Z",
    scenarios: TITLES.map(([name, title], index) => scenarioCalled(name, title, index)),
  };
}

function scenarioCalled(name: string, title: string, index: number): ScenarioReport {
  const usual: ScenarioReport = {
    name,
    title,
    purpose:
      "Users must be served again within the promise, and stay where they are. A product that waits for the alarm alone would keep them waiting for minutes.",
    begunAt: after(-61.3),
    struckAt: STRUCK,
    endedAt: after(596.4),
    expectations: EXPECTATIONS,
    workloads: [failedOver(index)],
    calls: calls(40 + index),
    callsLeftOut: 0,
  };
  switch (name) {
    case "blip":
      return { ...usual, endedAt: after(240), workloads: [blip()] };
    case "flapping":
      return { ...usual, endedAt: after(3_600), workloads: [flapping()], calls: calls(400), callsLeftOut: 1_723 };
    case "path-broken":
      return failed(usual);
    case "no-capacity-15-minutes":
      return { ...usual, endedAt: after(1_100), workloads: [savedLate(index)] };
    case "terraform-apply":
      return { ...usual, workloads: [failedOver(3, "www"), failedOver(5, "a-shop-with-a-rather-long-name")] };
    case "maintenance":
      return { ...usual, struckAt: undefined, workloads: [quiet()], calls: [] };
    default:
      return usual;
  }
}

function savedLate(index: number): WorkloadReport {
  const workload = failedOver(index);
  const times = { worstOutage: 936.2, medianOutage: 935.4, ignited: 904.2, booted: 937.4, committed: 944.9 };
  const [first, ...others] = workload.messages;
  const messages = [first!, ...others.map((message) => ({ ...message, at: after(969) }))];
  return { ...workload, messages, numbers: { ...workload.numbers, ...times } };
}

function failed(usual: ScenarioReport): ScenarioReport {
  const expectation = "no failover is committed while users reach the primary";
  return {
    ...usual,
    expectations: [
      ...usual.expectations.slice(0, 2),
      { sentence: expectation, when: "during", held: false },
      {
        sentence: `nobody writes ${"arn:aws:s3:::pilot-light-www-20261123150922132200000008/".repeat(2)}`,
        when: "during",
        held: true,
      },
      { sentence: "the standby is stopped again", when: "at the end", held: undefined },
    ],
    failure: {
      expectation,
      seen: `+60.0 s: s3://pilot-light-www-20261123150922132200000008/failover-lock was written, and 10 of 10 users were served by 127.188.121.37: "Instance i-447bba5185a2eb25b in us-west-2"`,
      calls: [
        "+19.5 s  controller  us-east-1  ec2 StartInstances                       200",
        "+51.9 s  controller  us-east-1  s3 PutObject controller/memory.json      200",
        "+60.0 s  controller  us-east-1  s3 PutObject failover-lock               200",
      ],
      repeat: "npm start -- --scenario path-broken --config pilot-light.yaml --seed 7",
    },
    workloads: [{ ...failedOver(4), numbers: { ...failedOver(4).numbers, worstOutage: 231.4, medianOutage: 118.25 } }],
  };
}

function calls(count: number): readonly CallReport[] {
  const kinds: readonly Omit<CallReport, "at">[] = [
    { who: "controller", region: "us-east-1", service: "s3", action: "GetObject", result: "200" },
    { who: "controller", region: "us-east-1", service: "ec2", action: "DescribeInstances", result: "200" },
    { who: "controller", region: "us-east-1", service: "s3", action: "PutObject", result: "412 PreconditionFailed" },
    {
      who: "ops@example.com",
      region: "us-west-2",
      service: "ec2",
      action: "DescribeInstances",
      result: "no answer: us-west-2 is dark",
    },
  ];
  return Array.from({ length: count }, (_, index) => ({
    at: after(index * 3.1 - 20),
    ...kinds[index % kinds.length]!,
  }));
}

/** The sample with one scenario of it alone, with other parts. */
export function sampleOf(name: string, change: Partial<ScenarioReport> = {}): Report {
  const report = sampleReport();
  return {
    ...report,
    scenarios: report.scenarios
      .filter((scenario) => scenario.name === name)
      .map((scenario) => ({ ...scenario, ...change })),
  };
}
