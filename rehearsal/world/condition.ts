import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import type { Misbehaviour } from "../../embedded-aws/instances/servers";
import type { Server } from "../deployed-workload";
import { SOMEBODY } from "../users";

/**
 * How a site's server is, seen from outside and in EC2's words: it serves; its instance runs and nothing listens yet; its
 * region is dark; nobody reaches it though it runs; its application fails in one of three ways; or the state that its
 * instance is in.
 */
export type Condition =
  | "serves"
  | "boots"
  | "dark"
  | "out of reach"
  | "hangs"
  | "answers an error"
  | "crashed"
  | "pending"
  | "stopping"
  | "stopped"
  | "shutting-down"
  | "terminated"
  | "unknown";

const FAILING = { hangs: "hangs", answers: "answers an error", refuses: "crashed" } as const;

/**
 * @param region where its instance is; undefined for a server outside AWS
 * @param misbehaviour what its application was told to do wrong
 */
export async function conditionOf(
  { power, faults, dataPlane }: Pick<EmbeddedAws, "power" | "faults" | "dataPlane">,
  { address, instanceId }: Server,
  port: number,
  region: string | undefined,
  misbehaviour?: Misbehaviour,
): Promise<Condition> {
  if (faults.darknessOf(region)) return "dark";
  const state = region === undefined || instanceId === undefined ? "running" : power.stateOf(instanceId);
  if (state !== "running") return state ?? "unknown";
  if (misbehaviour) return FAILING[misbehaviour.kind];
  const route = await dataPlane.servers.route(address, port, SOMEBODY);
  if (route.kind === "open") return "serves";
  return route.kind === "refused" ? "boots" : "out of reach";
}
