import type { Episode } from "../../../contract/episode";
import type { Page } from "../../../operations/look/page";
import { freshnessLines } from "../../../operations/preflight/freshness";
import type { Readings } from "../../../operations/preflight/readings";
import { about, DAY, DEPLOYMENT, KEY_ARN, known, NOW, SITE, STOPPED, UNREAD, WELL } from "./well-deployed";

const lines = (change: Partial<Readings>, deployment = DEPLOYMENT) =>
  freshnessLines(deployment, { ...WELL, ...change });
const SECURE = { ...DEPLOYMENT, healthCheck: { protocol: "HTTPS", port: 443, path: "/" } } as const;

function episode(change: Partial<Episode>): Episode {
  const startedAt = NOW - 10 * DAY;
  return {
    version: 2,
    id: "e",
    kind: "drill",
    trigger: "operator",
    startedAt,
    servingAt: startedAt,
    events: [],
    ...change,
  };
}

describe("what the standby would serve", () => {
  const fresh = (change: object) =>
    about(
      lines({ standby: { ...SITE, server: known({ ...STOPPED, ...change }) } }),
      "the age of what the standby would serve",
    );
  it("is as old as its last run", () => {
    expect(fresh({})).toBe("ok: it last ran at 2026-05-22 12:00:00 UTC, 10 days ago");
  });
  it("is a warning after a month", () => {
    expect(fresh({ stoppedAt: NOW - 31 * DAY })).toMatch(/^warning: .*31 days ago$/);
  });
  it("is as old as its last start, where EC2 does not say when it was stopped", () => {
    expect(fresh({ stoppedAt: undefined, launchedAt: NOW - 40 * DAY })).toMatch(/^warning: .*40 days ago$/);
    expect(fresh({ stoppedAt: undefined, launchedAt: undefined })).toMatch(/^unknown/);
  });
});

test("where there is no server, nothing would be served", () => {
  const none = lines({ standby: { ...SITE, server: known(undefined) }, standbyVolume: known(undefined) });
  expect(about(none, "the age of what the standby would serve")).toBe("failure: there is no server");
  expect(about(none, "the key of the standby's disk")).toMatch(/^unknown: EC2 knows no root disk/);
});

describe("the last drill", () => {
  const tried = (...episodes: Episode[]) => about(lines({ episodes: known(episodes) }), "the last drill");
  it("is a warning where there was none, or where it is more than a month ago", () => {
    expect(tried()).toBe("warning: there has been no drill");
    expect(tried(episode({ startedAt: NOW - 31 * DAY }))).toMatch(/^warning: it served: drill of .*, 31 days ago$/);
  });
  it("is a failure where it failed", () => {
    expect(tried(episode({ outcome: "the drill failed" }))).toMatch(/^failure: it failed: drill/);
  });
  it("may as well have been a failover in which the standby served", () => {
    expect(tried(episode({ kind: "failover" }))).toMatch(/^ok: it served: failover/);
  });
  it("is the latest one that tells something", () => {
    const blip: Episode = { ...episode({ kind: "failover" }) };
    delete blip.servingAt;
    expect(tried(blip, episode({}))).toMatch(/^ok: it served: drill/);
  });
});

describe("the certificate", () => {
  const title = "the standby's certificate";
  const shown = (certificate: object | undefined): Page => ({
    kind: "answers",
    status: 200,
    ms: 1,
    excerpt: "",
    ...(certificate ? { certificate: { issuer: "CA", validTo: NOW + 60 * DAY, ...certificate } } : {}),
  });
  const judged = (page: Page) => about(lines({ standbyPage: known(page) }, SECURE), title);
  it("is nobody's where the service is HTTP", () => {
    expect(about(lines({}), title)).toBe("ok: the service is HTTP: there is none");
  });
  it("is unknown while the standby is stopped: a drill shows it", () => {
    expect(about(lines({}, SECURE), title)).toBe(
      "unknown: nobody sees it while the standby is stopped: a drill shows it",
    );
  });
  it("is judged as a browser does while the standby runs", () => {
    expect(judged(shown({}))).toBe("ok: good for 60 days");
    expect(judged(shown({ otherName: "it is for example.org" }))).toMatch(
      /^failure: the certificate is for another name/,
    );
    expect(judged(shown({ untrusted: "DEPTH_ZERO_SELF_SIGNED_CERT" }))).toMatch(/^failure: .*not trusted/);
    expect(judged(shown({ validTo: NOW + 13 * DAY }))).toBe("failure: it is good for 13 days only");
    expect(judged(shown(undefined))).toBe("failure: it shows none");
    expect(judged({ kind: "fails", why: "ECONNREFUSED" })).toBe(
      "unknown: the standby runs and does not answer: ECONNREFUSED",
    );
  });
});

describe("the key of the disk", () => {
  const title = "the key of the standby's disk";
  const started = episode({ startedInstanceAt: NOW - 10 * DAY, runningAt: NOW - 10 * DAY });
  it("is proved by a start since the disk was made", () => {
    expect(about(lines({ episodes: known([started]) }), title)).toBe(
      "ok: it started the server at 2026-05-22 12:00:00 UTC",
    );
  });
  it("is unknown where the controller has not started this server, or it died on the way", () => {
    const anew = known({ keyArn: KEY_ARN, createdAt: NOW - 5 * DAY });
    expect(about(lines({ standbyVolume: anew, episodes: known([started]) }), title)).toBe(
      `unknown: the controller has not started this server yet, and the policy of ${KEY_ARN} names who may create grants on it: a drill shows it`,
    );
    expect(about(lines({ episodes: known([episode({ startedInstanceAt: NOW })]) }), title)).toMatch(/^unknown/);
    expect(about(lines({ episodes: UNREAD }), title)).toMatch(/^unknown/);
  });
  it("does not matter where the disk is not encrypted", () => {
    expect(about(lines({ standbyVolume: known({ createdAt: 0 }) }), title)).toMatch(/^ok/);
  });
  it("is enough without a start where its policy leaves it to IAM, which lets the controller", () => {
    const open = known({ arn: KEY_ARN, state: "Enabled", opensTo: "whom IAM lets" } as const);
    expect(about(lines({ standbyKey: open, episodes: known([]) }), title)).toMatch(/^ok: .* is enabled/);
    expect(about(lines({ standbyKey: UNREAD, episodes: known([]) }), title)).toMatch(/^unknown: .*could not be read/);
  });
  it("is a failure where it decrypts nothing any more, whatever it did before", () => {
    const lost = known({ arn: KEY_ARN, state: "PendingDeletion", opensTo: "whom IAM lets" } as const);
    expect(about(lines({ standbyKey: lost, episodes: known([started]) }), title)).toBe(
      `failure: ${KEY_ARN} is PendingDeletion: it decrypts nothing`,
    );
  });
});
