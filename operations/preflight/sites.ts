import { createHash } from "node:crypto";
import type { Reading } from "../reading";
import { both, mapped } from "./combined";
import { type Line, leftOpen, line, lineOfUseful, ok, primaryNotLookedAt, type Verdict, warning } from "./line";
import type { InboundRule, Readings, Site } from "./readings";

const why = "A standby that is not like the primary serves something else, or nothing.";

/** Whether both sites are alike. They may differ on purpose: each difference is a warning. */
export function siteLines({ standby, primary }: Pick<Readings, "standby" | "primary">): Line[] {
  const subject = { title: "the likeness of both sites", why };
  if (primary === "not on EC2")
    return [
      line(subject, leftOpen("the primary is not on EC2: nothing here can be compared", "Compare them by hand.")),
    ];
  if (primary === "not looked at") return [line(subject, primaryNotLookedAt)];
  const compared = compare(standby, primary);
  return [
    compared("type", ({ server }) => mapped(server, (found) => found?.type ?? "no server"), readable),
    compared(
      "image",
      ({ imageName }) => mapped(imageName, (name) => name ?? "an image that is no longer offered"),
      readable,
    ),
    compared("open ports", ({ inbound }) => mapped(inbound, (rules) => rules.map(inWords).sort().join(", ")), readable),
    compared("user data", ({ userData }) => userData, fingerprint),
  ];
}

function compare(standby: Site, primary: Site) {
  return (what: string, of: (site: Site) => Reading<string>, show: (value: string) => string): Line =>
    lineOfUseful({ title: `both sites' ${what}`, why }, both(of(standby), of(primary)), ([ours, theirs]) =>
      alike(ours, theirs, show),
    );
}

const alike = (ours: string, theirs: string, show: (value: string) => string): Verdict =>
  ours === theirs
    ? ok(show(ours))
    : warning(
        `the standby has ${show(ours)}, the primary ${show(theirs)}`,
        "If you do not mean it: change the site in pilot-light.yaml, raise its generation, and npm run deploy.",
      );

const readable = (value: string) => value || "none";

/** User data may hold secrets: it is compared, and never shown. */
const fingerprint = (base64: string) =>
  base64 === ""
    ? "none"
    : `${Buffer.from(base64, "base64").length} bytes (SHA-256 ${createHash("sha256").update(base64).digest("hex").slice(0, 12)}…)`;

function inWords({ protocol, fromPort, toPort, source }: InboundRule): string {
  if (protocol === "-1") return `everything from ${source}`;
  return `${protocol} ${fromPort === toPort ? fromPort : `${fromPort}-${toPort}`} from ${source}`;
}
