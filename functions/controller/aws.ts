import {
  DescribeInstancesCommand,
  EC2Client,
  type InstanceStateName,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Settings } from "./environment";
import { type MemoryStore, s3MemoryStore } from "./memory-store";

/** The standby's instance as EC2 describes it. `reason` is EC2's StateReason, empty where it gives none. */
export type Power =
  | { state: "running" }
  | { state: "pending" | "stopping" }
  | { state: "stopped" | "shutting-down" | "terminated"; reason: string }
  | { state: "unknown"; why: string };

/** What became of StartInstances. `from` is the state that EC2 found: of two calls at once, one finds `stopped`. */
export type StartOutcome = { kind: "accepted"; from: string } | { kind: "refused"; code: string; message: string };

export interface StandbyInstance {
  /** Never rejects. */
  describe(): Promise<Power>;
  /** Never rejects. */
  start(): Promise<StartOutcome>;
  /** Rejects with the SDK's error. */
  stop(): Promise<void>;
}

export interface AlertTopic {
  /** Rejects with the SDK's error. */
  publish(subject: string, text: string): Promise<void>;
}

/** Everything that the controller does through an AWS API. All of it is in the standby's region. */
export interface Aws {
  standby: StandbyInstance;
  memory: MemoryStore;
  alerts: AlertTopic;
}

/**
 * Three attempts of at most four seconds: a call that AWS does not answer is over before the invocation's reserve
 * (`LAST_LOOK_RESERVE`) is. The SDK itself would wait for ever.
 */
const CALL_LIMITS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

export function connectAws(settings: Settings): Aws {
  const config = { region: settings.standby.region, ...CALL_LIMITS };
  return {
    standby: ec2Standby(new EC2Client(config), settings.standby.instanceId),
    memory: s3MemoryStore(new S3Client(config), settings.lockBucket),
    alerts: snsAlerts(new SNSClient(config), settings.alertTopicArn),
  };
}

export function ec2Standby(ec2: Pick<EC2Client, "send">, instanceId: string): StandbyInstance {
  const InstanceIds = [instanceId];
  return {
    async describe() {
      try {
        const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
        const instance = Reservations?.[0]?.Instances?.[0];
        return powerOf(instance?.State?.Name, instance?.StateReason?.Message ?? "");
      } catch (error) {
        // EC2 forgets a terminated instance after about an hour.
        if (isNamed(error, "InvalidInstanceID.NotFound")) {
          return { state: "terminated", reason: "EC2 no longer knows the instance" };
        }
        return { state: "unknown", why: String(error) };
      }
    },

    async start() {
      try {
        const { StartingInstances } = await ec2.send(new StartInstancesCommand({ InstanceIds }));
        return { kind: "accepted", from: StartingInstances?.[0]?.PreviousState?.Name ?? "unknown" };
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        return { kind: "refused", code: name, message };
      }
    },

    async stop() {
      await ec2.send(new StopInstancesCommand({ InstanceIds }));
    },
  };
}

function powerOf(state: InstanceStateName | undefined, reason: string): Power {
  switch (state) {
    case "running":
      return { state };
    case "pending":
    case "stopping":
      return { state };
    case "stopped":
    case "shutting-down":
    case "terminated":
      return { state, reason };
    case undefined:
      return { state: "unknown", why: "EC2 described no such instance" };
  }
}

export function snsAlerts(sns: Pick<SNSClient, "send">, TopicArn: string): AlertTopic {
  return {
    async publish(Subject, Message) {
      await sns.send(new PublishCommand({ TopicArn, Subject, Message }));
    },
  };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
