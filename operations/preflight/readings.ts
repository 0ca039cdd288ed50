import type { HealthCheckConfig, ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { Episode } from "../../contract/episode";
import type { Memory } from "../../contract/memory";
import type { LockSight } from "../look/lock-bucket";
import type { Page } from "../look/page";
import type { Reading } from "../reading";

/** All that `preflight` has read. Times in milliseconds since 1970-01-01 UTC. */
export interface Readings {
  readonly at: number;
  readonly standby: Site;
  readonly standbyAddress: Reading<Address | undefined>;
  readonly standbyVolume: Reading<Volume | undefined>;
  readonly standbyKey: Reading<DiskKey | undefined>;
  /** The standby's page, where its server runs. */
  readonly standbyPage: Reading<Page> | "does not run";
  /** Its region is called only when somebody asks for it. */
  readonly primary: Site | "not looked at" | "not on EC2";
  /** The standby region first. */
  readonly regions: readonly Region[];
  readonly schedules: Reading<Schedule[]>;
  readonly dns: Dns;
  readonly lock: Reading<LockSight>;
  readonly memory: Reading<Memory | undefined>;
  /** Newest first, those included whose documents are not written yet. */
  readonly episodes: Reading<Episode[]>;
  readonly quotas: Quotas;
}

/** One site's server, and what it was made of. `undefined`: EC2 knows no such thing. */
export interface Site {
  readonly server: Reading<Server | undefined>;
  readonly inbound: Reading<InboundRule[]>;
  /** Base64, as EC2 keeps it; empty where there is none. */
  readonly userData: Reading<string>;
  /** The image's name: the same image has another id in every region. Undefined where it is no longer offered. */
  readonly imageName: Reading<string | undefined>;
}

export interface Server {
  readonly state: string;
  readonly type: string;
  readonly imageId: string;
  readonly launchedAt?: number;
  /** When EC2 was last asked to stop it. */
  readonly stoppedAt?: number;
  /** EC2's StateReason, such as `Client.UserInitiatedShutdown`. */
  readonly reason?: { readonly code: string; readonly message: string };
  readonly securityGroupIds: readonly string[];
  readonly interfaceIds: readonly string[];
  readonly rootVolumeId?: string;
  readonly vCpus?: number;
}

export interface InboundRule {
  /** `tcp`, `udp`, `icmp`, or `-1` for all. */
  readonly protocol: string;
  readonly fromPort?: number;
  readonly toPort?: number;
  /** A range of addresses, or the id of a group or list. */
  readonly source: string;
}

export interface Address {
  /** What it is associated with; absent where that is nothing. */
  readonly interfaceId?: string;
}

export interface Volume {
  /** ARN of the key that encrypts it; absent where nothing does. */
  readonly keyArn?: string;
  readonly createdAt: number;
}

/** The key of an encrypted disk. */
export interface DiskKey {
  readonly arn: string;
  /** `Enabled`, or why it can decrypt nothing, such as `PendingDeletion`. */
  readonly state: string;
  readonly opensTo: KeyAudience;
}

/**
 * Whom a key's policy lets create grants, which EC2 needs to decrypt a disk: everybody whom the account's IAM policies let
 * (the controller's role is one), or those whom it names.
 */
export type KeyAudience = "whom IAM lets" | "whom it names";

/** What is the workload's in one region, found by its tags. */
export interface Region {
  readonly name: string;
  readonly alarms: Reading<Alarm[]>;
  readonly topics: Reading<Topic[]>;
  readonly queues: Reading<Queue[]>;
}

export interface Alarm {
  readonly name: string;
  /** Such as `AWS/Lambda Errors`. */
  readonly metric: string;
  readonly state: string;
  readonly since: number;
  /** Whether it tells anybody. */
  readonly acts: boolean;
}

export interface Topic {
  readonly arn: string;
  /** Who is told: people, or the controller. */
  readonly tells: "people" | "controller";
  readonly subscriptions: Reading<Subscription[]>;
}

export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly confirmed: boolean;
}

export interface Queue {
  readonly name: string;
  readonly messages: Reading<number>;
}

export interface Schedule {
  readonly name: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly targetArn: string;
}

export interface Dns {
  /** All records of the workload's name, of every type. */
  readonly records: Reading<ResourceRecordSet[]>;
  /** The check of the PRIMARY record, and those that it is calculated of. Undefined where the record has none. */
  readonly checks: Reading<FailoverChecks | undefined>;
  /** What each of Route 53's checkers last got for the lock, such as `Failure: HTTP Status Code 404, Not Found`. */
  readonly lockReports: Reading<string[]>;
}

export interface FailoverChecks {
  readonly failover: Check;
  readonly children: readonly Check[];
}

export interface Check {
  readonly id: string;
  readonly config: HealthCheckConfig;
}

/** Quotas as Service Quotas says, and what of them is used, in the standby region. */
export interface Quotas {
  readonly addresses: Reading<{ readonly quota: number; readonly used: number }>;
  /** Of the standby's family. `used` by the others that run. Undefined where the family's quota is not known here. */
  readonly vCpus: Reading<{ readonly quota: number; readonly used: number } | undefined>;
}
