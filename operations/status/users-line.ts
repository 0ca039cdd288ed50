import { refusals } from "../look/certificate";
import type { Page } from "../look/page";
import { printable } from "../wording";
import type { Line } from "./line";
import type { StatusReport } from "./report";

/** What users get, for a screen or for the end of a command. */
export const usersText = (report: StatusReport): readonly string[] => usersLine(report).text;

/** Pure. */
export function usersLine({
  users,
  primary,
  standby,
  at,
}: Pick<StatusReport, "users" | "primary" | "standby" | "at">): Line {
  const { answers, pages, url, sentTo, served } = users;
  const siteOf = (address: string) =>
    address === primary.address ? "the primary" : address === standby.address ? "the standby" : "neither site";
  const known = answers.flatMap(({ answer }) => (answer.known ? [answer.value] : []));
  const given = [...new Set(known.flat().map(({ address }) => address))].sort();
  const ttl = known.flat()[0]?.ttl;
  const text = given.map((address) => {
    const count = known.filter((answer) => answer.some((each) => each.address === address)).length;
    return `${count} of ${answers.length} answer ${address} (${siteOf(address)})`;
  });
  const silent = answers.flatMap(({ server, answer }) => (answer.known ? [] : [`${server}: ${printable(answer.why)}`]));
  const isRefused = pages.some(({ page }) => refusedBy(page, at).length > 0);
  const asked = answers.length === 1 ? `DNS at ${answers[0]!.server}` : "name servers";
  return {
    label: "Users",
    tone:
      sentTo === "unknown" ? "blind" : served !== "yes" || isRefused ? "bad" : sentTo === "primary" ? "good" : "odd",
    text: [
      WHERE_SENT[sentTo] + (served === "no" && sentTo !== "nowhere" ? ", and NOBODY serves them (seen from here)" : ""),
      ...(text.length > 0 ? [`${asked}: ${text.join(", ")}${ttl === undefined ? "" : `, for ${ttl} s`}`] : []),
      ...silent.map((each) => `unknown: ${each}`),
      ...pages.map(({ address, page }) => `${url} at ${address}: ${pageText(page, at)}`),
    ],
  };
}

const WHERE_SENT: Readonly<Record<StatusReport["users"]["sentTo"], string>> = {
  primary: "DNS sends them to the primary",
  standby: "DNS sends them to the standby",
  "both sites": "DNS is turning: it sends some to the primary and some to the standby",
  elsewhere: "DNS sends them to neither site",
  nowhere: "DNS has no address for them",
  unknown: "unknown: no DNS server answered",
};

function pageText(page: Page, at: number): string {
  if (page.kind === "fails") return `no answer (${page.why})`;
  const { status, ms, excerpt } = page;
  return [
    `HTTP ${status} in ${Math.round(ms)} ms${excerpt ? `: "${printable(excerpt)}"` : ""}`,
    ...refusedBy(page, at).map((why) => `a browser refuses it: ${printable(why)}`),
  ].join("; ");
}

/** Why a browser would not show it; a page without TLS has no such reasons. */
const refusedBy = (page: Page, at: number): string[] =>
  page.kind === "answers" && page.certificate ? refusals(page.certificate, at) : [];
