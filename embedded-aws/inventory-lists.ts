/** How to ask moto for everything of one kind, and how to find each thing's name in the answer. */
export interface InventoryList {
  /** For the inventory's lines, e.g. `ec2 instance`. */
  readonly kind: string;
  /** AWS's signing name, by which moto finds the service. */
  readonly service: string;
  readonly request: ListRequest;
  /** Its groups are a thing's name; one match a thing. */
  readonly pattern: RegExp;
}

type ListRequest =
  | { readonly protocol: "query"; readonly version: string; readonly parameters: string }
  | { readonly protocol: "json"; readonly target: string }
  | { readonly protocol: "rest"; readonly path: string };

const ec2 = (kind: string, parameters: string, tag: string): InventoryList => ({
  kind: `ec2 ${kind}`,
  service: "ec2",
  request: { protocol: "query", version: "2016-11-15", parameters: `Action=Describe${parameters}` },
  pattern: new RegExp(`<${tag}>([^<]+)</${tag}>`, "g"),
});

const query = (kind: string, service: string, version: string, parameters: string, tag: string): InventoryList => ({
  kind,
  service,
  request: { protocol: "query", version, parameters },
  pattern: new RegExp(`<${tag}>([^<]+)</${tag}>`, "g"),
});

const json = (kind: string, service: string, target: string, field: string): InventoryList => ({
  kind,
  service,
  request: { protocol: "json", target },
  pattern: new RegExp(`"${field}": "([^"]+)"`, "g"),
});

const rest = (kind: string, service: string, path: string, pattern: RegExp): InventoryList => ({
  kind,
  service,
  request: { protocol: "rest", path },
  pattern,
});

/**
 * Instances that were terminated stay in DescribeInstances for about an hour on AWS and for ever in moto; they are gone.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html
 */
const LIVE_STATES = ["pending", "running", "shutting-down", "stopping", "stopped"]
  .map((state, index) => `Filter.1.Value.${index + 1}=${state}`)
  .join("&");

/** Kinds of which each region has its own. */
export const REGIONAL_LISTS: readonly InventoryList[] = [
  ec2("instance", `Instances&Filter.1.Name=instance-state-name&${LIVE_STATES}`, "instanceId"),
  ec2("network interface", "NetworkInterfaces", "networkInterfaceId"),
  ec2("address", "Addresses", "allocationId"),
  ec2("security group", "SecurityGroups", "groupId"),
  ec2("volume", "Volumes", "volumeId"),
  ec2("vpc", "Vpcs", "vpcId"),
  ec2("subnet", "Subnets", "subnetId"),
  ec2("internet gateway", "InternetGateways", "internetGatewayId"),
  ec2("route table", "RouteTables", "routeTableId"),
  ec2("launch template", "LaunchTemplates", "launchTemplateId"),
  ec2("key pair", "KeyPairs", "keyName"),
  query("sns topic", "sns", "2010-03-31", "Action=ListTopics", "TopicArn"),
  query("sns subscription", "sns", "2010-03-31", "Action=ListSubscriptions", "SubscriptionArn"),
  query("cloudwatch alarm", "monitoring", "2010-08-01", "Action=DescribeAlarms", "AlarmArn"),
  query("cloudwatch dashboard", "monitoring", "2010-08-01", "Action=ListDashboards", "DashboardName"),
  {
    kind: "sqs queue",
    service: "sqs",
    request: { protocol: "json", target: "AmazonSQS.ListQueues" },
    pattern: /"(https?:\/\/[^"]+)"/g,
  },
  json("event rule", "events", "AWSEvents.ListRules", "Arn"),
  json("event bus", "events", "AWSEvents.ListEventBuses", "Arn"),
  json("log group", "logs", "Logs_20140328.DescribeLogGroups", "logGroupName"),
  json("kms key", "kms", "TrentService.ListKeys", "KeyId"),
  rest("lambda function", "lambda", "/2015-03-31/functions/", /"FunctionArn": "([^"]+)"/g),
  rest("schedule", "scheduler", "/schedules", /"Arn": "([^"]+)"/g),
];

/** Kinds of which an account has one list. */
export const GLOBAL_LISTS: readonly InventoryList[] = [
  query("iam role", "iam", "2010-05-08", "Action=ListRoles", "RoleName"),
  query("iam policy", "iam", "2010-05-08", "Action=ListPolicies&Scope=Local", "PolicyName"),
  query("iam instance profile", "iam", "2010-05-08", "Action=ListInstanceProfiles", "InstanceProfileName"),
  rest("s3 bucket", "s3", "/", /<Bucket>.*?<Name>([^<]+)<\/Name>/gs),
  rest("hosted zone", "route53", "/2013-04-01/hostedzone", /<Id>\/hostedzone\/([^<]+)<\/Id>/g),
  rest("health check", "route53", "/2013-04-01/healthcheck", /<HealthCheck>\s*<Id>([^<]+)<\/Id>/g),
];

/** The records of one hosted zone, by its id. */
export const recordsOfZone = (zoneId: string): InventoryList =>
  rest(
    `record of zone ${zoneId}`,
    "route53",
    `/2013-04-01/hostedzone/${zoneId}/rrset`,
    /<ResourceRecordSet>\s*<Name>([^<]+)<\/Name>\s*<Type>([^<]+)<\/Type>/g,
  );
