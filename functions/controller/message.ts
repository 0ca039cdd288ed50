import type { Alert } from "./alert";
import type { Settings } from "./environment";
import { failoverWording } from "./failover-wording";
import { ignitionWording } from "./ignition-wording";
import type { Wording, Wordings } from "./message-words";
import { occasionWording } from "./occasion-wording";

/** A message for the alert topic. */
export interface Message {
  subject: string;
  text: string;
}

/**
 * SNS's Subject: printable ASCII, "less than 100 characters long"
 * (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html). One that it refuses would leave people untold.
 */
const LONGEST_SUBJECT = 99;

const WORDINGS: Wordings = { ...ignitionWording, ...failoverWording, ...occasionWording };

/** Puts an alert into words. The first line is enough to act on: what happened, what it means for users, what to do now. */
export function writeMessage(alert: Alert, settings: Settings): Message {
  const { workload, domain, primary, standby } = settings;
  // Each wording takes its own kind of alert, as the type of WORDINGS makes sure.
  const wording = WORDINGS[alert.about] as (alert: Alert, settings: Settings) => Wording;
  const { subject, happened, users, now, more, commands } = wording(alert, settings);
  const facts = [
    `workload  ${workload} (${domain})`,
    `primary   ${primary.address}, ${primary.instanceId ?? "not on EC2"}`,
    `standby   ${standby.address}, ${standby.instanceId} in ${standby.region}`,
    `to look   npx --no pilot-light status ${workload} --region ${standby.region}`,
  ].join("\n");
  const parts = [`${happened} Users: ${users} Now: ${now}`, more, commands, facts];
  return {
    subject: cutSubject(`${workload}: ${subject}`.replace(/[^\x20-\x7e]/g, "?"), ""),
    text: `${parts.filter((part) => part !== undefined).join("\n\n")}\n`,
  };
}

/** A subject with what must not be cut at its end. */
export const cutSubject = (subject: string, end: string): string =>
  `${subject.slice(0, LONGEST_SUBJECT - end.length)}${end}`;
