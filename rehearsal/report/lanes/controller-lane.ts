import type { Invocation } from "../../../embedded-aws/functions/invocation";
import { inSeconds } from "../../aws-time";
import type { EpisodeRecord } from "../../record";
import type { Lane, Moment, Span, Tone } from "../report";
import type { Witnessed } from "../witnessed";

/** The controller's runs as bars (such that run at once as one), and what it recorded of its episodes as moments. */
export function controllerLane({ invocations, episodes, begunAt, endedAt }: Witnessed): Lane {
  const runs = invocations
    .filter(({ startedAt, endedAt: end }) => end >= begunAt && startedAt <= endedAt)
    .sort((a, b) => a.startedAt - b.startedAt);
  const moments = episodes
    .flatMap(({ events }) => events)
    .filter(({ at }) => at >= begunAt && at <= endedAt)
    .sort((a, b) => a.at - b.at)
    .map(
      ({ at, what }): Moment => ({ at, tone: toneOf(what), label: what, text: `The controller recorded: ${what}.` }),
    );
  return { name: "controller", spans: together(runs).map((group) => spanOf(group, episodes)), moments };
}

function together(runs: readonly Invocation[]): readonly (readonly Invocation[])[] {
  const groups: Invocation[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const run of runs) {
    if (run.startedAt <= end) groups.at(-1)!.push(run);
    else groups.push([run]);
    end = Math.max(end, run.endedAt);
  }
  return groups;
}

function spanOf(group: readonly Invocation[], episodes: readonly EpisodeRecord[]): Span {
  const from = Math.min(...group.map(({ startedAt }) => startedAt));
  const to = Math.max(...group.map(({ endedAt }) => endedAt));
  const failed = group.find(({ outcome }) => outcome.kind !== "result");
  const isBusy = episodes.some(
    ({ startedAt, endedAt = Number.POSITIVE_INFINITY }) => startedAt <= to && endedAt >= from,
  );
  const runs = group.length === 1 ? "The controller ran" : `The controller ran ${group.length} times at once,`;
  const lasted = `for ${inSeconds(to - from)}`;
  if (failed)
    return { from, to, tone: "bad", label: "failed", text: `${runs} ${lasted}, and a run ended so: ${endOf(failed)}.` };
  return isBusy
    ? { from, to, tone: "changing", label: "acts", text: `${runs} ${lasted}, in an episode.` }
    : { from, to, tone: "good", label: "looks", text: `${runs} ${lasted}, and had nothing to do.` };
}

function endOf({ outcome }: Invocation): string {
  switch (outcome.kind) {
    case "result":
      return "well";
    case "error":
      return outcome.error.errorMessage;
    case "timeout":
      return `it ran out of its ${outcome.afterSeconds} s`;
  }
}

/** By the words of the record, which are for people: what is not known here is on the way. */
function toneOf(what: string): Tone {
  if (/refused|stopped after|terminated|does not|failed(?! back)|is down/.test(what)) return "bad";
  if (/serves|lock (was|is) written|committed|in effect/.test(what)) return "saved";
  if (/sees? the primary|ended|failed back|recovered/.test(what)) return "good";
  return "changing";
}
