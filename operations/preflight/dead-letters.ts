import type { Deployment } from "../deployment";
import { failure, type Line, line, lineOf, ok, primaryNotLookedAt, UNDO_LOSS, unread } from "./line";
import type { Queue, Readings, Region } from "./readings";

const why = "A trigger that could not reach the controller lies there: the next one may not reach it either.";

/** Whether every trigger has reached the controller in the last 14 days. */
export function deadLetterLines(
  { primary }: Pick<Deployment, "primary">,
  { regions, primary: looked }: Pick<Readings, "regions" | "primary">,
): Line[] {
  const lines = regions.flatMap(linesOfRegion);
  // Nothing forwards the state changes of a server that is not on EC2.
  if (primary.instanceId === undefined || looked !== "not looked at") return lines;
  return [...lines, line({ title: "dead letters in the primary's region", why }, primaryNotLookedAt)];
}

function linesOfRegion({ name, queues }: Region): Line[] {
  const subject = { title: `dead letters in ${name}`, why };
  if (!queues.known) return [line(subject, unread(queues.why))];
  if (queues.value.length === 0) return [line(subject, failure("there is no dead-letter queue", UNDO_LOSS))];
  return queues.value.map((queue) => lineOfQueue(queue, name));
}

function lineOfQueue({ name, messages }: Queue, region: string): Line {
  return lineOf({ title: `dead letters in ${name} (${region})`, why }, messages, (count) =>
    count === 0
      ? ok("empty")
      : failure(
          `${count === 1 ? "1 message lies" : `${count} messages lie`} there`,
          `Read them, mend what they tell, then empty it: aws sqs purge-queue --region ${region} --queue-url "$(aws sqs get-queue-url --region ${region} --queue-name ${name} --query QueueUrl --output text)"`,
        ),
  );
}
