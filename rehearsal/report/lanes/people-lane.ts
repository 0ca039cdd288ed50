import type { Lane, Moment, Tone } from "../report";
import type { Witnessed } from "../witnessed";

/** The messages that people received. */
export function peopleLane({ messages }: Witnessed): Lane {
  const moments = messages.map(
    ({ at, to, subject }): Moment => ({
      at,
      tone: toneOf(subject),
      label: subject,
      text: `${to} receives: ${subject}`,
    }),
  );
  return { name: "people", spans: [], moments };
}

/** CloudWatch's own messages begin with the state; the controller's are news of any kind. */
function toneOf(subject: string): Tone {
  if (subject.startsWith("ALARM:")) return "bad";
  return subject.startsWith("OK:") ? "good" : "changing";
}
