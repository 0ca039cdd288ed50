import { EC2Client } from "@aws-sdk/client-ec2";
import { S3Client } from "@aws-sdk/client-s3";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { type Episode, episodeKey } from "../../contract/episode";
import { type Lease, LOCK_BUCKET_KEY, type Lock } from "../../contract/lock";
import type { Memory } from "../../contract/memory";
import type { Settings } from "./environment";
import { type JsonObject, jsonObject, putJson } from "./json-object";
import { parseLease } from "./lease";
import { ec2Standby, type StandbyInstance } from "./standby-instance";
import { parseLock } from "./stored-lock";
import { parseMemory } from "./stored-memory";
import { whyNot } from "./why-not";

/** Everything that the controller does through an AWS API. All of it is in the standby's region; none of it rejects. */
export interface Aws {
  standby: StandbyInstance;
  memory: JsonObject<Memory>;
  lock: JsonObject<Lock | undefined>;
  lease: JsonObject<Lease>;
  /** Writes the episode's document. Undefined, or why it could not be written. */
  record(episode: Episode): Promise<string | undefined>;
  /** Tells people. Undefined, or why they could not be told. */
  publish(subject: string, text: string): Promise<string | undefined>;
}

/**
 * Three attempts of at most four seconds: a call that AWS does not answer is over before the invocation's reserve
 * (`LAST_LOOK_RESERVE_MS`) is. The SDK itself would wait for ever.
 */
const CALL_LIMITS = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

export function connectAws({ standby, lockBucket, alertTopicArn }: Settings): Aws {
  const config = { region: standby.region, ...CALL_LIMITS };
  const s3 = new S3Client(config);
  const sns = new SNSClient(config);
  return {
    standby: ec2Standby(new EC2Client(config), standby.instanceId),
    memory: jsonObject(s3, lockBucket, LOCK_BUCKET_KEY.memory, parseMemory),
    lock: jsonObject(s3, lockBucket, LOCK_BUCKET_KEY.lock, parseLock),
    lease: jsonObject(s3, lockBucket, LOCK_BUCKET_KEY.lease, parseLease),
    record: (episode) => putJson(s3, lockBucket, episodeKey(episode), episode),
    publish: (subject, text) => publish(sns, alertTopicArn, subject, text),
  };
}

export function publish(
  sns: Pick<SNSClient, "send">,
  TopicArn: string,
  Subject: string,
  Message: string,
): Promise<string | undefined> {
  return whyNot(sns.send(new PublishCommand({ TopicArn, Subject, Message })));
}
