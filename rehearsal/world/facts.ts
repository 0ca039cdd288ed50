import { bucketOf } from "../../embedded-aws/calls";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { type ControllerMemory, controllerMemory, type EpisodeRecord, episodesSince, exists } from "../record";
import { allServedBy } from "../service";
import { recordOf, type Stage } from "../stage";
import { type WitnessedCall, wasAccepted } from "./calls";
import { byPerson, type Received } from "./mailbox";
import type { Witness } from "./witness";

export type SiteName = "primary" | "standby";

/** What can be seen of a world. Times are AWS time in milliseconds. */
export interface Facts {
  readonly aws: EmbeddedAws;
  /** The workload, its users, its parts, and what happened. */
  readonly stage: Stage;
  /** What was looked at each second. */
  readonly witness: Witness;
  /** When the play began. */
  readonly since: number;
  /** The first disaster; undefined while there was none. */
  struckAt(): number | undefined;
  isServedBy(site: SiteName): boolean;
  /** In EC2's words. */
  standbyState(): string | undefined;
  isCommitted(): Promise<boolean>;
  /** Writes of the failover lock that S3 accepted, whoever wrote. */
  commits(): readonly WitnessedCall[];
  memory(): Promise<ControllerMemory>;
  /** Those that began with the play or later, and have ended. */
  episodes(): Promise<readonly EpisodeRecord[]>;
  /** What people have received since the play began. */
  received(): readonly Received[];
  /** Subjects of what the controller has told a person, without the workload's name, once what is on its way has arrived. */
  told(): Promise<string[]>;
  /** Names of the alarms that people were told of, in CloudWatch's own words. */
  alarmed(): Promise<string[]>;
  /** Milliseconds; of the user who felt the longest. */
  worstOutage(from?: number): number;
}

export function factsOf(stage: Stage, witness: Witness, struckAt: Facts["struckAt"]): Facts {
  const { aws, workload, users } = stage;
  const place = recordOf(stage);
  const since = aws.clock.now();
  const readBefore = witness.mailbox.received.length;
  const received = () => witness.mailbox.received.slice(readBefore);
  const subjects = async (pattern: RegExp) => {
    await aws.clock.runDuring(() => aws.dataPlane.messages.settled());
    witness.mailbox.look(aws.clock.now());
    // Whoever is told gets the same.
    const [letters = []] = byPerson(received());
    return subjectsIn(letters, pattern);
  };
  return {
    aws,
    stage,
    witness,
    since,
    struckAt,
    isServedBy: (site) => allServedBy(stage, workload[site].address),
    standbyState: () => aws.power.stateOf(workload.standby.instanceId),
    isCommitted: () => exists(aws, place, workload.lock.key),
    commits: () => {
      witness.calls.takeOver();
      return witness.calls.kept.filter((call) => wasAccepted(call) && isWriteOfLock(call, workload.lock));
    },
    memory: () => controllerMemory(aws, place),
    episodes: () => episodesSince(aws, place, since),
    received,
    told: () => subjects(controllersSubject(workload.name)),
    alarmed: () => subjects(ALARMS_SUBJECT),
    worstOutage: (from = since) => users.outages(from).worst?.milliseconds ?? 0,
  };
}

/** The controller's messages begin with the workload. */
export const controllersSubject = (workload: string) => new RegExp(`^${workload}: (.*)$`);
/** CloudWatch's: `ALARM: "name" in US East (N. Virginia)`. */
export const ALARMS_SUBJECT = /^ALARM: "(.*?)" in /;

/** The first group of the pattern, of each subject that it matches. */
export const subjectsIn = (received: readonly Received[], pattern: RegExp): string[] =>
  received.flatMap(({ subject }) => pattern.exec(subject)?.[1] ?? []);

export function isWriteOfLock(
  { service, method, url }: WitnessedCall,
  { bucket, key }: { bucket: string; key: string },
): boolean {
  if (service !== "s3" || method !== "PUT") return false;
  const [path = ""] = url.split("?", 1);
  return bucketOf({ service, url, headers: {} }) === bucket && path.endsWith(`/${key}`);
}
