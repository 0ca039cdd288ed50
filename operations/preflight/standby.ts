import type { Memory } from "../../contract/memory";
import type { Deployment } from "../deployment";
import type { LockSight } from "../look/lock-bucket";
import type { Reading } from "../reading";
import { clockTime } from "../wording";
import { both } from "./combined";
import { failure, type Line, lineOf, ok, UNDO_CHANGE, unread, type Verdict, warning } from "./line";
import type { Address, InboundRule, Readings, Server } from "./readings";

type Seen = Pick<Readings, "standby" | "standbyAddress" | "lock" | "memory">;

/** Whether there is a standby to ignite, and whether users could reach it. */
export function standbyLines(deployment: Deployment, { standby, standbyAddress, lock, memory }: Seen): Line[] {
  const { instanceId, instanceType } = deployment.standby;
  return [
    lineOf(
      { title: "the standby's server", why: "Without its server there is nothing to ignite." },
      standby.server,
      (server) => waits(server, deployment, lock, memory),
    ),
    lineOf(
      {
        title: "the standby's address",
        why: "DNS answers this address after a failover; a server without it boots without the internet.",
      },
      both(standbyAddress, standby.server),
      ([found, server]) => hasAddress(found, server, deployment),
    ),
    lineOf(
      { title: "the standby's type", why: "A smaller server may not carry all users; a larger one costs more." },
      standby.server,
      (server) => {
        const type = server?.type;
        if (type === instanceType) return ok(instanceType);
        return warning(
          type === undefined ? "no server, no type" : `${type}, not ${instanceType}`,
          `The controller sets ${instanceType} when it stops what it ignited. Otherwise, once it is stopped: aws ec2 modify-instance-attribute --region ${deployment.region} --instance-id ${instanceId} --instance-type ${instanceType}`,
        );
      },
    ),
    lineOf(
      { title: "the standby's open port", why: "A server that boots behind a closed port serves nobody." },
      standby.inbound,
      (rules) => letsUsersIn(rules, deployment.healthCheck.port),
    ),
  ];
}

/** What EC2 gives as StateReason of a server that was stopped in order, and not because it could not run. */
const STOPPED_ON_PURPOSE: ReadonlySet<string> = new Set([
  "Client.UserInitiatedShutdown",
  "Client.InstanceInitiatedShutdown",
  "Client.UserInitiatedHibernate",
  // The host was retired: it boots on another one.
  "Server.ScheduledStop",
]);

function waits(
  server: Server | undefined,
  { region, standby: { instanceId } }: Deployment,
  lock: Reading<LockSight>,
  memory: Reading<Memory | undefined>,
): Verdict {
  if (server === undefined || server.state === "terminated" || server.state === "shutting-down")
    return failure(
      server === undefined ? `EC2 knows no instance ${instanceId}` : `${instanceId} is ${server.state}`,
      "Raise the standby's generation in pilot-light.yaml, and npm run deploy.",
    );
  const { state, reason } = server;
  if (state === "stopped") {
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html#troubleshooting-launch-internal
    if (reason !== undefined && !STOPPED_ON_PURPOSE.has(reason.code))
      return failure(
        `${instanceId} is stopped, and not because somebody wanted it: ${reason.message || reason.code}`,
        "Mend what EC2 names (a disk, its key, a quota), then prove it with a drill.",
      );
    return ok(`${instanceId} is stopped`);
  }
  if (lock.known && lock.value.exists) return ok(`${instanceId} is ${state}: it has failed over, and users are there`);
  if (!memory.known)
    return unread(`${instanceId} is ${state}, and the controller's memory, which says why, gave: ${memory.why}`);
  const { provenStandby, episode, maintenance } = memory.value ?? {};
  if (maintenance?.standby === "running") return ok(`${instanceId} is ${state}: maintenance keeps it serving`);
  if (episode !== undefined)
    return ok(`${instanceId} is ${state}: in use since ${clockTime(episode.startedAt)} (${episode.kind})`);
  if (provenStandby !== instanceId)
    return warning(
      `${instanceId} is ${state}: it is being proven, and has not served yet`,
      "Wait: the controller stops it once it has served. If it never does, mend its user data or image.",
    );
  return warning(
    `${instanceId} is ${state}, and nobody needs it: it costs money and may do the primary's work twice`,
    `The controller stops only what it ignited. Stop it: aws ec2 stop-instances --region ${region} --instance-ids ${instanceId}`,
  );
}

function hasAddress(found: Address | undefined, server: Server | undefined, deployment: Deployment): Verdict {
  const { address, instanceId } = deployment.standby;
  if (found === undefined)
    return failure(
      `${address} is not an address of this account in ${deployment.region}`,
      "npm run plan shows what to deploy.",
    );
  const { interfaceId } = found;
  if (interfaceId !== undefined && server?.interfaceIds.includes(interfaceId))
    return ok(`${address} is associated with ${instanceId}`);
  return failure(
    `${address} is associated with ${interfaceId ?? "nothing"}, and so not with ${instanceId}`,
    "Associate it with the standby's network interface again; npm run plan shows what differs.",
  );
}

function letsUsersIn(rules: readonly InboundRule[], port: number): Verdict {
  const open = rules.some(
    ({ protocol, fromPort, toPort, source }) =>
      source === "0.0.0.0/0" &&
      (protocol === "-1" || (protocol === "tcp" && (fromPort ?? 0) <= port && port <= (toPort ?? 65_535))),
  );
  if (open) return ok(`its security group opens TCP port ${port} to everybody`);
  return failure(`its security groups do not open TCP port ${port} to everybody`, UNDO_CHANGE);
}
