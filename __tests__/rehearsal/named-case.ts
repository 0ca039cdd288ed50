import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { heal, strike } from "../../rehearsal/disaster";
import { withOperator } from "../../rehearsal/operator";
import { messagesAfter, readMessages } from "../../rehearsal/received-messages";
import {
  type ControllerMemory,
  controllerMemory,
  type EpisodeRecord,
  episodesSince,
  exists,
} from "../../rehearsal/record";
import { allServedBy } from "../../rehearsal/service";
import { recordOf, type Stage, setStage } from "../../rehearsal/stage";
import { Timeline } from "../../rehearsal/timeline";
import { Users } from "../../rehearsal/users";
import { type ProvenDeployment, REGIONS, STANDBY_REGION } from "./proven-deployment";

const MINUTE_MS = 60_000;
/** Milliseconds of AWS time before anything happens: two TTLs, after which every user's cache has its own phase. */
const CALM_MS = MINUTE_MS;

/** A case lasts up to half an hour of AWS time; ten users, each with a phase of its own, ask ten times a second together. */
const REQUESTS_PER_SECOND = 1;

/** A proven deployment of its own, with users, on which something happens. Times are AWS time in milliseconds. */
export interface NamedCase {
  readonly aws: EmbeddedAws;
  readonly stage: Stage;
  /** When the case began. */
  readonly since: number;
  pass(minutes: number): Promise<void>;
  until(what: string, isTrue: () => boolean | Promise<boolean>, withinMinutes: number): Promise<void>;
  stopPrimary(): Promise<void>;
  startPrimary(): Promise<void>;
  /** Waits until every user is served by this site. */
  untilServedBy(site: "primary" | "standby", withinMinutes: number): Promise<void>;
  isServedBy(site: "primary" | "standby"): boolean;
  isCommitted(): Promise<boolean>;
  /** Waits until the failover holds. */
  untilEffective(): Promise<void>;
  /** Stops the primary, and waits until the failover holds. */
  failOver(): Promise<void>;
  /** Starts the primary, and waits until Route 53's checkers see it. */
  bringBack(): Promise<void>;
  /** Waits until the standby is stopped and the episode has ended. */
  untilOver(withinMinutes: number): Promise<void>;
  memory(): Promise<ControllerMemory>;
  episodes(): Promise<readonly EpisodeRecord[]>;
  standbyState(): string | undefined;
  /** Subjects of what the controller has told people since the case began, without the workload's name. */
  told(): Promise<string[]>;
  /** Names of the alarms that people were told of since, in CloudWatch's own words. */
  alarmed(): Promise<string[]>;
  /** Milliseconds; of the user who felt the longest. */
  worstOutage(from?: number): number;
  /** The operator's command line. Rejects where it does not end well, with all that it printed. */
  pilotLight(...args: string[]): Promise<string>;
}

/** Plays a case on a fork of a proven deployment, and ends it. */
export async function playCase(
  { aws: deployed, workload, folder }: ProvenDeployment,
  play: (given: NamedCase) => Promise<void>,
  seed = 1,
): Promise<void> {
  const timeline = new Timeline();
  const forkFolder = mkdtempSync(join(folder, "case-"));
  const aws = await deployed.fork({ folder: forkFolder, seed, happenings: timeline });
  try {
    const messagesFolder = join(forkFolder, "messages");
    const set = await setStage({ aws, timeline, regions: REGIONS, messagesFolder }, workload);
    const { clock, random, dataPlane } = aws;
    const users = new Users({
      clock,
      random,
      network: dataPlane.servers,
      ask: dataPlane.ask,
      site: set.parts.site,
      requestsPerSecond: REQUESTS_PER_SECOND,
    });
    const stage = { ...set, users };
    const given = caseOn(aws, stage);
    stage.users.start();
    await given.pass(CALM_MS / MINUTE_MS);
    await given.untilServedBy("primary", 2);
    await play(caseOn(aws, stage));
    stage.users.stop();
  } catch (error) {
    const happened = timeline.since(aws.clock.now() - 30 * MINUTE_MS).slice(-80);
    const lines = happened.map(({ at, text }) => `${new Date(at).toISOString()}  ${text.slice(0, 200)}`);
    const { episode } = await controllerMemory(aws, { region: STANDBY_REGION, bucket: workload.lock.bucket });
    const recorded = JSON.stringify(episode, undefined, 1);
    throw new Error([(error as Error).message, ...lines, recorded].join("\n"), { cause: error });
  } finally {
    await aws.stop();
  }
}

function caseOn(aws: EmbeddedAws, stage: Stage): NamedCase {
  const { workload, users, messagesFolder } = stage;
  const since = aws.clock.now();
  const place = recordOf(stage);
  const readBefore = readMessages(messagesFolder).length;
  const isServedBy = (site: "primary" | "standby") => allServedBy(stage, workload[site].address);
  const memory = () => controllerMemory(aws, place);
  const until = (what: string, isTrue: () => boolean | Promise<boolean>, withinMinutes: number) =>
    aws.runUntil(what, isTrue, withinMinutes * MINUTE_MS);
  const subjects = async (pattern: RegExp) =>
    (await messagesAfter(aws, messagesFolder, readBefore)).flatMap((message) => pattern.exec(message)?.[1] ?? []);
  const stopPrimary = async () => void (await strike(stage, "instance"));
  const startPrimary = async () => void (await heal(stage, "instance"));
  const untilServedBy = (site: "primary" | "standby", withinMinutes: number) =>
    until(`all users are served by the ${site}`, () => isServedBy(site), withinMinutes);
  const untilEffective = () =>
    until("the failover is in effect", async () => (await memory()).episode?.effectiveAt !== undefined, 10);
  return {
    aws,
    stage,
    since,
    until,
    isServedBy,
    memory,
    stopPrimary,
    startPrimary,
    untilServedBy,
    untilEffective,
    failOver: async () => {
      await stopPrimary();
      await untilServedBy("standby", 5);
      await untilEffective();
    },
    bringBack: async () => {
      await startPrimary();
      const isHealthy = () => aws.dataPlane.healthChecks.statusOf(stage.parts.endpointCheckId).healthy;
      await until("Route 53's checkers see the primary again", isHealthy, 5);
    },
    pass: async (minutes) => {
      const end = aws.clock.now() + minutes * MINUTE_MS;
      await until(`${minutes} minutes have passed`, () => aws.clock.now() >= end, minutes + 1);
    },
    isCommitted: () => exists(aws, place, workload.lock.key),
    untilOver: (withinMinutes) =>
      until(
        "the standby is stopped and the episode has ended",
        async () =>
          aws.power.stateOf(workload.standby.instanceId) === "stopped" && (await memory()).episode === undefined,
        withinMinutes,
      ),
    episodes: () => episodesSince(aws, place, since),
    standbyState: () => aws.power.stateOf(workload.standby.instanceId),
    told: () => subjects(new RegExp(`^"${workload.name}: (.*)" \\(`)),
    alarmed: () => subjects(/^"ALARM: "(.*?)" in /),
    worstOutage: (from = since) => users.outages(from).worst?.milliseconds ?? 0,
    pilotLight: (...args) => withOperator(aws, workload, ({ run }) => run(args)),
  };
}
