import { LOCK_BUCKET_KEY } from "../../contract/lock";
import type { Deployment } from "../deployment";

/** The way round a broken controller: raw commands of the AWS CLI, for any machine or a browser's CloudShell. */
export interface ByHand {
  readonly startStandby: string;
  readonly writeLock: string;
  readonly deleteLock: string;
}

/** Pure. An empty lock is a lock: only its existence counts. */
export function byHand({ region, standby, lockBucket }: Pick<Deployment, "region" | "standby" | "lockBucket">): ByHand {
  const lock = `--region ${region} --bucket ${lockBucket} --key ${LOCK_BUCKET_KEY.lock}`;
  return {
    startStandby: `aws ec2 start-instances --region ${region} --instance-ids ${standby.instanceId}`,
    writeLock: `aws s3api put-object ${lock}`,
    deleteLock: `aws s3api delete-object ${lock}`,
  };
}
