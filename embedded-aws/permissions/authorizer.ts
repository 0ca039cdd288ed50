import type { Call } from "../calls";
import { parseArn } from "../deliveries/arn";
import { type ApiError, errorAnswer } from "../error-answers";
import type { Denial } from "../gateway";
import type { DeployedKeys } from "./deployed-keys";
import type { DeployedRights } from "./deployed-rights";
import type { Verdict } from "./evaluate";
import { accountOf, type Principal, sessionArnOf } from "./principal";
import { refusal, unknownCall, unreadable } from "./refusals";
import { listed, type Right } from "./rights/right";
import { rightsOfCall } from "./rights/rights-of-call";
import { listRightOf, objectOf } from "./rights/s3-rights";

export type Authorization =
  | {
      readonly allowed: true;
      /**
       * Why AWS takes the call and then does not do it: the instances to start stop again with this reason.
       * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html#troubleshooting-launch-internal
       */
      readonly failsLater?: string;
    }
  | ({ readonly allowed: false; readonly denial: Denial } & ApiError);

const READS_OBJECT = /^s3:GetObject(Version)?$/;

/** Decides by the deployed policies whether a call may be made. */
export class Authorizer {
  constructor(
    private readonly rights: DeployedRights,
    private readonly keys: DeployedKeys,
  ) {}

  /** @param principal who calls; the account's owner may do everything */
  async authorize(principal: Principal, call: Call): Promise<Authorization> {
    if (principal.kind === "owner") return { allowed: true };
    const account = principal.kind === "role session" ? accountOf(principal.roleArn) : "";
    const needed = rightsOfCall(call, { region: call.region ?? "", account });
    if (!needed) {
      const error = unknownCall(call, principal);
      return refused(call, principal, error, { action: `${call.service}:${call.action}`, because: error.message });
    }
    const lacked = await this.firstLacked(principal, call, needed);
    if (lacked) return lacking(call, principal, lacked);
    if (needed.some(({ action }) => READS_OBJECT.test(action))) return this.authorizeReading(principal, call);
    if (call.service === "ec2" && call.action === "StartInstances") return this.authorizeVolumes(principal, call);
    return { allowed: true };
  }

  /** Whether an object shows itself: one that is absent only to those who may list, an encrypted one to those with the key. */
  private async authorizeReading(principal: Principal, call: Call): Promise<Authorization> {
    const named = objectOf(call);
    if (!named) return { allowed: true };
    const version = new URLSearchParams(call.url.split("?")[1]).get("versionId") ?? undefined;
    const object = await this.keys.object(named, version);
    if (object.kind === "absent") return this.demand(principal, call, listRightOf(named));
    if (object.kms && principal.kind === "anonymous") {
      const error = unreadable(call);
      return refused(call, principal, error, { action: "s3:GetObject", because: error.message });
    }
    return object.keyArn
      ? this.demand(principal, call, keyRight("kms:Decrypt", object.keyArn, "s3"))
      : { allowed: true };
  }

  /** EC2 takes StartInstances from a caller who may not let it use a volume's key, and the instance does not start. */
  private async authorizeVolumes(principal: Principal, call: Call): Promise<Authorization> {
    for (const instanceId of listed(call.parameters, "InstanceId")) {
      const keys = await this.keys.ofVolumes(call.region ?? "", instanceId);
      const needed = keys.map((key) => keyRight("kms:CreateGrant", key, "ec2"));
      const lacked = await this.firstLacked(principal, call, needed);
      if (lacked) {
        const caller = principal.kind === "role session" ? sessionArnOf(principal) : principal.kind;
        return {
          allowed: true,
          failsLater: `Client.InternalError: Client error on launch (${caller}: ${lacked[1].because})`,
        };
      }
    }
    return { allowed: true };
  }

  private async demand(principal: Principal, call: Call, right: Right): Promise<Authorization> {
    const lacked = await this.firstLacked(principal, call, [right]);
    return lacked ? lacking(call, principal, lacked) : { allowed: true };
  }

  private async firstLacked(principal: Principal, call: Call, needed: readonly Right[]): Promise<Lacked | undefined> {
    for (const right of needed) {
      const verdict = await this.rights.judge(principal, right, call.region);
      if (!verdict.allowed) return [right, verdict];
    }
    return undefined;
  }
}

/** What a service does with a customer's key in its caller's name. https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html */
function keyRight(action: "kms:CreateGrant" | "kms:Decrypt", keyArn: string, service: "ec2" | "s3"): Right {
  const { region, account } = parseArn(keyArn);
  const context = {
    "kms:viaservice": [`${service}.${region}.amazonaws.com`],
    "kms:calleraccount": [account],
    "kms:grantisforawsresource": action === "kms:CreateGrant" ? ["true"] : [],
    "aws:viaawsservice": ["true"],
  };
  return { action, resource: keyArn, context };
}

type Lacked = readonly [Right, Verdict & { allowed: false }];

function lacking(call: Call, principal: Principal, [right, verdict]: Lacked): Authorization {
  const { action } = right;
  return refused(call, principal, refusal(call, principal, right, verdict), { action, because: verdict.because });
}

function refused(
  call: Call,
  principal: Principal,
  error: ApiError,
  why: { readonly action: string; readonly because: string },
): Authorization {
  const roleArn = principal.kind === "role session" ? principal.roleArn : undefined;
  return { allowed: false, ...error, denial: { ...errorAnswer(call, error), refused: { roleArn, ...why } } };
}
