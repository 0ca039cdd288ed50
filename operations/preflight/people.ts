import type { Deployment } from "../deployment";
import { failure, type Line, line, lineOf, ok, UNDO_LOSS, unread, type Verdict, warning } from "./line";
import type { Readings, Region, Subscription, Topic } from "./readings";

/** Whether somebody is told: everybody's subscription is confirmed, and so is the controller's to its alarm. */
export function peopleLines(
  { functionArn }: Pick<Deployment, "functionArn">,
  globalRegion: string,
  { regions }: Pick<Readings, "regions">,
): Line[] {
  return regions.flatMap((region) => [
    ...toldFrom(region, "people", (found) => confirmed(found)),
    ...(region.name === globalRegion ? toldFrom(region, "controller", (found) => subscribed(found, functionArn)) : []),
  ]);
}

function toldFrom(
  { name, topics }: Region,
  tells: Topic["tells"],
  judge: (subscriptions: Subscription[]) => Verdict,
): Line[] {
  const subject =
    tells === "people"
      ? { title: `the people told from ${name}`, why: "Whoever has not confirmed gets no message, in no disaster." }
      : {
          title: "the alarm's way to the controller",
          why: "It is the first trigger: an alarm that nobody listens to wakes nobody.",
        };
  if (!topics.known) return [line(subject, unread(topics.why))];
  const found = topics.value.filter((topic) => topic.tells === tells);
  if (found.length === 0) return [line(subject, failure("there is no topic for it", UNDO_LOSS))];
  return found.map(({ subscriptions }) => lineOf(subject, subscriptions, judge));
}

function confirmed(subscriptions: readonly Subscription[]): Verdict {
  const pending = subscriptions.filter((subscription) => !subscription.confirmed).map(({ endpoint }) => endpoint);
  const told = subscriptions.length - pending.length;
  const mend =
    "Click the link in the e-mail “AWS Notification - Subscription Confirmation” (it is good for two days); npm run deploy sends a new one where SNS has forgotten it.";
  if (told === 0)
    return failure(pending.length ? `nobody has confirmed: ${pending.join(", ")}` : "nobody is subscribed", mend);
  if (pending.length > 0) return warning(`not confirmed: ${pending.join(", ")}`, mend);
  return ok(`${told} confirmed`);
}

function subscribed(subscriptions: readonly Subscription[], functionArn: string): Verdict {
  if (subscriptions.some(({ endpoint, confirmed }) => endpoint === functionArn && confirmed))
    return ok("the controller is subscribed to it");
  return failure("the controller is not subscribed to it", UNDO_LOSS);
}
