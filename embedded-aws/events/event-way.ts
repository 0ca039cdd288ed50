import type { Target } from "@aws-sdk/client-eventbridge";
import type { AwsClients } from "../aws-clients";
import { functionOf, parseArn } from "../deliveries/arn";
import { readFunctionPolicy } from "../deliveries/function-policy";
import type { Failure } from "../deliveries/retrying";
import type { DeployedState } from "../deployed-state";
import type { RoleMay } from "../permissions/role-rights";
import { permits } from "../resource-policies";
import { type EventBusName, type EventRule, readRules } from "./deployed-rules";

export const EVENTS_SERVICE = "events.amazonaws.com";

export interface EventParts {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
  readonly roleMay: RoleMay;
}

/** Where a rule's target leads, or what deployed thing stops it. */
export type Way =
  | { readonly kind: "function"; readonly functionArn: string }
  | { readonly kind: "bus"; readonly bus: EventBusName; readonly busArn: string }
  | { readonly kind: "stopped"; readonly failure: Failure };

/** AWS's codes in a dead-letter message. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
type Code = "NO_PERMISSIONS" | "NO_RESOURCE" | "INVALID_PARAMETER";

const stopped = (code: Code, reason: string): Way => ({ kind: "stopped", failure: { code, reason, isPassing: false } });

/** Asks the deployed AWS whether a rule may bring events to one of its targets. */
export function findWay(parts: EventParts, rule: EventRule, target: Target): Promise<Way> {
  const arn = target.Arn ?? "";
  const { service, resource } = parseArn(arn);
  const called = functionOf(arn);
  if (called) return toFunction(parts, rule, arn, called);
  const [kind, busName] = resource.split("/");
  if (service === "events" && kind === "event-bus" && busName) return toBus(parts, rule, target, busName);
  return Promise.resolve(
    stopped(
      "INVALID_PARAMETER",
      `Rule ${rule.name}'s target ${arn} is no function and no bus; others are not simulated.`,
    ),
  );
}

async function toFunction(
  parts: EventParts,
  rule: EventRule,
  functionArn: string,
  { region, functionName }: { region: string; functionName: string },
): Promise<Way> {
  // A function must be in the rule's region; only buses are called across regions.
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
  if (region !== rule.region)
    return stopped(
      "INVALID_PARAMETER",
      `Rule ${rule.name} is in ${rule.region} and its function ${functionName} in ${region}: EventBridge calls functions of its own region only.`,
    );
  const policy = await readFunctionPolicy(parts, { region, functionName });
  if (!policy)
    return stopped(
      "NO_RESOURCE",
      `Rule ${rule.name} calls function ${functionName} in ${region}, which does not exist.`,
    );
  const request = {
    service: EVENTS_SERVICE,
    action: "lambda:InvokeFunction",
    resource: functionArn,
    sourceArn: rule.arn,
  };
  if (policy.text === undefined || !permits(policy.text, request))
    return stopped(
      "NO_PERMISSIONS",
      `Function ${functionName} in ${region} does not permit ${EVENTS_SERVICE} to invoke it for rule ${rule.arn}.`,
    );
  return { kind: "function", functionArn };
}

/**
 * To another bus EventBridge sends with the target's role, across regions and within one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-bus-to-bus.html
 */
async function toBus(
  parts: EventParts,
  rule: EventRule,
  { Arn: busArn = "", RoleArn }: Target,
  busName: string,
): Promise<Way> {
  const { region, account } = parseArn(busArn);
  if (account !== parseArn(rule.arn).account)
    return stopped(
      "NO_PERMISSIONS",
      `Rule ${rule.name}'s target ${busArn} is in another account, which is not simulated.`,
    );
  if (!RoleArn)
    return stopped(
      "NO_PERMISSIONS",
      `Rule ${rule.name} in ${rule.region} has no role with which to send to ${busArn}.`,
    );
  const verdict = await parts.roleMay(RoleArn, {
    ...{ service: EVENTS_SERVICE, action: "events:PutEvents", resource: busArn, sourceArn: rule.arn },
  });
  if (!verdict.allowed)
    return stopped("NO_PERMISSIONS", `Rule ${rule.name} in ${rule.region} cannot send to ${busArn}: ${verdict.reason}`);
  const bus = { region, busName };
  if ((await readRules(parts, bus)) === undefined)
    return stopped("NO_RESOURCE", `Rule ${rule.name} in ${rule.region} sends to ${busArn}, which does not exist.`);
  return { kind: "bus", bus, busArn };
}
