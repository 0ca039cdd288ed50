import type { Call } from "../calls";
import type { ApiError } from "../error-answers";
import type { Verdict } from "./evaluate";
import { type Principal, sessionArnOf } from "./principal";
import type { Right } from "./rights/right";

/** Why AWS refuses, in its words, and then by which deployed policy. */
export function refusal(
  call: Call,
  principal: Principal,
  right: Right,
  verdict: Verdict & { allowed: false },
): ApiError {
  const { action, resource } = right;
  const shown = action.replace(/^sns:/, "SNS:"); // So SNS writes it.
  // What concerns no particular resource, such as DescribeInstances, is refused without naming one.
  const onResource = resource === "*" ? "" : `on resource: ${resource} `;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
  const why =
    verdict.denial === "explicit"
      ? "with an explicit deny in a policy"
      : `because no ${principal.kind === "role session" ? "identity-based" : "resource-based"} policy allows the ${shown} action`;
  return denied(
    call,
    `${nameOf(principal)} is not authorized to perform: ${shown} ${onResource}${why} (${verdict.because})`,
  );
}

/** A call that the table of rights does not know is refused, and says so. */
export function unknownCall(call: Call, principal: Principal): ApiError {
  return denied(
    call,
    `${nameOf(principal)} made the call ${call.service}:${call.action}, for which the embedded AWS does not know the ` +
      "action and the resources to ask the policies for: add it to embedded-aws/permissions/rights",
  );
}

/** Anonymous callers have no key, so nothing that KMS encrypts is readable for them. */
export function unreadable(call: Call): ApiError {
  return denied(call, "Anonymous callers cannot read an object that KMS encrypts: requests for it must be signed");
}

/** The code and status by which each service's API says it. */
function denied({ service, parameters, headers }: Call, message: string): ApiError {
  if (service === "ec2")
    return {
      code: "UnauthorizedOperation",
      message: `You are not authorized to perform this operation. ${message}`,
      status: 403,
    };
  if (service === "sns") return { code: "AuthorizationError", message, status: 403 };
  if (service === "s3" || service === "route53" || parameters.has("Action"))
    return { code: "AccessDenied", message, status: 403 };
  // The JSON protocols answer 400 to everything that is the client's fault, REST ones by HTTP's meaning.
  const isRest = headers["x-amz-target"] === undefined && headers["smithy-protocol"] === undefined;
  return { code: "AccessDeniedException", message, status: isRest ? 403 : 400 };
}

function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case "role session":
      return `User: ${sessionArnOf(principal)}`;
    case "service":
      return `Service: ${principal.service}`;
    case "anonymous":
      return `Anonymous caller from ${principal.address ?? "an unknown address"}`;
    case "owner":
      return "The account's owner";
  }
}
