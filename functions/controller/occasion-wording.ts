import type { Alert } from "./alert";
import type { Settings } from "./environment";
import { inWords, lookAtStandby, time, type Wording, type Wordings, whereUsersGo } from "./message-words";
import { commandByHand, commandLines } from "./operator-commands";

type About =
  | "not armed"
  | "armed after all"
  | "standby never served"
  | "standby runs unasked"
  | "maintenance over"
  | "down in maintenance"
  | "drill over"
  | "action failed";

/** What is said of a new deployment, of what an operator has asked for, and of an AWS that refuses. */
export const occasionWording: Pick<Wordings, About> = {
  "not armed": ({ waitedMs, primaryAnswers, users, power }, { primary, healthCheck }) => ({
    subject: "not protected yet",
    happened: `After ${inWords(waitedMs)} the controller has still not seen the primary answer with DNS pointing to it (${
      primaryAnswers ? "the primary answers" : "the primary does not answer"
    }), so it would not ignite the standby.`,
    users: whereUsersGo(users),
    now: primaryAnswers
      ? "find out why the name servers do not answer the primary's address; Route 53's checkers must be able to reach it."
      : `make the primary answer its health check at ${primary.address}, port ${healthCheck.port}, path ${healthCheck.path}.`,
    more: `Protection begins by itself once both are so; another message says so. The standby's instance is ${power}.`,
  }),

  "armed after all": () => ({
    subject: "protected",
    happened: "The primary answers and DNS points to it: the controller now protects this workload.",
    users: "nothing changes for them.",
    now: "nothing.",
  }),

  "standby never served": ({ waitedMs, power }, settings) => ({
    subject: "the new standby has never served",
    happened: `The new standby has not answered its health check in ${inWords(waitedMs)}: its instance is ${power}.`,
    users: "nothing changes for them while the primary serves; in a disaster probably nobody would serve them.",
    now: `${lookAtStandby(settings)}; then mend the user data or the AMI, raise the standby's \`generation\` and deploy.`,
    more: `The file allows ${settings.bootSeconds} s for a boot, and a first boot gets several times that.`,
  }),

  "standby runs unasked": ({ ranMs }, settings) => ({
    subject: "the standby runs, and nobody needs it",
    happened: `The standby has been running for ${inWords(ranMs)} or more while the primary serves, and neither a drill, nor maintenance, nor a failover has asked for it.`,
    users: "nothing changes for them: DNS sends them to the primary.",
    now: "if you have started it, stop it when you are done; if nobody has, stop it now, since it costs as long as it runs.",
    more: "The controller stops only what it knows that it has started. It does not know that of a start in an hour in which S3 failed.",
    commands: `To stop the standby:\n${commandByHand("stop", settings)}`,
  }),

  "maintenance over": ({ power }) => ({
    subject: "maintenance is over, its time is up",
    happened: `The time of the maintenance is up, and the controller protects again; the standby's instance is ${power}.`,
    users: "nothing changes for them by this.",
    now: "nothing; if you are not done, turn maintenance on again.",
  }),

  "down in maintenance": ({ until, users }, settings) => ({
    subject: "the primary is down, in maintenance",
    happened: `The primary is down, and maintenance is on until ${time(until)}: nothing is committed.`,
    users: `${whereUsersGo(users)} They return to a primary that recovers.`,
    now: "if this is your work on the primary, nothing; if not, end the maintenance, and the controller fails over.",
    commands: commandLines("To end the maintenance:", { command: "maintenance-off" }, settings),
  }),

  "drill over": ({ servedAfterMs }, settings) =>
    servedAfterMs === undefined
      ? {
          subject: "the drill failed",
          happened: "The standby did not serve before the drill ended.",
          users: "nothing changed for them; in a disaster probably nobody would serve them.",
          now: `mend the standby (${settings.standby.instanceId} in ${settings.standby.region}) before it is needed, and drill again.`,
          commands: commandLines("To drill again:", { command: "drill" }, settings),
        }
      : {
          subject: "the drill passed",
          happened: `The standby served ${inWords(servedAfterMs)} after the drill began, and no longer runs.`,
          users: "nothing changed for them.",
          now: "nothing.",
        },

  "action failed": (alert, settings) => ({
    subject: `the controller could not ${TASK[alert.what]}`,
    happened: `AWS did not let the controller ${TASK[alert.what]}.`,
    ...afterFailure(alert, settings),
    more: `AWS's words: ${alert.why}\n\nThe controller tries again every minute.`,
  }),
};

const TASK = {
  commit: "write the failover lock",
  unlock: "remove the failover lock",
  stop: "stop the standby",
  "change of type": "change the standby's instance type",
} as const;

function afterFailure(
  { what }: Extract<Alert, { about: "action failed" }>,
  settings: Settings,
): Pick<Wording, "users" | "now" | "commands"> {
  switch (what) {
    case "commit":
      return {
        users: "the standby serves them if DNS has turned, and they would return to a primary that recovers.",
        now: "if this lasts, write the lock by hand to hold them on the standby.",
        commands: `To write the lock by hand:\n${commandByHand("commit", settings)}`,
      };
    case "unlock":
      return {
        users: "they stay on the standby.",
        now: "if this lasts, and the primary serves, remove the lock by hand.",
        commands: `To remove the lock by hand:\n${commandByHand("unlock", settings)}`,
      };
    case "stop":
      return {
        users: "nothing changes for them; a standby that nobody needs runs on, and costs.",
        now: "if this lasts, and users are at the primary, stop it by hand.",
        commands: `To stop the standby by hand:\n${commandByHand("stop", settings)}`,
      };
    case "change of type":
      return {
        users: "nothing by this alone; the standby keeps its type.",
        now: "if this lasts, change the stopped instance's type in the EC2 console.",
      };
  }
}
