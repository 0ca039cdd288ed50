import type { Verdict } from "../action";
import { type Observation, sayDown } from "../observe";
import { describeFailure } from "../probe";

/**
 * Without its memory the controller does not know whether it is armed, what it has told, or what it has started: it
 * claims nothing, so it neither stops nor tells. It still ignites when *both* witnesses say that the primary is down:
 * S3 may be ill in the same hour, starting needs no memory, and starting for nothing costs a cent. One witness is not
 * enough here, or every new workload's slow first boot during an S3 outage would ignite. A lock that can be read is
 * enough: users are held at the standby, whatever the witnesses say.
 */
export function memoryUnreadable({
  ownProbes,
  nameServers,
  standby,
  lock,
  attempts,
}: Observation): Verdict | undefined {
  const { start } = attempts;
  if (start.kind === "refused") {
    return {
      actions: [{ do: "report", failure: `StartInstances was refused: ${start.code}: ${start.message}` }],
      next: "rest",
    };
  }
  const startable = standby.state === "stopped" || standby.state === "unknown";
  if (!startable || start.kind === "accepted") return undefined;
  if (lock.kind === "present") return { actions: [{ do: "ignite" }], next: "look again" };
  if (ownProbes.says !== "down" || !sayDown(nameServers)) return undefined;
  const announce = {
    about: "igniting",
    key: "igniting without memory",
    witness: "both",
    users: nameServers.says,
    started: true,
    primaryFailure: describeFailure(ownProbes.failure),
  } as const;
  return { actions: [{ do: "ignite", announce }], next: "look again" };
}
