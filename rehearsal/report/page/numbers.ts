import type { RecoveryNumbers } from "../report";
import { type Content, type Html, html } from "./html";
import { durationText, secondsData } from "./time-text";

/** The numbers of a workload, in the order in which they are looked at. */
export const NUMBERS: readonly {
  readonly key: keyof RecoveryNumbers;
  readonly title: string;
  /** What is measured, for whoever hesitates. */
  readonly meaning: string;
}[] = [
  { key: "worstOutage", title: "Worst outage", meaning: "of the user who waited longest" },
  { key: "medianOutage", title: "Median outage", meaning: "half of the users waited less" },
  { key: "promised", title: "Promised", meaning: "by what is deployed" },
  { key: "detected", title: "Detected", meaning: "the controller saw for itself that the primary is down" },
  { key: "ignited", title: "Ignited", meaning: "the standby’s start was accepted" },
  { key: "booted", title: "Booted", meaning: "the standby serves at its own address" },
  { key: "dnsTurned", title: "DNS turned", meaning: "the first name server answers the standby" },
  { key: "committed", title: "Committed", meaning: "the failover lock was written" },
];

/** What did not happen is a dash, and a word for those who do not see it. */
export function numberContent(seconds: number | undefined): Content {
  if (seconds !== undefined) return secondsData(seconds);
  return html`<span class="absent" aria-hidden="true">–</span><span class="unseen">did not happen</span>`;
}

/** The outage beside the promise, as a bar each and in words; then, if there was a disaster, when each step was done. */
export function numbersOf(numbers: RecoveryNumbers, struck: boolean): Html {
  const { worstOutage, medianOutage, promised } = numbers;
  const most = Math.max(worstOutage, medianOutage, promised, 1);
  const outages: readonly (readonly [title: string, seconds: number, className: string])[] = [
    ["Worst outage", worstOutage, worstOutage > promised ? "beyond" : "within"],
    ["Median outage", medianOutage, medianOutage > promised ? "beyond" : "within"],
    ["Promised", promised, "promise"],
  ];
  return html`<div class="numbers">
<div><dl class="outages">${outages.map(
    ([title, seconds, className]) =>
      html`<div class="${className}"><dt>${title}</dt><dd>${secondsData(
        seconds,
      )}</dd><dd class="length" aria-hidden="true"><span style="width:${Number(((seconds / most) * 100).toFixed(2))}%"></span></dd></div>`,
  )}</dl>
<p>${besidePromise(numbers)}</p></div>
${stepsOf(numbers, struck)}
</div>`;
}

/** In the order in which they were done. */
function stepsOf(numbers: RecoveryNumbers, struck: boolean): Html {
  const steps = NUMBERS.slice(3)
    .filter(({ key }) => numbers[key] !== undefined)
    .sort((a, b) => numbers[a.key]! - numbers[b.key]!);
  if (!struck) return html`<p class="nothing">There was no disaster to count from.</p>`;
  if (steps.length === 0) return html`<p class="nothing">No step towards the standby was taken.</p>`;
  return html`<dl class="steps">${steps.map(
    ({ key, title, meaning }) =>
      html`<div><dt>${title}<span>${meaning}</span></dt><dd>+${secondsData(numbers[key]!)}</dd></div>`,
  )}</dl>`;
}

function besidePromise({ worstOutage, promised }: RecoveryNumbers): string {
  if (worstOutage === 0) return "No user felt anything.";
  const difference = durationText(Math.abs(promised - worstOutage));
  return worstOutage <= promised
    ? `The user who waited longest waited ${difference} less than promised.`
    : `The user who waited longest waited ${difference} more than promised.`;
}
