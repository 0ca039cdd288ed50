import { jsonOf, type Place, present, type Right, type RightsOfService, textAt } from "./right";

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html */
export const snsRights: RightsOfService = ({ action, parameters }, { region, account }) => {
  // A batch is not an action of its own.
  const name = `sns:${action === "PublishBatch" ? "Publish" : action}`;
  if (/^List(Topics|Subscriptions)$|^(Unsubscribe|GetSubscriptionAttributes|SetSubscriptionAttributes)$/.test(action))
    return [{ action: name, resource: "*" }];
  if (action === "Publish" && parameters.has("PhoneNumber")) return [{ action: name, resource: "*" }];
  if (action === "CreateTopic" && parameters.has("Name"))
    return [{ action: name, resource: `arn:aws:sns:${region}:${account}:${parameters.get("Name")}` }];
  const topic = parameters.get("TopicArn") ?? parameters.get("TargetArn") ?? parameters.get("ResourceArn");
  if (topic === null) return undefined;
  if (action !== "Subscribe") return [{ action: name, resource: topic }];
  const context = {
    "sns:protocol": present(parameters.get("Protocol")),
    "sns:endpoint": present(parameters.get("Endpoint")),
  };
  return [{ action: name, resource: topic, context }];
};

/** A batch needs the right to the action that it repeats. */
const SQS_BATCH = /^(SendMessage|DeleteMessage|ChangeMessageVisibility)Batch$/;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const sqsRights: RightsOfService = (call, { region, account }) => {
  const action = `sqs:${call.action.replace(SQS_BATCH, "$1")}`;
  if (call.action === "ListQueues") return [{ action, resource: "*" }];
  const parameters = call.headers["x-amz-target"] ? jsonOf(call) : Object.fromEntries(call.parameters);
  const url = textAt(parameters, "QueueUrl");
  const name = url === undefined ? textAt(parameters, "QueueName") : /\/([^/]+)\/?$/.exec(url)?.[1];
  const owner = (url && /\/(\d{12})\/[^/]+\/?$/.exec(url)?.[1]) || account;
  return name === undefined ? undefined : [{ action, resource: `arn:aws:sqs:${region}:${owner}:${name}` }];
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const eventsRights: RightsOfService = (call, place) => {
  const action = `events:${call.action}`;
  const parameters = jsonOf(call);
  if (call.action === "PutEvents") return putEventsRights(action, parameters?.Entries, place);
  const rule = textAt(parameters, call.action.includes("Target") ? "Rule" : "Name");
  if (rule === undefined || !/Rule|Targets/.test(call.action)) return undefined;
  const bus = textAt(parameters, "EventBusName")?.replace(/^.*event-bus\//, "") ?? "default";
  const name = bus === "default" ? rule : `${bus}/${rule}`;
  return [{ action, resource: `arn:aws:events:${place.region}:${place.account}:rule/${name}` }];
};

function putEventsRights(action: string, entries: unknown, { region, account }: Place): Right[] | undefined {
  if (!Array.isArray(entries) || entries.length === 0) return undefined;
  return entries.map((entry: Record<string, unknown>) => {
    const bus = textAt(entry, "EventBusName") ?? "default";
    const resource = bus.startsWith("arn:") ? bus : `arn:aws:events:${region}:${account}:event-bus/${bus}`;
    const context = {
      "events:source": present(textAt(entry, "Source")),
      "events:detail-type": present(textAt(entry, "DetailType")),
    };
    return { action, resource, context };
  });
}
