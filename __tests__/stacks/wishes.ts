import { globalContext } from "../../embedded-aws/permissions/condition-context";
import { evaluate } from "../../embedded-aws/permissions/evaluate";
import type { Policy } from "../../embedded-aws/permissions/policy";
import type { Right } from "../../embedded-aws/permissions/rights/right";
import { rightsOfCall } from "../../embedded-aws/permissions/rights/rights-of-call";
import { captureCall } from "../embedded-aws/permissions/captured-call";
import { ACCOUNT } from "./deployed-policy";

/** Where the smallest file has its sites. */
export const STANDBY = "us-east-1";
export const PRIMARY = "us-west-2";

/** What somebody would have to be allowed to do: a call as the SDK makes it, or the rights that it needs. */
export type Wish = (() => Promise<unknown>) | Right;

/**
 * Whether somebody with this policy alone may do it.
 * @throws Error for a call whose rights nobody knows: its denial would prove nothing
 */
export async function isAllowed(policy: Policy, wish: Wish): Promise<boolean> {
  const principal = { kind: "role session", roleArn: arn("iam", "", "role/r"), sessionName: "s" } as const;
  const { needed, region } = typeof wish === "function" ? await needsOf(wish) : { needed: [wish], region: STANDBY };
  return needed.every(({ action, resource, context }) => {
    const full = { ...globalContext(principal, { now: 0, region }), ...context };
    return evaluate({ principal, action, resource, context: full }, { identity: [policy] }).allowed;
  });
}

async function needsOf(send: () => Promise<unknown>) {
  const call = await captureCall(send());
  const region = call.region ?? "";
  const needed = rightsOfCall(call, { region, account: ACCOUNT });
  if (!needed || needed.length === 0) throw new Error(`Nobody knows what ${call.service} ${call.action} needs.`);
  return { needed, region };
}

export function arn(service: string, region: string, name: string): string {
  return `arn:aws:${service}:${region}:${ACCOUNT}:${name}`;
}

/** For a call that no SDK client of this project makes. */
export const right = (action: string, resource: string): Right => ({ action, resource });
