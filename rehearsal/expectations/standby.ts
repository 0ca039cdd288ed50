import type { Expectation } from "../scenario";
import { moment } from "./moment";

/** Between two looks, in milliseconds of AWS time: what they saw was so until shortly before a stop. */
const JUST_BEFORE_MS = 1;

/** Whoever stops the server that users are sent to makes an outage of a failover. */
export const theStandbyIsNeverStoppedWhileItIsNeeded: Expectation = {
  sentence: "the standby is never stopped while the lock exists or a name server sends users to it",
  when: "during",
  contradiction: (world) => {
    const { stage, witness, since } = world;
    const { instanceId, address } = stage.workload.standby;
    for (const { instanceId: stopped, state, at } of stage.timeline.instances) {
      if (stopped !== instanceId || state !== "stopping" || at < since) continue;
      const before = at - JUST_BEFORE_MS;
      if (witness.lock.at(before)) return `it was stopped ${moment(world, at)}, while the lock existed`;
      if (witness.dns.at(before)?.includes(address))
        return `it was stopped ${moment(world, at)}, while name servers answered ${address}`;
    }
    return undefined;
  },
};

export const theStandbyIsStopped: Expectation = {
  sentence: "the standby is stopped, and waits",
  when: "at the end",
  contradiction: (world) => {
    const state = world.standbyState();
    return state === "stopped" ? undefined : `it is ${state}`;
  },
};
