import type { Settings } from "./environment";
import { inWords, time, type Wordings, whereUsersStay } from "./message-words";
import { commandByHand, commandLines } from "./operator-commands";
import { describeFailure } from "./probe";

type About =
  | "committed"
  | "standby fails users"
  | "primary back, users stay"
  | "lock without effect"
  | "lock removed by hand"
  | "stood down"
  | "failed back"
  | "no failback"
  | "failback failed"
  | "failover given up"
  | "failback given up";

/** What is said once the standby serves: about the lock, and about the way back. */
export const failoverWording: Pick<Wordings, About> = {
  committed: ({ why, users }, settings) => ({
    subject: "failed over: users stay on the standby",
    happened: `The failover is committed: ${why}.`,
    users: whereUsersStay(users),
    now: `unless you asked for this, find out what happened to the primary${settings.primary.instanceId ? ` (${settings.primary.instanceId})` : ""}; nothing is urgent while the standby serves.`,
    more: "The primary is not switched off: if it lives, its own jobs and queue consumers go on. What users write from now on is on the standby only.",
    commands: failback("When the primary serves again and its data are right, send users back:", settings),
  }),

  "standby fails users": ({ failure }, settings) => ({
    subject: "failed over, and the standby does not serve",
    happened: `The standby, at which the failover lock holds users, does not answer its health check: ${describeFailure(failure)}.`,
    users: "nobody serves them.",
    now: `mend the standby (${settings.standby.instanceId} in ${settings.standby.region}), or send users back if the primary serves.`,
    commands: failback("To send users back to a primary that serves:", settings),
  }),

  "primary back, users stay": (_alert, settings) => ({
    subject: "the primary answers again; users stay on the standby",
    happened: "The primary answers its health check again, and nothing changes by itself.",
    users: "they stay on the standby: the failover lock holds them there.",
    now: "bring what users wrote on the standby to the primary, and then send them back; it can wait.",
    commands: failback("When the primary's data are right, send users back:", settings),
  }),

  "lock without effect": (_alert, { lockBucket, primary }) => ({
    subject: "the failover lock has no effect: users are at the primary",
    happened: "The failover lock exists, and the zone's name servers answer the primary all the same.",
    users: `they are at the primary (${primary.address}), while the standby runs.`,
    now: `find out why Route 53's checkers do not see the lock (bucket ${lockBucket}: its policy, or the check is disabled). If users must not be at the primary, stop it.`,
  }),

  "lock removed by hand": (_alert, settings) => ({
    subject: "the failover lock was removed by hand",
    happened: "The failover lock is gone, and no failback removed it.",
    users: "they go to the primary if Route 53's checkers see it serve, and otherwise stay on the standby.",
    now: "if that was you, nothing; if not, find out who writes to the lock bucket.",
    more: `The standby is stopped once the primary has served for ${inWords(settings.graceSeconds * 1_000)}.`,
    commands: commandLines(
      "To hold users on the standby again:",
      { command: "failover", reason: "the lock was removed by mistake" },
      settings,
    ),
  }),

  "stood down": ({ kind, lastedMs, standbyRuns }, settings) => ({
    subject: kind === "maintenance" ? "maintenance has ended" : "the primary is back",
    happened: `Both witnesses see the primary, ${inWords(lastedMs)} after this began${
      standbyRuns
        ? "; the standby keeps running, since the controller has no record of having started it"
        : ", and the standby no longer runs"
    }.`,
    users: "DNS sends them to the primary.",
    now: `${kind === "maintenance" ? "nothing" : "find out what had happened to the primary"}${
      standbyRuns ? "; stop the standby when you no longer need it" : ""
    }.`,
    ...(kind === "maintenance" ? {} : { more: "What users wrote on the standby in between stays on the standby." }),
    ...(standbyRuns ? { commands: `To stop the standby:\n${commandByHand("stop", settings)}` } : {}),
  }),

  "failed back": ({ standbyRuns }) => ({
    subject: "failed back: users are at the primary",
    happened: `The failover lock is removed, every name server answers the primary, and the standby ${
      standbyRuns
        ? "keeps running: the controller itself cannot see the primary, so it stops nothing"
        : "no longer runs"
    }.`,
    users: "the primary serves them.",
    now: standbyRuns
      ? "find out why the controller cannot reach the primary: until then it takes it for dead, keeps the standby up, and fails over again if Route 53's checkers agree."
      : "bring what users wrote on the standby to the primary, if that is not done: it is on the standby's volume.",
  }),

  "no failback": ({ why }, settings) => ({
    subject: "no failback: the primary does not serve",
    happened: `The failback was not begun, because the primary did not give five good answers in a row: ${why}.`,
    users: "they stay on the standby.",
    now: "mend the primary, and then ask for the failback again.",
    more: 'If users can reach the primary and only the controller cannot, `--force` skips its probes (in CloudShell, add `,"force":true` to the request).',
    commands: failback("To send users back:", settings),
  }),

  "failback failed": ({ why }, settings) => ({
    subject: "the failback failed: users stay on the standby",
    happened: `The failback failed, and the failover lock holds users at the standby again: ${why}.`,
    users: "they stay on the standby; some may have been at the primary for some minutes.",
    now: "mend the reason, and then ask for the failback again.",
    more: "Look for what the primary has taken from users in these minutes: it is not on the standby.",
    commands: failback("To send users back:", settings),
  }),

  "failover given up": ({ askedAt }, settings) => ({
    subject: "the failover that was asked for is given up",
    happened: `The failover that was asked for at ${time(askedAt)} is given up: within half an hour the standby did not serve, or the failover lock could not be written, or the controller did not run.`,
    users: "the order has changed nothing for them.",
    now: `look at the standby (${settings.standby.instanceId} in ${settings.standby.region}) and at the messages before this one, and then ask again.`,
    commands: commandLines("To fail over:", { command: "failover", reason: "the standby is mended" }, settings),
  }),

  "failback given up": ({ askedAt }, settings) => ({
    subject: "the failback that was asked for is given up",
    happened: `The failback that was asked for at ${time(askedAt)} is given up: for half an hour the failover lock could not be read, or the controller did not run.`,
    users: "they stay on the standby.",
    now: "see that the primary serves and that its data are right, and then ask again.",
    commands: failback("To send users back:", settings),
  }),
};

function failback(purpose: string, settings: Settings): string {
  return commandLines(purpose, { command: "failback", reason: "the primary is mended" }, settings);
}
