import type { Episode } from "../../contract/memory";
import type { Power } from "./aws";
import type { Settings } from "./environment";
import type { NameServers } from "./name-servers";

/** What people are told, as data. `key` is remembered, so that it is told once. Times are in milliseconds. */
export type Alert = { key: string } & (
  | { about: "not armed"; waitedMs: number; primaryAnswers: boolean; users: NameServers["says"]; power: Power["state"] }
  | { about: "armed after all" }
  | { about: "standby never served"; waitedMs: number; power: Power["state"] }
  | {
      about: "igniting";
      witness: Episode["witness"];
      users: NameServers["says"];
      /** Whether StartInstances was needed and accepted; otherwise the instance was up already. */
      started: boolean;
      primaryFailure?: string;
    }
  | { about: "standby serves"; lastedMs: number; users: NameServers["says"] }
  | { about: "standby late"; lastedMs: number; power: Power["state"] }
  | { about: "start refused"; code: string; message: string }
  | { about: "standby died"; reason: string }
  | { about: "standby terminated"; reason: string }
  | { about: "primary returned"; lastedMs: number; power: Power["state"] }
);

/** A message for the alert topic. SNS allows 100 characters of printable ASCII for a subject. */
export interface Message {
  subject: string;
  text: string;
}

/** Puts an alert into words: what happened, what it means for users, what the reader must do now. */
export function writeMessage(alert: Alert, settings: Settings): Message {
  const { subject, happened, users, now } = wording(alert, settings);
  const facts = [
    `workload  ${settings.workload} (${settings.domain})`,
    `primary   ${settings.primary.address}, ${settings.primary.instanceId ?? "not on EC2"}`,
    `standby   ${settings.standby.address}, ${settings.standby.instanceId} in ${settings.standby.region}`,
  ];
  const text = `${happened}\n\nUsers: ${users}\n\nNow: ${now}\n\n${facts.join("\n")}\n`;
  return { subject: `${settings.workload}: ${subject}`.slice(0, SUBJECT_LIMIT), text };
}

const SUBJECT_LIMIT = 100;

interface Wording {
  subject: string;
  happened: string;
  users: string;
  now: string;
}

function wording(alert: Alert, settings: Settings): Wording {
  const { standby, bootSeconds, promisedRecoverySeconds } = settings;
  const url = `${settings.healthCheck.protocol.toLowerCase()}://${standby.address}:${settings.healthCheck.port}${settings.healthCheck.path}`;
  const console = `look at the instance's state and system log in the EC2 console (${standby.region}), and at ${url}`;
  switch (alert.about) {
    case "not armed":
      return {
        subject: "not protected yet",
        happened: `After ${inWords(alert.waitedMs)} the controller has still not seen the primary answer and DNS point to it (${
          alert.primaryAnswers ? "the primary answers" : "the primary does not answer"
        }). Until it has, it will not ignite the standby.`,
        users: `${whereUsersGo(alert.users)} The standby's instance is ${alert.power}.`,
        now: `make the primary answer its health check at ${settings.primary.address}, port ${settings.healthCheck.port}, path ${settings.healthCheck.path}; protection begins by itself once it does.`,
      };
    case "armed after all":
      return {
        subject: "protected",
        happened: "The primary answers and DNS points to it: the controller is armed.",
        users: "nothing changes for them.",
        now: "nothing.",
      };
    case "standby never served":
      return {
        subject: "the new standby has never served",
        happened: `The new standby has not answered its health check in ${inWords(alert.waitedMs)} (its instance is ${alert.power}; the file allows ${bootSeconds} s for a boot). It is unproven: in a disaster it would probably not serve either.`,
        users: "nothing changes for them while the primary serves.",
        now: `${console}; then mend the user data or the AMI, raise the standby's \`generation\` and deploy.`,
      };
    case "igniting":
      return {
        subject: "the primary is down, igniting the standby",
        happened: `${accusation(alert)} ${alert.started ? "The standby is being started" : "The standby's instance was up already"}. The deployment promises recovery within ${promisedRecoverySeconds} s of the primary's last answer.`,
        users: whereUsersGo(alert.users),
        now: `nothing for the standby: another message follows when it serves, or when it cannot. Find out what happened to the primary${
          settings.primary.instanceId ? ` (${settings.primary.instanceId})` : ""
        }.`,
      };
    case "standby serves":
      return {
        subject: "the standby serves",
        happened: `The standby answers its health check, ${inWords(alert.lastedMs)} after the controller first saw the primary down (promised recovery time: ${promisedRecoverySeconds} s from its last answer).`,
        users: `${whereUsersGo(alert.users)} ${wayBack(settings)}`,
        now: beforeTheyReturn(settings),
      };
    case "standby late":
      return {
        subject: "the standby is late",
        happened: `The primary has been down for ${inWords(alert.lastedMs)} and the standby does not serve yet (its instance is ${alert.power}). The promised recovery time of ${promisedRecoverySeconds} s is over.`,
        users: "neither site is known to serve them.",
        now: `${console}. The controller keeps trying every minute.`,
      };
    case "start refused":
      return {
        subject: `the standby cannot be started (${alert.code})`,
        happened: `The primary is down, and EC2 refused to start the standby: ${alert.code}: ${alert.message}`,
        users: "unless the primary returns, nobody serves them.",
        now: `${remedy(alert.code)} The controller keeps trying every minute.`,
      };
    case "standby died":
      return {
        subject: "the standby was started and stopped again",
        happened: `The primary is down. EC2 accepted the start of the standby, and then its instance stopped again. EC2's reason: ${alert.reason || "none given"}`,
        users: "unless the primary returns, nobody serves them.",
        now: `mend the reason (a root volume under a customer's KMS key needs kms:CreateGrant for the controller's role) and ${console}. The controller keeps trying every minute.`,
      };
    case "standby terminated":
      return {
        subject: "there is no standby to ignite",
        happened: `The primary is down, and the standby's instance is terminated. EC2's reason: ${alert.reason || "none given"}`,
        users: "unless the primary returns, nobody serves them.",
        now: "bring the primary back. Deploying the standby stack creates a new standby; the controller cannot.",
      };
    case "primary returned":
      return {
        subject: "the primary is back",
        happened: `Both witnesses see the primary again, ${inWords(alert.lastedMs)} after the controller first saw it down. The standby's instance is ${alert.power}.`,
        users: "DNS sends them to the primary. What they wrote on the standby in between stays on the standby.",
        now:
          alert.power === "running" || alert.power === "pending"
            ? `when you no longer need the standby, stop it (it costs money, and nothing else stops it): aws ec2 stop-instances --region ${standby.region} --instance-ids ${standby.instanceId}`
            : "nothing.",
      };
  }
}

function accusation({ witness, primaryFailure }: Extract<Alert, { about: "igniting" }>): string {
  const probes = primaryFailure ? ` The controller's last probe of the primary: ${primaryFailure}.` : "";
  switch (witness) {
    case "own probes":
      return `The controller's own probes say that the primary is down.${probes} The zone's name servers do not say so (yet).`;
    case "name servers":
      return `The zone's name servers answer the standby's address: Route 53's checkers say that the primary is down.${
        probes || " The controller's own probe reaches the primary."
      }`;
    case "both":
      return `Both witnesses, the controller's own probes and the zone's name servers, say that the primary is down.${probes}`;
  }
}

function whereUsersGo(says: NameServers["says"]): string {
  switch (says) {
    case "up":
      return "DNS still sends them to the primary; it turns to the standby when Route 53's checkers find the primary down.";
    case "down":
      return "DNS is turning: some name servers already send them to the standby.";
    case "gone":
      return "DNS sends them to the standby.";
    case "unknown":
      return "where DNS sends them could not be read.";
  }
}

/** Nothing holds users on the standby in this version, whatever the file says: that must be said before data diverge. */
function wayBack({ failback }: Settings): string {
  const returning = "They return to the primary by themselves as soon as it answers again";
  return failback === "automatic"
    ? `${returning}, as \`failback: automatic\` asks.`
    : `${returning}: \`failback: manual\` does not hold them on the standby.`;
}

function beforeTheyReturn({ failback, primary }: Settings): string {
  if (failback === "automatic") return "find out what happened to the primary.";
  const server = primary.instanceId ? `stop its instance (${primary.instanceId})` : "keep its service down";
  return `if users must not return to the primary before you have checked its data, keep it from answering: ${server}.`;
}

function remedy(code: string): string {
  switch (code) {
    case "InsufficientInstanceCapacity":
      return "EC2 has no capacity for this type in this zone at the moment. If it lasts, change the instance's type in the EC2 console while it is stopped.";
    case "InstanceLimitExceeded":
    case "VcpuLimitExceeded":
      return "stop other instances in the region, or ask for a higher quota (Service Quotas, Amazon EC2).";
    case "UnauthorizedOperation":
      return "the controller's role lacks a right, or a policy of the organization denies it: deploy the failover stack again, and start the instance by hand meanwhile.";
    default:
      return "start the instance by hand if you can.";
  }
}

function inWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}
