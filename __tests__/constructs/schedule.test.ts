import { Schedule } from "../../constructs/schedule";
import { synthesizeConstruct } from "../construct-synth";
import { statements } from "../policy";
import { only } from "../synthesized";

describe("the schedule", () => {
  const { resource } = synthesizeConstruct((scope, { standby }) => {
    new Schedule(scope, "schedule", {
      provider: standby,
      workload: "shop",
      accountId: "ACCOUNT",
      functionArn: "FUNCTION_ARN",
      deadLetterQueueArn: "QUEUE_ARN",
    });
  });
  const [second, schedule, ...others] = Object.values(resource.aws_scheduler_schedule!);

  it("is two, alike but for their names, so that no gap between looks is near two minutes", () => {
    expect(others).toEqual([]);
    expect([schedule!.name, second!.name]).toEqual(["pilot-light-shop", "pilot-light-shop.second"]);
    expect({ ...second, name: schedule!.name }).toEqual(schedule);
  });

  it("lets the controller look every minute, at no flexible time", () => {
    expect(schedule!).toMatchObject({
      schedule_expression: "rate(1 minute)",
      flexible_time_window: { mode: "OFF" },
      target: { arn: "FUNCTION_ARN", role_arn: "${aws_iam_role.schedule_role.arn}" },
    });
  });

  it("says nothing but that it is the schedule, in the contract's version", () => {
    expect(JSON.parse(schedule!.target.input)).toEqual({ version: 2, trigger: "schedule" });
  });

  it("never repeats a tick, since the next one is the retry", () => {
    expect(schedule!.target.retry_policy).toEqual({ maximum_event_age_in_seconds: 60, maximum_retry_attempts: 0 });
  });

  it("keeps a tick that did not arrive", () => {
    expect(schedule!.target.dead_letter_config).toEqual({ arn: "QUEUE_ARN" });
  });

  it("has a role that may wake the controller and keep what failed, and nothing else", () => {
    expect(statements(only(resource, "aws_iam_role_policy").policy)).toEqual([
      { Sid: "Wake", Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: ["FUNCTION_ARN"] },
      { Sid: "KeepWhatFailed", Effect: "Allow", Action: ["sqs:SendMessage"], Resource: ["QUEUE_ARN"] },
    ]);
    expect(schedule!.depends_on).toEqual(["aws_iam_role_policy.schedule_permission"]);
  });

  it("has a role that only the scheduler of this account assumes", () => {
    expect(statements(only(resource, "aws_iam_role").assume_role_policy)).toMatchObject([
      {
        Principal: { Service: "scheduler.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "ACCOUNT" } },
      },
    ]);
  });
});
