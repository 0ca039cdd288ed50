import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as tagging from "@aws-sdk/client-resource-groups-tagging-api";
import * as quotas from "@aws-sdk/client-service-quotas";
import { CAPTURING } from "../captured-call";
import { arn, form, needsRightAsItsProtocolWritesIt, needsRights, one } from "./asked-rights";

const LOGS = new logs.CloudWatchLogsClient(CAPTURING);
const CLOUDWATCH = new cloudwatch.CloudWatchClient(CAPTURING);
const TAGGING = new tagging.ResourceGroupsTaggingAPIClient(CAPTURING);
const QUOTAS = new quotas.ServiceQuotasClient(CAPTURING);
const stream = (group: string, name: string) => arn("logs", `log-group:${group}:log-stream:${name}`);

export function observationRights(): void {
  needsRights([
    [
      "CreateLogStream",
      () => LOGS.send(new logs.CreateLogStreamCommand({ logGroupName: "/g", logStreamName: "s" })),
      one("logs:CreateLogStream", stream("/g", "s")),
    ],
    [
      "PutLogEvents",
      () => LOGS.send(new logs.PutLogEventsCommand({ logGroupName: "/g", logStreamName: "s", logEvents: [] })),
      one("logs:PutLogEvents", stream("/g", "s")),
    ],
    [
      "FilterLogEvents",
      () => LOGS.send(new logs.FilterLogEventsCommand({ logGroupName: "/g" })),
      one("logs:FilterLogEvents", stream("/g", "")),
    ],
    [
      "DescribeLogGroups",
      () => LOGS.send(new logs.DescribeLogGroupsCommand({})),
      one("logs:DescribeLogGroups", stream("", "")),
    ],
    [
      "PutMetricData",
      () => CLOUDWATCH.send(new cloudwatch.PutMetricDataCommand({ Namespace: "n", MetricData: [] })),
      one("cloudwatch:PutMetricData", "*"),
    ],
    [
      "GetMetricData",
      () =>
        CLOUDWATCH.send(
          new cloudwatch.GetMetricDataCommand({ MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(1) }),
        ),
      one("cloudwatch:GetMetricData", "*"),
    ],
    [
      "DescribeAlarms",
      () => CLOUDWATCH.send(new cloudwatch.DescribeAlarmsCommand({})),
      one("cloudwatch:DescribeAlarms", arn("cloudwatch", "alarm:*")),
    ],
    ["GetResources", () => TAGGING.send(new tagging.GetResourcesCommand({})), one("tag:GetResources", "*")],
    [
      "GetServiceQuota",
      () => QUOTAS.send(new quotas.GetServiceQuotaCommand({ ServiceCode: "ec2", QuotaCode: "q" })),
      one("servicequotas:GetServiceQuota", "*"),
    ],
  ]);

  needsRightAsItsProtocolWritesIt([
    [
      "PutMetricAlarm in the old protocol",
      form("monitoring", "Action=PutMetricAlarm&AlarmName=a"),
      "cloudwatch:PutMetricAlarm",
      arn("cloudwatch", "alarm:a"),
    ],
  ]);
}
