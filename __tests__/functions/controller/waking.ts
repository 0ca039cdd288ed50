import { invoke } from "../../../functions/controller/invocation";
import { FakeWorld } from "./fake-world";
import { armed, refused, settings, TYPE } from "./observed";

/** The function's timeout in milliseconds. */
const FUNCTION_TIMEOUT = 90_000;

export const tick = { version: 2, trigger: "schedule" };
export const alarm = (state: string) => ({ Records: [{ Sns: { Message: JSON.stringify({ NewStateValue: state }) } }] });

export const leaving = {
  "detail-type": "EC2 Instance State-change Notification",
  detail: { "instance-id": settings.primary.instanceId, state: "stopping" },
};

export const running = { state: "running", type: TYPE } as const;
export const IGNITING = "web: the primary is down, igniting the standby";

/** One invocation, as Lambda gives it 90 seconds. */
export function wake(world: FakeWorld, event: unknown = tick, awsRequestId = "request-1", told = settings) {
  const ends = world.time + FUNCTION_TIMEOUT;
  return invoke(event, { awsRequestId, getRemainingTimeInMillis: () => ends - world.time }, told, world);
}

/** A world in which an armed controller finds its primary dead. */
export function disaster(): FakeWorld {
  const world = new FakeWorld();
  world.memory.put(armed());
  world.primary = () => refused;
  return world;
}

/** What the log says. */
export const messages = (world: FakeWorld) =>
  world.lines.map((line) => line.message).filter((message) => message !== undefined);
