import type { Place, RightsOfService } from "./right";

/** A row of the table of a REST service: `GET /path` with the resource's parts in groups, and what it needs. */
interface Row {
  readonly call: RegExp;
  readonly action: string;
  readonly resource: (parts: readonly string[], place: Place) => string;
}

const functionArn = ([name = ""]: readonly string[], { region, account }: Place): string =>
  name.startsWith("arn:")
    ? name
    : `arn:aws:lambda:${region}:${account}:function:${name.replace(/^\d{12}:function:/, "")}`;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
export const lambdaRights = byRows("lambda", [
  onFunction("POST", "2015-03-31", "/invocations", "InvokeFunction"),
  onFunction("GET", "2015-03-31", "", "GetFunction"),
  onFunction("DELETE", "2015-03-31", "", "DeleteFunction"),
  onFunction("GET", "2015-03-31", "/configuration", "GetFunctionConfiguration"),
  onFunction("PUT", "2015-03-31", "/configuration", "UpdateFunctionConfiguration"),
  onFunction("PUT", "2015-03-31", "/code", "UpdateFunctionCode"),
  onFunction("GET", "2015-03-31", "/policy", "GetPolicy"),
  onFunction("POST", "2015-03-31", "/policy", "AddPermission"),
  onFunction("GET", "2019-09-25", "/event-invoke-config", "GetFunctionEventInvokeConfig"),
  { call: /^GET \/2015-03-31\/functions\/?$/, action: "ListFunctions", resource: () => "*" },
]);

function onFunction(method: string, version: string, rest: string, action: string): Row {
  return { call: new RegExp(`^${method} /${version}/functions/([^/]+)${rest}$`), action, resource: functionArn };
}

const zoneArn = ([id]: readonly string[]) => `arn:aws:route53:::hostedzone/${id}`;
const checkArn = ([id]: readonly string[]) => `arn:aws:route53:::healthcheck/${id}`;
const changeArn = ([id]: readonly string[]) => `arn:aws:route53:::change/${id}`;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html */
export const route53Rights = byRows("route53", [
  { call: /^GET \/2013-04-01\/hostedzone$/, action: "ListHostedZones", resource: () => "*" },
  { call: /^GET \/2013-04-01\/hostedzonesbyname$/, action: "ListHostedZonesByName", resource: () => "*" },
  { call: /^GET \/2013-04-01\/hostedzone\/([^/]+)$/, action: "GetHostedZone", resource: zoneArn },
  { call: /^GET \/2013-04-01\/hostedzone\/([^/]+)\/rrset$/, action: "ListResourceRecordSets", resource: zoneArn },
  { call: /^POST \/2013-04-01\/hostedzone\/([^/]+)\/rrset\/?$/, action: "ChangeResourceRecordSets", resource: zoneArn },
  { call: /^GET \/2013-04-01\/healthcheck$/, action: "ListHealthChecks", resource: () => "*" },
  { call: /^GET \/2013-04-01\/healthcheck\/([^/]+)$/, action: "GetHealthCheck", resource: checkArn },
  { call: /^POST \/2013-04-01\/healthcheck\/([^/]+)$/, action: "UpdateHealthCheck", resource: checkArn },
  { call: /^GET \/2013-04-01\/healthcheck\/([^/]+)\/status$/, action: "GetHealthCheckStatus", resource: checkArn },
  { call: /^GET \/2013-04-01\/change\/([^/]+)$/, action: "GetChange", resource: changeArn },
]);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const schedulerRights: RightsOfService = (call, place) => {
  const group = new URLSearchParams(call.url.split("?")[1]).get("groupName") ?? "default";
  const resource = ([name]: readonly string[], { region, account }: Place) =>
    `arn:aws:scheduler:${region}:${account}:schedule/${group}/${name}`;
  // Creating and updating also pass a role, which is not in this table.
  return byRows("scheduler", [
    { call: /^GET \/schedules\/([^/]+)$/, action: "GetSchedule", resource },
    { call: /^DELETE \/schedules\/([^/]+)$/, action: "DeleteSchedule", resource },
  ])(call, place);
};

function byRows(service: string, rows: readonly Row[]): RightsOfService {
  return ({ method, url }, place) => {
    const written = `${method} ${url.split("?", 1)[0]}`;
    for (const { call, action, resource } of rows) {
      const parts = call.exec(written)?.slice(1).map(decodeURIComponent);
      if (parts) return [{ action: `${service}:${action}`, resource: resource(parts, place) }];
    }
    return undefined;
  };
}
