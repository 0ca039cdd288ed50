import type { Route } from "../embedded-aws/network";
import { type RefusedCalls, refusedText } from "./refused-calls";
import { type Dead, type PathVerdict, verdictText } from "./trigger-paths";

/** What was observed of a failover that saved nobody. Reasons are sentences for people. */
export interface Evidence {
  readonly verdicts: readonly PathVerdict[];
  readonly refused: readonly RefusedCalls[];
  /** One for each kind of error with which the controller ended since the disaster. */
  readonly controllerErrors: readonly string[];
  readonly standby: StandbySeen;
  readonly dns: DnsSeen;
}

export interface StandbySeen {
  readonly instanceId: string;
  readonly region: string;
  readonly port: number;
  /** EC2's word; undefined where it knows no such instance. */
  readonly state: string | undefined;
  /** Why an accepted start has failed. */
  readonly failure: string | undefined;
  /** What is wrong with the user data that it was launched with. */
  readonly userDataFailure: string | undefined;
  /** What a user who connects finds. */
  readonly route: Route["kind"];
  /** What keeps users' packets away beside security groups: a dark region, or a fault. */
  readonly cutOff: string | undefined;
  readonly securityGroups: readonly string[];
}

/** What DNS tells users, and by which deployed records. */
export interface DnsSeen {
  readonly domain: string;
  /** Addresses that DNS has given to users last. */
  readonly answers: readonly string[];
  readonly standbyAddress: string;
  readonly primaryRecord: FailoverRecord | undefined;
  readonly standbyRecord: FailoverRecord | undefined;
}

export interface FailoverRecord {
  readonly addresses: readonly string[];
  readonly check: { readonly id: string; readonly healthy: boolean; readonly reason: string } | undefined;
}

/**
 * Why the standby does not serve, or users do not get it: one line a reason, the likely culprit first. What keeps the
 * controller from acting comes before what it could not do, and both before what merely follows from them.
 */
export function whyNotSaved(evidence: Evidence): readonly string[] {
  const { verdicts, refused, controllerErrors, standby, dns } = evidence;
  const dead = verdicts.filter((verdict): verdict is Dead => verdict.kind === "dead");
  const ways = dead.filter(({ broken }) => broken === "the way").map(verdictText);
  const lost = dead.filter(({ broken }) => broken === "nothing deployed").map(verdictText);
  // A trigger that has come, to whatever end, makes the others' ways a smaller matter.
  const nobodyCame =
    dead.length === verdicts.filter(({ kind }) => kind !== "not expected").length &&
    dead.every(({ broken }) => broken !== "the controller");
  return [
    ...refused.map(refusedText),
    // What a refused call led to is no news.
    ...controllerErrors
      .filter((error) => !refused.some(({ action }) => error.includes(action)))
      .map((error) => `the controller fails: ${error}`),
    ...(nobodyCame ? [...ways, ...lost] : []),
    ...whyItDoesNotServe(standby),
    ...whyUsersDoNotGetIt(dns),
    ...(nobodyCame ? [] : [...ways, ...lost]),
  ];
}

function whyItDoesNotServe(standby: StandbySeen): readonly string[] {
  const { instanceId, region, port, state, failure, userDataFailure, route, cutOff, securityGroups } = standby;
  const named = `the standby ${instanceId} in ${region}`;
  if (failure !== undefined) return [`${named} did not start: ${failure}`];
  if (state !== "running") return [`${named} is ${state ?? "unknown to EC2"}`];
  switch (route) {
    case "open":
      return [];
    case "refused":
      return [
        `${named} runs, but nothing listens on its port ${port}${userDataFailure === undefined ? "" : `: its user data fails: ${userDataFailure}`}`,
      ];
    case "silent":
      return [
        cutOff ??
          `security group ${securityGroups.join(" and ") || "(none)"} in ${region} lets no user in on port ${port} of ${named}`,
      ];
  }
}

function whyUsersDoNotGetIt(dns: DnsSeen): readonly string[] {
  const { domain, answers, standbyAddress, primaryRecord, standbyRecord } = dns;
  if (answers.length === 1 && answers[0] === standbyAddress) return [];
  const says = `DNS answers ${domain} with ${answers.join(" and ") || "no address"}, not with the standby's ${standbyAddress}`;
  if (!standbyRecord) return [`${says}: there is no SECONDARY record`];
  if (!standbyRecord.addresses.includes(standbyAddress))
    return [`${says}: the SECONDARY record holds ${standbyRecord.addresses.join(", ")}`];
  if (!primaryRecord?.check) return [`${says}: the PRIMARY record has no health check`];
  const { id, healthy, reason } = primaryRecord.check;
  if (healthy) return [`${says}: health check ${id} of the PRIMARY record is healthy (${reason})`];
  if (standbyRecord.check && !standbyRecord.check.healthy)
    return [
      `${says}: health check ${standbyRecord.check.id} of the SECONDARY record is unhealthy (${standbyRecord.check.reason})`,
    ];
  return [`${says}, although health check ${id} of the PRIMARY record is unhealthy (${reason})`];
}
