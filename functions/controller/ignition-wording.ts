import type { Episode } from "../../contract/episode";
import type { Alert } from "./alert";
import type { Settings } from "./environment";
import { inWords, lookAtStandby, type Wordings, whereUsersGo } from "./message-words";
import { commandByHand, commandLines } from "./operator-commands";

type About =
  | "igniting"
  | "standby serves"
  | "standby late"
  | "start refused"
  | "standby died"
  | "standby terminated"
  | "another type";

const KEEPS_TRYING = "The controller keeps trying every minute.";

/** What is said while the standby is brought up. */
export const ignitionWording: Pick<Wordings, About> = {
  igniting: (alert, { primary, promisedRecoverySeconds }) => ({
    subject: "the primary is down, igniting the standby",
    happened: `The primary ${alert.witness === "both" ? "is down" : "seems to be down"}, and the standby ${
      alert.started ? "is being started" : "is up already"
    }.`,
    users: `${whereUsersGo(alert.users)}${alert.started && alert.users === "gone" ? " Until it has booted, nobody serves them." : ""}`,
    now: `find out what happened to the primary${primary.instanceId ? ` (${primary.instanceId})` : ""}; for the standby nothing: another message says when it serves, or that it cannot.`,
    more: `${accusation(alert)} The deployment promises recovery within ${promisedRecoverySeconds} s of the primary's last answer.`,
  }),

  "standby serves": ({ lastedMs, users }, settings) => ({
    subject: "the standby serves",
    happened: `The standby answers its health check, ${inWords(lastedMs)} after the controller first saw the primary down.`,
    users: `${whereUsersGo(users)} They return to a primary that recovers${
      settings.failback === "automatic"
        ? ", as `failback: automatic` asks"
        : ", unless the failover is committed before"
    }.`,
    now: "find out what happened to the primary.",
    more: `${
      settings.failback === "automatic"
        ? "Nothing holds users on the standby: the file asks for that."
        : "The failover is committed once the controller's probes and all name servers agree that the primary is gone; another message says so. From then on users stay."
    } If they return before, what they wrote on the standby stays on the standby.`,
    commands: commandLines(
      "To hold users on the standby now, whatever the primary does:",
      { command: "failover", reason: "the primary must not serve" },
      settings,
    ),
  }),

  "standby late": ({ lastedMs, power }, settings) => ({
    subject: "the standby is late, users may have no server",
    happened: `The standby has been needed for ${inWords(lastedMs)} and does not serve yet: its instance is ${power}.`,
    users: "nobody serves them, unless DNS still leads to a primary that answers.",
    now: `${lookAtStandby(settings)}.`,
    more: `The promised recovery time of ${settings.promisedRecoverySeconds} s is over. ${KEEPS_TRYING}`,
  }),

  "start refused": ({ kind, code, message }, settings) => ({
    subject: `the standby cannot be started (${code})`,
    happened: `${occasion(kind)} EC2 refused to start the standby: ${code}.`,
    users: unserved(kind),
    now: `${remedy(code)}.`,
    more: `EC2's words: ${message}\n\n${KEEPS_TRYING}`,
    commands: [`To start it by hand:\n${commandByHand("start", settings)}`, ...wayBack(kind, settings)].join("\n\n"),
  }),

  "standby died": ({ kind, reason }, settings) => ({
    subject: "the standby was started and stopped again",
    happened: `${occasion(kind)} EC2 accepted the start of the standby, and then its instance stopped again.`,
    users: unserved(kind),
    now: `mend what EC2 names (${reason || "it gave no reason"}), and ${lookAtStandby(settings)}.`,
    more: `A root volume under a customer's KMS key needs kms:CreateGrant for the controller's role. ${KEEPS_TRYING}`,
    commands: wayBack(kind, settings)[0],
  }),

  "standby terminated": ({ kind, reason }, settings) => ({
    subject: "there is no standby to ignite",
    happened: `${occasion(kind)} the standby's instance is terminated (EC2's reason: ${reason || "none given"}).`,
    users: unserved(kind),
    now: `${kind === "failover" ? "bring the primary back, and deploy the standby stack" : "deploy the standby stack"}, which creates a new standby; the controller cannot.`,
    commands: wayBack(kind, settings)[0],
  }),

  "another type": ({ type, wanted }) => ({
    subject: `the standby runs as ${type}`,
    happened: `EC2 could not give the standby its wanted type ${wanted}; it runs as ${type}, one of its fallback types.`,
    users: "a server of another size serves them, or will.",
    now: "watch whether it is fast enough.",
    more: `It gets ${wanted} back when the controller has stopped it.`,
  }),
};

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

function occasion(kind: Episode["kind"]): string {
  switch (kind) {
    case "failover":
      return "The standby is needed, and";
    case "drill":
      return "In a drill,";
    case "maintenance":
      return "In maintenance,";
  }
}

function unserved(kind: Episode["kind"]): string {
  return kind === "failover"
    ? "nobody serves them, unless DNS still leads to a primary that answers."
    : "nothing changes for them while the primary serves; if it fails now, nobody serves them.";
}

/** A committed failover whose standby is lost, with a primary that serves: the only case with a quick way out. */
function wayBack(kind: Episode["kind"], settings: Settings): [string?] {
  const purpose = "If the failover lock holds users at the standby, and the primary serves, send them back:";
  const command = { command: "failback", reason: "the standby does not serve" } as const;
  return kind === "failover" ? [commandLines(purpose, command, settings)] : [];
}

function remedy(code: string): string {
  switch (code) {
    case "InsufficientInstanceCapacity":
    case "InsufficientHostCapacity":
    case "Unsupported":
      return "if it lasts, change the stopped instance's type in the EC2 console: EC2 has none of this type in this zone at the moment";
    case "InstanceLimitExceeded":
    case "VcpuLimitExceeded":
      return "stop other instances in the region, or ask for a higher quota (Service Quotas, Amazon EC2)";
    case "UnauthorizedOperation":
      return "start the instance by hand; then deploy the failover stack again, since the controller's role lacks a right, or a policy of the organization denies it";
    default:
      return "start the instance by hand if you can";
  }
}
