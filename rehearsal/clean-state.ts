import type { LoggedCall } from "../embedded-aws/call-log";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { compareInventories, type Inventory } from "../embedded-aws/inventory";
import { exists } from "./record";
import { recordOf, type Stage } from "./stage";

/** A deployment at the moment of its proof: what every scenario begins with. */
export interface CleanState {
  readonly inventory: Inventory;
  /** Whatever comes after it in the deployment's call log is a scenario's that has leaked. */
  readonly lastCall: LoggedCall | undefined;
}

export async function cleanStateOf(aws: EmbeddedAws): Promise<CleanState> {
  return { inventory: await aws.inventory(), lastCall: aws.callLog.calls.at(-1) };
}

/**
 * That a copy has just been made, and holds what the deployment held.
 * @throws Error that names what is not so
 */
export async function requireClean(copy: EmbeddedAws, { inventory }: CleanState): Promise<void> {
  const calls = copy.callLog.calls.length;
  if (calls > 0) throw new Error(`the scenario does not begin in a clean state: ${calls} calls were made already`);
  requireSame(inventory, await copy.inventory(), "the scenario does not begin in a clean state");
}

/** @throws Error where the standby does not wait, or the failover lock exists */
export async function requireWaiting(stage: Stage): Promise<void> {
  const { aws, workload } = stage;
  const state = aws.power.stateOf(workload.standby.instanceId);
  if (state !== "stopped") throw new Error(`the scenario does not begin in a clean state: the standby is ${state}`);
  if (await exists(aws, recordOf(stage), workload.lock.key))
    throw new Error("the scenario does not begin in a clean state: the failover lock exists");
}

/**
 * That nothing of what was played on copies has touched the deployment.
 * @throws Error that names the first call since, or what came and went
 */
export async function requireUntouched(aws: EmbeddedAws, { inventory, lastCall }: CleanState): Promise<void> {
  const { calls } = aws.callLog;
  if (calls.at(-1) !== lastCall) {
    const { call } = calls[lastCall === undefined ? 0 : calls.lastIndexOf(lastCall) + 1]!;
    throw new Error(`a scenario has leaked into the deployment: ${call.who} called ${call.service} ${call.action}`);
  }
  requireSame(inventory, await aws.inventory(), "a scenario has changed the deployment");
}

/** A queue's address begins with moto's, which each copy has its own. */
const withoutEndpoints = (inventory: Inventory): Inventory =>
  inventory.map((line) => line.replace(/http:\/\/127\.0\.0\.1:\d+/, ""));

function requireSame(before: Inventory, now: Inventory, otherwise: string): void {
  const { added, removed } = compareInventories(withoutEndpoints(before), withoutEndpoints(now));
  const lines = [...added.map((line) => `added: ${line}`), ...removed.map((line) => `missing: ${line}`)];
  if (lines.length > 0) throw new Error([`${otherwise}:`, ...lines].join("\n"));
}
