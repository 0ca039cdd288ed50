import type { Lane, Moment, Tone } from "../report";
import type { Witnessed } from "../witnessed";

/** The messages that people received. */
export function peopleLane({ messages, workload }: Witnessed): Lane {
  const moments = messages.map(
    ({ at, to, subject }): Moment => ({
      at,
      tone: toneOf(subject),
      label: labelOf(subject, workload.name),
      text: `To ${to}: ${subject}`,
    }),
  );
  return { name: "people", spans: [], moments };
}

/** The lane is the workload's, so nobody need read its name in it, nor CloudWatch's quotes and region. */
function labelOf(subject: string, workload: string): string {
  const ofAlarm = /^([A-Z_]+): "(.+)" in [a-z0-9-]+$/.exec(subject);
  if (ofAlarm) return `${ofAlarm[1]}: ${ofAlarm[2]}`;
  const name = `${workload}: `;
  return subject.startsWith(name) ? subject.slice(name.length) : subject;
}

/** CloudWatch's own messages begin with the state; the controller's are news of any kind. */
function toneOf(subject: string): Tone {
  if (subject.startsWith("ALARM:")) return "bad";
  return subject.startsWith("OK:") ? "good" : "changing";
}
