import { daysLeft, LEAST_DAYS_LEFT, refusals } from "../look/certificate";
import { isGood, type Page } from "../look/page";
import { printable } from "../wording";

/** One thing that was judged about the standby. */
export interface Finding {
  readonly good: boolean;
  readonly text: string;
}

/** Pure: the standby's page at its own address, with HTTPS as a browser sees it. `at` in milliseconds since 1970 UTC. */
export function judge(page: Page, at: number): Finding[] {
  if (page.kind === "fails") return [{ good: false, text: `the standby does not answer from here: ${page.why}` }];
  const { status, ms, certificate } = page;
  const answer = { good: isGood(page), text: `the standby answers HTTP ${status} in ${Math.round(ms)} ms from here` };
  if (certificate === undefined) return [answer];
  const refused = refusals(certificate, at);
  const days = daysLeft(certificate, at);
  return [
    answer,
    ...(refused.length > 0
      ? refused.map((text) => ({ good: false, text: printable(text) }))
      : [{ good: true, text: `a browser accepts its certificate (by ${printable(certificate.issuer)})` }]),
    days < LEAST_DAYS_LEFT
      ? {
          good: false,
          text: `its certificate is good for ${days} days only, and a stopped standby renews nothing: renew it, and keep at least ${LEAST_DAYS_LEFT} days`,
        }
      : { good: true, text: `its certificate is good for ${days} days` },
  ];
}
