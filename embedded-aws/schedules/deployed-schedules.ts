import { GetScheduleCommand, type GetScheduleOutput, paginateListSchedules } from "@aws-sdk/client-scheduler";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";

export interface Schedule {
  readonly arn: string;
  readonly name: string;
  readonly group: string;
  readonly region: string;
  readonly isEnabled: boolean;
  readonly expression: string;
  readonly timezone: string;
  /** AWS time in milliseconds; undefined where it has no bound. */
  readonly startsAt: number | undefined;
  readonly endsAt: number | undefined;
  /** Minutes of its flexible time window; 0 if that is off. */
  readonly windowMinutes: number;
  readonly target: NonNullable<GetScheduleOutput["Target"]>;
}

/** Every schedule of a region, in all of its groups. */
export function readSchedules(
  { state, deployed }: { state: DeployedState; deployed: AwsClients },
  region: string,
): Promise<readonly Schedule[]> {
  return state.read(`schedules of ${region}`, ["scheduler"], async () => {
    const client = deployed.scheduler(region);
    const schedules: Schedule[] = [];
    for await (const { Schedules = [] } of paginateListSchedules({ client }, {}))
      for (const { Name, GroupName } of Schedules)
        schedules.push(scheduleOf(region, await client.send(new GetScheduleCommand({ Name, GroupName }))));
    return schedules;
  });
}

function scheduleOf(region: string, read: GetScheduleOutput): Schedule {
  return {
    region,
    arn: read.Arn ?? "",
    name: read.Name ?? "",
    group: read.GroupName ?? "default",
    isEnabled: read.State !== "DISABLED",
    expression: read.ScheduleExpression ?? "",
    timezone: read.ScheduleExpressionTimezone ?? "UTC",
    startsAt: read.StartDate?.getTime(),
    endsAt: read.EndDate?.getTime(),
    windowMinutes:
      read.FlexibleTimeWindow?.Mode === "FLEXIBLE" ? (read.FlexibleTimeWindow.MaximumWindowInMinutes ?? 0) : 0,
    target: read.Target ?? { Arn: "", RoleArn: "" },
  };
}
