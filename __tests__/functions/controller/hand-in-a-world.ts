import { act } from "../../../functions/controller/act";
import type { Action } from "../../../functions/controller/action";
import type { Hands } from "../../../functions/controller/hands";
import { leaseHand } from "../../../functions/controller/lease";
import type { Observation } from "../../../functions/controller/observe";
import { FakeWorld } from "./fake-world";
import { armed, known, observed, settings } from "./observed";

/** A world whose memory the observation has read, and one invocation that acts in it. */
export function setting(stored = armed(), parts: Partial<Observation> = {}) {
  const world = new FakeWorld();
  world.memory.put(stored);
  const now = () => world.time;
  const lease = leaseHand(world.aws.lease, "this", now);
  const log: Hands["log"] = (_level, message, fields) => world.writeLine(JSON.stringify({ message, ...fields }));
  const hands = { settings, aws: world.aws, lease, now, log };
  const memory = { ...known(stored), etag: String(world.memory.revision) };
  const observation = observed({ memory, ...parts });
  return { world, does: (...actions: Action[]) => act(actions, observation, hands) };
}
