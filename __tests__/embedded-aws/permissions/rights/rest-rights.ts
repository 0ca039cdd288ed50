import * as lambda from "@aws-sdk/client-lambda";
import * as route53 from "@aws-sdk/client-route-53";
import * as scheduler from "@aws-sdk/client-scheduler";
import { CAPTURING } from "../captured-call";
import { arn, isNotInTheTable, needsRights, one } from "./asked-rights";

const LAMBDA = new lambda.LambdaClient(CAPTURING);
const SCHEDULER = new scheduler.SchedulerClient(CAPTURING);
const ROUTE53 = new route53.Route53Client(CAPTURING);

export function restRights(): void {
  needsRights([
    [
      "Invoke",
      () => LAMBDA.send(new lambda.InvokeCommand({ FunctionName: "look" })),
      one("lambda:InvokeFunction", arn("lambda", "function:look")),
    ],
    [
      "Invoke by ARN",
      () => LAMBDA.send(new lambda.InvokeCommand({ FunctionName: arn("lambda", "function:look") })),
      one("lambda:InvokeFunction", arn("lambda", "function:look")),
    ],
    [
      "GetFunction",
      () => LAMBDA.send(new lambda.GetFunctionCommand({ FunctionName: "look" })),
      one("lambda:GetFunction", arn("lambda", "function:look")),
    ],
    [
      "GetFunctionConfiguration",
      () => LAMBDA.send(new lambda.GetFunctionConfigurationCommand({ FunctionName: "look" })),
      one("lambda:GetFunctionConfiguration", arn("lambda", "function:look")),
    ],
    [
      "UpdateFunctionCode",
      () => LAMBDA.send(new lambda.UpdateFunctionCodeCommand({ FunctionName: "look" })),
      one("lambda:UpdateFunctionCode", arn("lambda", "function:look")),
    ],
    [
      "AddPermission",
      () =>
        LAMBDA.send(
          new lambda.AddPermissionCommand({ FunctionName: "look", StatementId: "s", Action: "a", Principal: "p" }),
        ),
      one("lambda:AddPermission", arn("lambda", "function:look")),
    ],
    [
      "GetFunctionEventInvokeConfig",
      () => LAMBDA.send(new lambda.GetFunctionEventInvokeConfigCommand({ FunctionName: "look" })),
      one("lambda:GetFunctionEventInvokeConfig", arn("lambda", "function:look")),
    ],
    ["ListFunctions", () => LAMBDA.send(new lambda.ListFunctionsCommand({})), one("lambda:ListFunctions", "*")],
    [
      "GetSchedule",
      () => SCHEDULER.send(new scheduler.GetScheduleCommand({ Name: "tick" })),
      one("scheduler:GetSchedule", arn("scheduler", "schedule/default/tick")),
    ],
    [
      "DeleteSchedule in a group",
      () => SCHEDULER.send(new scheduler.DeleteScheduleCommand({ Name: "tick", GroupName: "g", ClientToken: "t" })),
      one("scheduler:DeleteSchedule", arn("scheduler", "schedule/g/tick")),
    ],
    [
      "ListHostedZones",
      () => ROUTE53.send(new route53.ListHostedZonesCommand({})),
      one("route53:ListHostedZones", "*"),
    ],
    [
      "ListHostedZonesByName",
      () => ROUTE53.send(new route53.ListHostedZonesByNameCommand({})),
      one("route53:ListHostedZonesByName", "*"),
    ],
    [
      "GetHostedZone",
      () => ROUTE53.send(new route53.GetHostedZoneCommand({ Id: "Z1" })),
      one("route53:GetHostedZone", "arn:aws:route53:::hostedzone/Z1"),
    ],
    [
      "ListResourceRecordSets",
      () => ROUTE53.send(new route53.ListResourceRecordSetsCommand({ HostedZoneId: "Z1" })),
      one("route53:ListResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"),
    ],
    [
      "ChangeResourceRecordSets",
      () =>
        ROUTE53.send(new route53.ChangeResourceRecordSetsCommand({ HostedZoneId: "Z1", ChangeBatch: { Changes: [] } })),
      one("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/Z1"),
    ],
    [
      "ListHealthChecks",
      () => ROUTE53.send(new route53.ListHealthChecksCommand({})),
      one("route53:ListHealthChecks", "*"),
    ],
    [
      "GetHealthCheck",
      () => ROUTE53.send(new route53.GetHealthCheckCommand({ HealthCheckId: "h" })),
      one("route53:GetHealthCheck", "arn:aws:route53:::healthcheck/h"),
    ],
    [
      "UpdateHealthCheck",
      () => ROUTE53.send(new route53.UpdateHealthCheckCommand({ HealthCheckId: "h" })),
      one("route53:UpdateHealthCheck", "arn:aws:route53:::healthcheck/h"),
    ],
    [
      "GetHealthCheckStatus",
      () => ROUTE53.send(new route53.GetHealthCheckStatusCommand({ HealthCheckId: "h" })),
      one("route53:GetHealthCheckStatus", "arn:aws:route53:::healthcheck/h"),
    ],
    [
      "GetChange",
      () => ROUTE53.send(new route53.GetChangeCommand({ Id: "c" })),
      one("route53:GetChange", "arn:aws:route53:::change/c"),
    ],
  ]);

  isNotInTheTable([
    [
      "CreateSchedule",
      () =>
        SCHEDULER.send(
          new scheduler.CreateScheduleCommand({
            Name: "n",
            ScheduleExpression: "rate(1 minute)",
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: { Arn: "a", RoleArn: "r" },
          }),
        ),
    ],
  ]);
}
