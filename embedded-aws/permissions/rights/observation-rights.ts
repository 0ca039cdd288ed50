import { jsonOf, listed, type Right, type RightsOfService, textAt } from "./right";

/** Actions of Logs on one stream, and on the group that holds it. */
const ON_STREAM = new Set(["CreateLogStream", "PutLogEvents", "GetLogEvents", "DeleteLogStream"]);
const ON_GROUP = new Set([
  "CreateLogGroup",
  "DeleteLogGroup",
  "DescribeLogStreams",
  "FilterLogEvents",
  "PutRetentionPolicy",
]);

/**
 * A group's ARN ends with its streams, `:log-stream:`, so that policies on `log-group:NAME:*` match.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export const logsRights: RightsOfService = (call, { region, account }) => {
  const action = `logs:${call.action}`;
  const of = (group: string, stream: string) => [
    { action, resource: `arn:aws:logs:${region}:${account}:log-group:${group}:log-stream:${stream}` },
  ];
  if (call.action === "DescribeLogGroups") return of("", "");
  const parameters = jsonOf(call);
  const group = textAt(parameters, "logGroupName");
  if (group === undefined) return undefined;
  if (ON_GROUP.has(call.action)) return of(group, "");
  const stream = textAt(parameters, "logStreamName");
  return ON_STREAM.has(call.action) && stream !== undefined ? of(group, stream) : undefined;
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const cloudWatchRights: RightsOfService = ({ action, parameters }, { region, account }) => {
  const name = `cloudwatch:${action}`;
  const alarm = (alarmName: string) => ({
    action: name,
    resource: `arn:aws:cloudwatch:${region}:${account}:alarm:${alarmName}`,
  });
  if (action === "PutMetricData") return [{ action: name, resource: "*", ...namespaceOf(parameters) }];
  if (/^(GetMetricData|GetMetricStatistics|ListMetrics)$/.test(action)) return [{ action: name, resource: "*" }];
  // It lists; AWS asks for the right on every alarm, even where names are given.
  if (action === "DescribeAlarms") return [alarm("*")];
  const names = [...parameters.getAll("AlarmName"), ...listed(parameters, "AlarmNames")];
  return names.length === 0 ? undefined : names.map(alarm);
};

/** In CBOR, which newer SDKs speak, the name space is not read: a condition on it is unknown. */
function namespaceOf(parameters: URLSearchParams): Pick<Right, "context"> {
  const namespace = parameters.get("Namespace");
  return namespace === null ? {} : { context: { "cloudwatch:namespace": [namespace] } };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html */
export const taggingRights: RightsOfService = ({ action }) =>
  action === "GetResources" ? [{ action: "tag:GetResources", resource: "*" }] : undefined;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_servicequotas.html */
export const quotaRights: RightsOfService = ({ action }) =>
  action === "GetServiceQuota" ? [{ action: "servicequotas:GetServiceQuota", resource: "*" }] : undefined;
