import { listed, type Place, type Right, type RightsOfService } from "./right";

const ON_INSTANCES = new Set(["StartInstances", "StopInstances", "RebootInstances", "TerminateInstances"]);

/** Parameters of ModifyInstanceAttribute that name no attribute. */
const NO_ATTRIBUTE = /^(Action|Version|InstanceId|DryRun|Attribute|Value)$/;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html */
export const ec2Rights: RightsOfService = ({ action, parameters }, place) => {
  const right = { action: `ec2:${action}` };
  if (ON_INSTANCES.has(action)) return onInstances(right.action, listed(parameters, "InstanceId"), place);
  if (action === "DescribeInstanceAttribute" || action === "ModifyInstanceAttribute") {
    const attribute = { "ec2:attribute": attributesOf(parameters) };
    return onInstances(right.action, parameters.getAll("InstanceId"), place, attribute);
  }
  // Describe actions of one attribute know resources; all the others know none.
  if (/^Describe\w+(?<!Attribute)$/.test(action)) return [{ ...right, resource: "*" }];
  return undefined;
};

function onInstances(
  action: string,
  instanceIds: readonly string[],
  { region, account }: Place,
  context?: Right["context"],
): Right[] | undefined {
  // A call without instances is one whose parameters were not understood.
  if (instanceIds.length === 0) return undefined;
  return instanceIds.map((id) => ({ action, resource: `arn:aws:ec2:${region}:${account}:instance/${id}`, context }));
}

/**
 * `InstanceType.Value=t3.micro` and `Attribute=instanceType` both name the attribute InstanceType.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
function attributesOf(parameters: URLSearchParams): string[] {
  const written = [...parameters.keys()].filter((key) => !NO_ATTRIBUTE.test(key)).map((key) => key.split(".")[0]!);
  const all = [...parameters.getAll("Attribute"), ...written];
  return [...new Set(all.map((name) => name.charAt(0).toUpperCase() + name.slice(1)))];
}
