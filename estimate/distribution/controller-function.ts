import type { Lease, Lock } from "../../contract/lock";
import type { Memory } from "../../contract/memory";
import { CONTRACT_VERSION } from "../../contract/version";
import { ROUND_TRIP_MS } from "../../embedded-aws/network";
import { ControllerFailure, invoke, type World } from "../../functions/controller/invocation";
import { askNameServers } from "../../functions/controller/name-servers";
import { type ProbeResult, ROUTE_53_TIMEOUTS } from "../../functions/controller/probe";
import { controllerSettings, DOMAIN, FUNCTION_TIMEOUT_MS, PRIMARY, STANDBY } from "./deployment";
import type { DrawClock } from "./draw-clock";
import type { ZoneNameServers } from "./name-servers";
import { knock, type Way } from "./primary";
import type { Call, Standby } from "./standby";
import { storedObject } from "./stored-object";
import type { WatchedWorkload } from "./workload";

interface Surroundings {
  readonly clock: DrawClock;
  /** Milliseconds of one call of an AWS API. */
  readonly callMs: number;
  readonly primary: { readonly way: Way };
  readonly standby: Standby;
  readonly nameServers: ZoneNameServers;
  readonly workload: WatchedWorkload;
}

/** Calls the controller's own code with an event; resolves when it has ended. */
export type CallController = (event: unknown, by: Call) => Promise<void>;

/** The controller as it was deployed and has proven its standby, with its memory in S3. */
export function controllerIn({ clock, callMs, primary, standby, nameServers, workload }: Surroundings): CallController {
  const now = () => clock.now();
  const proven: Memory = {
    version: CONTRACT_VERSION,
    firstSeenAt: now(),
    armedAt: now(),
    provenStandby: STANDBY.instanceId,
    told: [],
  };
  const settings = controllerSettings(workload);
  const world: Omit<World, "aws"> = {
    sights: {
      now,
      sleep: (milliseconds) => clock.sleep(milliseconds),
      probePrimary: () => probe(clock, () => primary.way),
      probeStandby: () => probe(clock, () => standby.way),
      askNameServers: () =>
        askNameServers(
          {
            nameServers: settings.nameServers,
            domain: DOMAIN,
            primaryAddress: PRIMARY.address,
            standbyAddress: STANDBY.address,
          },
          nameServers.questions,
        ),
    },
    writeLine: () => {},
  };
  const aws: Omit<World["aws"], "standby"> = {
    memory: storedObject<Memory>(clock, callMs, proven),
    lock: storedObject<Lock | undefined>(clock, callMs),
    lease: storedObject<Lease>(clock, callMs),
    record: () => clock.sleep(callMs).then(() => undefined),
    publish: () => clock.sleep(callMs).then(() => undefined),
  };
  let invocations = 0;
  return async (event, by) => {
    const endsAt = now() + FUNCTION_TIMEOUT_MS;
    const context = { awsRequestId: `request ${++invocations}`, getRemainingTimeInMillis: () => endsAt - now() };
    try {
      await invoke(event, context, settings, { ...world, aws: { ...aws, standby: standby.instanceFor(by) } });
    } catch (error) {
      // It has said so where people look; whatever wakes it next goes on.
      if (!(error instanceof ControllerFailure)) throw error;
    }
  };
}

/** By the controller's own patience, and the network's way. */
async function probe(clock: DrawClock, way: () => Way): Promise<ProbeResult> {
  switch (await knock(clock, way, ROUTE_53_TIMEOUTS.connect)) {
    case "open":
      return { kind: "serves", status: 200, ms: ROUND_TRIP_MS };
    case "refused":
      return { kind: "fails", why: "tcp", code: "ECONNREFUSED" };
    case "silent":
      return { kind: "fails", why: "time-out", phase: "connect" };
  }
}
