import type { CallRule } from "../../embedded-aws/faults";

/**
 * EC2 refuses to start an instance, in its own words: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * @param type only while the instance is of this type, which it is until somebody changes it
 */
export function withoutCapacity(instanceId: string, type: string | undefined): CallRule {
  // A call of StartInstances does not say of which type the instance is; the last change of type does.
  let changedTo: string | undefined;
  return {
    matches: ({ service, action, parameters }) => {
      if (service !== "ec2") return false;
      if (action === "ModifyInstanceAttribute" && parameters.get("InstanceId") === instanceId)
        changedTo = parameters.get("InstanceType.Value") ?? changedTo;
      if (action !== "StartInstances" || parameters.get("InstanceId.1") !== instanceId) return false;
      return type === undefined || changedTo === undefined || changedTo === type;
    },
    fault: {
      kind: "refuse",
      code: "InsufficientInstanceCapacity",
      message: "We currently do not have sufficient capacity in the Availability Zone you requested.",
      status: 500,
    },
  };
}
