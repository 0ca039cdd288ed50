import type { Lane } from "../report";
import { type Html, html } from "./html";

/** What each lane of a timeline shows. */
const LANE_MEANINGS: Readonly<Record<Lane["name"], string>> = {
  users: "who serves the users, who open the site by its name once a second",
  DNS: "which of the two sites Route 53’s name servers answer",
  "health checks":
    "bars: Route 53’s check of the primary; marks: what follows from its checks. It answers the standby while the primary’s check fails or the lock exists",
  alarm: "bars: CloudWatch’s alarm on that check; marks: other alarms",
  controller:
    "bars: the function in the standby’s region runs and looks at the primary, or acts, or fails; marks: what it recorded",
  primary: "what the primary’s server does; dark: nothing in its region answers",
  standby: "what the standby’s server does; stopped: it waits",
  people: "messages to those whom the configuration names",
};

/** This project's own words. */
const WORDS: readonly (readonly [word: string, meaning: string])[] = [
  ["to ignite", "to start the standby’s stopped server"],
  ["failover lock", "an object in S3; as long as it exists, Route 53 answers the standby, even if the primary is back"],
  ["to commit", "to write the failover lock: users stay at the standby until somebody fails back"],
  ["a commit is effective", "the name servers follow the lock"],
  ["to fail back", "to remove the lock, so that users return to the primary"],
  ["episode", "in the controller’s record, all that it did about one disaster"],
  ["promised", "what of 100 outages 99 do not exceed, as the deployment’s output says"],
];

/** For whoever sees a timeline for the first time. */
export function words(): Html {
  return html`<details class="words"><summary>What the lanes show, and what the words mean</summary>
<dl>${[...Object.entries(LANE_MEANINGS), ...WORDS].map(([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>`)}</dl></details>`;
}
