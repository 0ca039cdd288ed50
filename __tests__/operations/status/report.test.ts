import { reportOf } from "../../../operations/status/report";
import { armed, NOW, opened } from "../../functions/controller/observed";
import { deployment, good, known, refused, SITUATIONS, situation, unknown, users } from "./situations";

const { primary, standby } = deployment;
const report = (name: string) => reportOf(SITUATIONS[name]!, deployment);
const sentTo = (found: ReturnType<typeof users>) => reportOf(situation({ users: found }), deployment).users;

test("users are sent where the name servers that answer say, and served if the page there answers", () => {
  const everywhere = { [primary.address]: good(), [standby.address]: refused };
  expect(sentTo(users([primary.address, "silent"], { [primary.address]: good() }))).toMatchObject({
    sentTo: "primary",
    served: "yes",
  });
  expect(sentTo(users([primary.address, standby.address], everywhere))).toMatchObject({
    sentTo: "both sites",
    served: "partly",
  });
  expect(sentTo(users([standby.address], { [standby.address]: refused }))).toMatchObject({
    sentTo: "standby",
    served: "no",
  });
  expect(sentTo(users(["203.0.113.9"], { "203.0.113.9": good() }))).toMatchObject({ sentTo: "elsewhere" });
  expect(sentTo(users(["none"], {}))).toMatchObject({ sentTo: "nowhere", served: "no" });
  expect(sentTo(users(["silent"], {}))).toMatchObject({ sentTo: "unknown", served: "unknown" });
});

test("a redirect serves users, and an error page does not", () => {
  const answers = (status: number) => ({ kind: "answers", status, ms: 1, excerpt: "" }) as const;
  expect(sentTo(users([primary.address], { [primary.address]: answers(302) })).served).toBe("yes");
  expect(sentTo(users([primary.address], { [primary.address]: answers(404) })).served).toBe("no");
});

test("the mode is what is nearest to an operator's hand", () => {
  expect(report("waiting, after a failover that was failed back").mode).toEqual({ name: "waiting" });
  expect(report("a new deployment that is not armed yet").mode).toEqual({ name: "not armed" });
  expect(report("a failback whose resolvers forget the standby").mode).toMatchObject({
    name: "order under way",
    order: "failback",
  });
  expect(report("failed over by hand, and the standby does not serve").mode).toEqual({
    name: "failed over",
    since: NOW - 60_000,
  });
  expect(report("nothing can be read").mode).toMatchObject({ name: "unknown" });
});

test("a lock that cannot be read is believed from the record, and one that can be read without it", () => {
  const committed = armed({ episode: opened({ committedAt: NOW - 9 }) });
  const lock = unknown("slow down");
  expect(reportOf(situation({ lock, memory: known(committed) }), deployment).mode).toEqual({
    name: "failed over",
    since: NOW - 9,
  });
  const locked = known({ exists: true as const, writtenAt: NOW - 9 });
  expect(reportOf(situation({ lock: locked, memory: unknown("slow down") }), deployment).mode).toEqual({
    name: "failed over",
    since: NOW - 9,
  });
});

test("a maintenance whose time is over is no mode any more", () => {
  const maintenance = { since: NOW - 9, until: NOW, reason: "patching", standby: "running" } as const;
  expect(reportOf(situation({ memory: known(armed({ maintenance })) }), deployment).mode).toEqual({ name: "waiting" });
});

test("each phase of a failback is said", () => {
  const phases = [
    { name: "proving" },
    { name: "turning", since: NOW },
    { name: "locking", why: "DNS did not turn" },
    { name: "draining", since: NOW },
    { name: "stopping" },
  ] as const;
  const said = phases.map((phase) => {
    const order = { id: "one", at: NOW, do: "failback", reason: "mended", force: false, phase } as const;
    const { mode } = reportOf(situation({ memory: known(armed({ order })) }), deployment);
    return mode.name === "order under way" ? mode.phase : mode;
  });
  expect(said).toEqual([
    "proving that the primary answers",
    "the lock is removed, every name server must answer the primary",
    "the lock is written again: DNS did not turn",
    "every name server answers the primary, resolvers forget the standby",
    "stopping the standby",
  ]);
});

test("the episode is the live one, else one that waits for its document, else the latest document", () => {
  const live = opened({ id: "web/live" });
  const finished = opened({ id: "web/finished", endedAt: NOW });
  const recorded = known(opened({ id: "web/recorded" }));
  const episodeOf = (memory: ReturnType<typeof armed>) =>
    reportOf(situation({ memory: known(memory), recorded }), deployment).episode;
  expect(episodeOf(armed({ episode: live, finished: [finished] }))).toEqual(known(live));
  expect(episodeOf(armed({ finished: [finished] }))).toEqual(known(finished));
  expect(episodeOf(armed())).toEqual(recorded);
});

test("the way round a broken controller is three commands with the deployed values", () => {
  expect(report("nothing can be read").byHand).toEqual({
    startStandby: "aws ec2 start-instances --region us-east-1 --instance-ids i-0000000000000000b",
    writeLock: "aws s3api put-object --region us-east-1 --bucket lock --key failover-lock",
    deleteLock: "aws s3api delete-object --region us-east-1 --bucket lock --key failover-lock",
  });
});
