import type { Episode } from "../../contract/episode";
import type { Deployment } from "../deployment";
import { daysLeft, LEAST_DAYS_LEFT, refusals } from "../look/certificate";
import { isGood, type Page } from "../look/page";
import type { Reading } from "../reading";
import { clockTime, duration } from "../wording";
import { failure, type Line, leftOpen, line, lineOf, lineOfUseful, ok, type Verdict, warning } from "./line";
import type { DiskKey, Readings, Server, Volume } from "./readings";

/** Days. What has not been tried, patched or renewed for a month is not known to work. */
const STALE_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

type Seen = Pick<Readings, "at" | "standby" | "standbyPage" | "standbyVolume" | "standbyKey" | "episodes">;

/** What a stopped standby cannot do for itself: how old it is, when it was last tried, and whether it may start. */
export function freshnessLines(
  deployment: Deployment,
  { at, standby, standbyPage, standbyVolume, standbyKey, episodes }: Seen,
): Line[] {
  const drill = `npx --no pilot-light drill ${deployment.workload}`;
  return [
    lineOf(
      {
        title: "the age of what the standby would serve",
        why: "Nothing copies data to it, and a stopped server is not patched: it serves what it had when it last ran.",
      },
      standby.server,
      (server) => age(server, deployment.workload, at),
    ),
    lineOf({ title: "the last drill", why: "What is not tried does not work on the night." }, episodes, (found) =>
      lastTried(found, drill, at),
    ),
    certificateLine(deployment, standbyPage, drill, at),
    lineOfUseful(
      {
        title: "the key of the standby's disk",
        why: "EC2 accepts the start of a server whose disk it may not decrypt, and then the server dies.",
      },
      standbyVolume,
      (volume) => keyVerdict(volume, standbyKey, episodes.known ? episodes.value : [], drill),
    ),
  ];
}

function age(server: Server | undefined, workload: string, at: number): Verdict {
  if (server === undefined) return failure("there is no server", "Raise the standby's generation, and npm run deploy.");
  if (server.state === "running") return ok("it runs now");
  const ranAt = server.stoppedAt ?? server.launchedAt;
  if (ranAt === undefined) return leftOpen("EC2 does not say when it last ran", "A drill shows what it serves.");
  const found = `it last ran at ${clockTime(ranAt)}, ${duration(at - ranAt)} ago`;
  if (at - ranAt <= STALE_DAYS * DAY_MS) return ok(found);
  return warning(
    found,
    `Bring it up to date while it runs: npx --no pilot-light maintenance on ${workload} --standby --until … --reason "…"`,
  );
}

/** A failover in which it served has shown as much as a drill. */
const hasServed = ({ servingAt }: Episode) => servingAt !== undefined;

function lastTried(episodes: readonly Episode[], drill: string, at: number): Verdict {
  const last = episodes.find(({ kind, servingAt }) => kind === "drill" || servingAt !== undefined);
  if (last === undefined) return warning("there has been no drill", drill);
  const when = `${last.kind} of ${clockTime(last.startedAt)}, ${duration(at - last.startedAt)} ago`;
  if (last.outcome === "the drill failed" || !hasServed(last))
    return failure(`it failed: ${when}`, `Mend what it showed (npx --no pilot-light history), then ${drill}`);
  if (at - last.startedAt > STALE_DAYS * DAY_MS) return warning(`it served: ${when}`, drill);
  return ok(`it served: ${when}`);
}

function certificateLine({ healthCheck }: Deployment, page: Readings["standbyPage"], drill: string, at: number): Line {
  const subject = {
    title: "the standby's certificate",
    why: "A stopped server renews nothing, and Route 53's checkers do not look: browsers would refuse what DNS sends them to.",
  };
  if (healthCheck.protocol === "HTTP") return line(subject, ok("the service is HTTP: there is none"));
  if (page === "does not run")
    return line(subject, leftOpen("nobody sees it while the standby is stopped: a drill shows it", drill));
  return lineOfUseful(subject, page, (found) => certificateVerdict(found, drill, at));
}

function certificateVerdict(page: Page, drill: string, at: number): Verdict {
  if (page.kind === "fails") return leftOpen(`the standby runs and does not answer: ${page.why}`, drill);
  const { certificate } = page;
  if (certificate === undefined) return failure("it shows none", "Give the standby its certificate while it runs.");
  const refused = refusals(certificate, at);
  if (refused.length > 0) return failure(refused.join("; "), "Renew it while the standby runs.");
  const days = daysLeft(certificate, at);
  if (days < LEAST_DAYS_LEFT) return failure(`it is good for ${days} days only`, "Renew it while the standby runs.");
  return ok(`good for ${days} days${isGood(page) ? "" : `, though the page answers HTTP ${page.status}`}`);
}

/** A key that works is shown by a start of this disk since it was made; by its state and policy, where there was none. */
function keyVerdict(
  volume: Volume | undefined,
  key: Reading<DiskKey | undefined>,
  episodes: readonly Episode[],
  drill: string,
): Verdict {
  if (volume === undefined) return leftOpen("EC2 knows no root disk of it", drill);
  if (volume.keyArn === undefined) return ok("the disk is not encrypted");
  const seen = key.known ? key.value : undefined;
  if (seen !== undefined && seen.state !== "Enabled")
    return failure(
      `${volume.keyArn} is ${seen.state}: it decrypts nothing`,
      "Enable it again: aws kms enable-key, or before that aws kms cancel-key-deletion.",
    );
  const started = episodes.find(
    ({ startedInstanceAt, runningAt }) => (startedInstanceAt ?? 0) > volume.createdAt && runningAt !== undefined,
  );
  if (started !== undefined) return ok(`it started the server at ${clockTime(started.startedInstanceAt!)}`);
  if (seen?.opensTo === "whom IAM lets")
    return ok(`${volume.keyArn} is enabled, and the account's policies, the controller's among them, may use it`);
  const why = key.known
    ? `the policy of ${volume.keyArn} names who may create grants on it`
    : `the key could not be read (${key.why})`;
  return leftOpen(`the controller has not started this server yet, and ${why}: a drill shows it`, drill);
}
