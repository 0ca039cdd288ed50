import type { RecoveryNumbers } from "../report";
import { type Content, type Html, html } from "./html";
import { percent } from "./percent";
import { durationText, secondsData } from "./time-text";

const OUTAGES = [
  { key: "worstOutage", title: "Worst outage" },
  { key: "medianOutage", title: "Median outage" },
  { key: "promised", title: "Promised" },
] as const;

/** What was done after a disaster; `meaning`: what is measured, for whoever hesitates. */
const STEPS = [
  { key: "detected", title: "Detected", meaning: "the controller saw that the primary is down" },
  { key: "ignited", title: "Ignited", meaning: "the standby’s start was accepted" },
  { key: "booted", title: "Booted", meaning: "the standby serves at its own address" },
  { key: "dnsTurned", title: "DNS turned", meaning: "the first name server answers the standby" },
  { key: "committed", title: "Committed", meaning: "the failover lock was written" },
] as const;

/** The numbers of a workload, in the order in which they are looked at. */
export const NUMBERS: readonly { readonly key: keyof RecoveryNumbers; readonly title: string }[] = [
  ...OUTAGES,
  ...STEPS,
];

/** What did not happen is a dash, and words for those who do not see it. */
export function numberContent(seconds: number | undefined): Content {
  if (seconds !== undefined) return secondsData(seconds);
  return html`<span class="absent" aria-hidden="true">–</span><span class="unseen">not after the disaster</span>`;
}

/** What the columns of `NUMBERS` count, in a sentence. */
export const MEANINGS = `${STEPS.map(({ title, meaning }) => `${title}: ${meaning}`).join("; ")}.`;

/** The outage beside the promise, as a bar each and in words; then, if there was a disaster, when each step was done. */
export function numbersOf(numbers: RecoveryNumbers, struck: boolean, passed: boolean): Html {
  const { worstOutage, medianOutage, promised } = numbers;
  const most = Math.max(worstOutage, medianOutage, promised, 1);
  const classOf = (key: (typeof OUTAGES)[number]["key"]) =>
    key === "promised" ? "promise" : numbers[key] > promised ? "beyond" : "within";
  return html`<div class="numbers">
<div><dl class="outages">${OUTAGES.map(
    ({ key, title }) =>
      html`<div class="${classOf(key)}"><dt>${title}</dt><dd>${secondsData(
        numbers[key],
      )}</dd><dd class="length" aria-hidden="true"><span style="width:${percent(numbers[key] / most)}"></span></dd></div>`,
  )}</dl>
<p>${besidePromise(numbers, passed)}</p></div>
${stepsOf(numbers, struck)}
</div>`;
}

/** In the order in which they were done. */
function stepsOf(numbers: RecoveryNumbers, struck: boolean): Html {
  if (!struck) return html`<p class="nothing">There was no disaster to count from.</p>`;
  const steps = STEPS.filter(({ key }) => numbers[key] !== undefined).sort((a, b) => numbers[a.key]! - numbers[b.key]!);
  if (steps.length === 0) return html`<p class="nothing">No step towards the standby was taken.</p>`;
  return html`<dl class="steps">${steps.map(
    ({ key, title, meaning }) =>
      html`<div><dt>${title}<span>${meaning}</span></dt><dd>+${secondsData(numbers[key]!)}</dd></div>`,
  )}</dl>`;
}

function besidePromise({ worstOutage, promised }: RecoveryNumbers, passed: boolean): string {
  if (worstOutage === 0) return "No user felt anything.";
  const difference = durationText(Math.abs(promised - worstOutage));
  if (worstOutage <= promised) return `The user who waited longest waited ${difference} less than promised.`;
  const more = `The user who waited longest waited ${difference} more than promised.`;
  if (!passed) return more;
  return `${more} The scenario passed all the same: the promise is about a primary that stops or goes dark, and does not count what else goes wrong here. What had to be true even so stands above.`;
}
