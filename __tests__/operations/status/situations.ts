import type { Memory } from "../../../contract/memory";
import type { Deployment } from "../../../operations/deployment";
import type { Page } from "../../../operations/look/page";
import type { Situation } from "../../../operations/look/situation";
import type { Reading } from "../../../operations/reading";
import { armed, NOW, opened, settings } from "../../functions/controller/observed";

export const known = <T>(value: T): Reading<T> => ({ known: true, value });
export const unknown = (why: string): { known: false; why: string } => ({ known: false, why });

export const deployment: Deployment = {
  ...settings,
  region: settings.standby.region,
  functionArn: "arn:aws:lambda:us-east-1:123456789012:function:pilot-light-web",
  runtime: "nodejs22.x",
};

const { primary, standby } = settings;
export const good = (excerpt = "Welcome"): Page => ({ kind: "answers", status: 200, ms: 34, excerpt });
export const refused: Page = { kind: "fails", why: "ECONNREFUSED" };

/** What DNS answers, one address a name server, and the page at each. */
export function users(
  addresses: readonly (string | "silent" | "none")[],
  pages: Record<string, Page>,
): Situation["users"] {
  return {
    name: "www.example.com",
    url: "http://www.example.com/health",
    answers: addresses.map((address, index) => ({
      server: settings.nameServers[index]!,
      answer:
        address === "silent"
          ? unknown("queryA ETIMEOUT www.example.com")
          : known(address === "none" ? [] : [{ address, ttl: 30 }]),
    })),
    pages: Object.entries(pages).map(([address, page]) => ({ address, page })),
  };
}

export const atPrimary = users([primary.address, primary.address], { [primary.address]: good() });
export const atStandby = users([standby.address, standby.address], { [standby.address]: good() });

const stopped = { state: "stopped", type: "t3.micro", reason: "" };
export const running = { state: "running", type: "t3.micro", reason: "" };
export const lockOf = (episode: string) => ({
  exists: true as const,
  writtenAt: NOW - 60_000,
  lock: {
    version: 2 as const,
    workload: "web",
    writtenAt: NOW - 60_000,
    writtenBy: "controller" as const,
    episode,
    why: "both witnesses have the primary gone, and the standby serves",
    seen: { ownProbes: "", nameServers: "", standby: "" },
  },
});

/** All is well, with the parts of a test. */
export function situation(parts: Partial<Situation> = {}): Situation {
  return {
    at: NOW,
    users: atPrimary,
    primary: good(),
    standby: { kind: "fails", why: "no answer within 3 s" },
    power: known(stopped),
    lock: known({ exists: false }),
    memory: known(armed()),
    alarm: known({ name: "pilot-light-web-primary-down", state: "OK", since: NOW - 86_400_000 }),
    recorded: known(undefined),
    ...parts,
  };
}

const remembered = (parts: Partial<Memory>) => known(armed(parts));

/** What an operator may find, each by its name. */
export const SITUATIONS: Readonly<Record<string, Situation>> = {
  "waiting, after a failover that was failed back": situation({
    recorded: known(
      opened({
        startedAt: NOW - 10 * 86_400_000,
        endedAt: NOW - 10 * 86_400_000 + 3_600_000,
        outcome: "failed back",
        recoverySeconds: 148.2,
      }),
    ),
  }),
  "a new deployment that is not armed yet": situation({
    memory: known(undefined),
    primary: refused,
    users: users([primary.address, primary.address], { [primary.address]: refused }),
    power: known(running),
    standby: good(),
    alarm: known({ name: "pilot-light-web-primary-down", state: "INSUFFICIENT_DATA" }),
  }),
  "the primary is down, and DNS is turning to a standby that boots": situation({
    memory: remembered({ episode: opened({ events: [{ at: NOW - 50_000, what: "StartInstances was accepted" }] }) }),
    primary: refused,
    standby: refused,
    power: known({ ...running, state: "pending" }),
    users: users([primary.address, standby.address], { [primary.address]: refused, [standby.address]: refused }),
    alarm: known({ name: "pilot-light-web-primary-down", state: "ALARM", since: NOW - 30_000 }),
  }),
  "failed over, on another instance type than wanted": situation({
    memory: remembered({
      episode: opened({ committedAt: NOW - 60_000, effectiveAt: NOW - 20_000, recoverySeconds: 121.4 }),
    }),
    lock: known(lockOf("web/1")),
    primary: refused,
    standby: good(),
    power: known({ ...running, type: "t3a.micro" }),
    users: atStandby,
    alarm: known({ name: "pilot-light-web-primary-down", state: "ALARM", since: NOW - 30_000 }),
  }),
  "failed over by hand, and the standby does not serve": situation({
    memory: remembered({ episode: opened({ committedAt: NOW - 60_000 }) }),
    lock: known({ exists: true, writtenAt: NOW - 60_000 }),
    standby: { kind: "answers", status: 503, ms: 3, excerpt: "" },
    power: known(running),
    users: users([standby.address, standby.address], {
      [standby.address]: { kind: "answers", status: 503, ms: 3, excerpt: "" },
    }),
  }),
  "a failback whose resolvers forget the standby": situation({
    memory: remembered({
      episode: opened({ committedAt: NOW - 3_600_000, unlockedAt: NOW - 40_000 }),
      order: {
        id: "one",
        at: NOW - 55_000,
        do: "failback",
        reason: "mended",
        force: false,
        phase: { name: "draining", since: NOW - 30_000 },
      },
    }),
    power: known(running),
    standby: good(),
  }),
  "a drill that is kept": situation({
    memory: remembered({
      episode: opened({
        kind: "drill",
        trigger: "an operator",
        events: [{ at: NOW - 9_000, what: "the standby serves" }],
      }),
      order: { id: "one", at: NOW - 55_000, do: "drill", keep: true, ending: false },
    }),
    power: known(running),
    standby: good(),
  }),
  "maintenance, with a certificate that a browser refuses": situation({
    memory: remembered({
      episode: opened({ kind: "maintenance", trigger: "an operator's maintenance" }),
      maintenance: { since: NOW - 60_000, until: NOW + 3_600_000, reason: "patching", standby: "running" },
    }),
    power: known(running),
    standby: good(),
    users: {
      ...users([primary.address, "silent"], {
        [primary.address]: {
          kind: "answers",
          status: 200,
          ms: 50,
          excerpt: "",
          certificate: { issuer: "Example CA", validTo: NOW - 86_400_000 },
        },
      }),
      url: "https://www.example.com/health",
    },
  }),
  "nothing can be read": situation({
    memory: unknown("no answer within 3 s"),
    lock: unknown("no answer within 3 s"),
    power: unknown("UnauthorizedOperation: You are not authorized"),
    alarm: unknown("AccessDeniedException: You are not authorized"),
    recorded: unknown("no answer within 3 s"),
    primary: { kind: "fails", why: "no answer within 3 s" },
    users: users(["silent", "silent"], {}),
  }),
  "the standby is gone, the alarm too, and DNS has no address": situation({
    power: known({ state: "terminated", type: "t3.micro", reason: "Client.UserInitiatedShutdown" }),
    alarm: known(undefined),
    users: users(["none", "none"], {}),
  }),
};
