import { GetFunctionConfigurationCommand, UpdateFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import { DeleteScheduleCommand, ListSchedulesCommand } from "@aws-sdk/client-scheduler";
import { ENVIRONMENT, type EnvironmentVariable } from "../../../contract/environment";
import { findParts } from "../../../rehearsal/deployed-parts";
import type { Break } from "../hand-made-breaks";
import { REGIONS } from "../proven-deployment";

/** Nothing wakes the controller but what happens. */
export const deleteTheSchedules: Break = async (aws, workload) => {
  const { standbyRegion } = await findParts(aws, workload, REGIONS);
  const scheduler = aws.clients.scheduler(standbyRegion);
  const { Schedules } = await scheduler.send(new ListSchedulesCommand({}));
  for (const { Name, GroupName } of Schedules!) await scheduler.send(new DeleteScheduleCommand({ Name, GroupName }));
};

/** Tells the controller something else than what was deployed. */
const tellTheController =
  (variable: EnvironmentVariable, value: string): Break =>
  async (aws, workload) => {
    const FunctionName = workload.controller;
    const { standbyRegion } = await findParts(aws, workload, REGIONS);
    const lambda = aws.clients.lambda(standbyRegion);
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const Variables = { ...Environment!.Variables, [variable]: value };
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
  };

/** There is one instance type and no other. */
export const withoutFallbackTypes = tellTheController(ENVIRONMENT.fallbackInstanceTypes, "");
