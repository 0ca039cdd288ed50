import { LOCK_BUCKET_KEY } from "../contract/lock";
import type { Statement } from "./policy-document";

/** ARNs of what the controller works on. */
export interface ControllerRights {
  readonly standbyInstanceArn: string;
  /** Whether the standby may be started as another type than its own. */
  readonly mayChangeType: boolean;
  /** Key that encrypts the standby's root volume. */
  readonly standbyVolumeKeyArn: string;
  readonly lockBucketArn: string;
  readonly alertTopicArn: string;
}

export interface ControllerStatementsProps extends ControllerRights {
  readonly standbyRegion: string;
  readonly logGroupArn: string;
  readonly deadLetterQueueArn: string;
}

const { memory, lease, lock, episodes } = LOCK_BUCKET_KEY;

/** What the controller's role may do: exact ARNs wherever AWS allows them, and nothing in the primary region. */
export function controllerStatements(props: ControllerStatementsProps): Statement[] {
  return [
    {
      // EC2's Describe actions know no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
      Sid: "SeeTheStandby",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances"],
      Resource: ["*"],
      Condition: { StringEquals: { "aws:RequestedRegion": props.standbyRegion } },
    },
    {
      Sid: "StartAndStopTheStandby",
      Effect: "Allow",
      Action: ["ec2:StartInstances", "ec2:StopInstances"],
      Resource: [props.standbyInstanceArn],
    },
    ...(props.mayChangeType ? [changeOfType(props.standbyInstanceArn)] : []),
    {
      // Where the account encrypts volumes with a key of its own, whoever starts the instance must let EC2 use it.
      Sid: "LetEc2UseTheVolumesKey",
      Effect: "Allow",
      Action: ["kms:CreateGrant"],
      Resource: [props.standbyVolumeKeyArn],
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
    {
      Sid: "RememberAndLock",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: [memory, lease, lock].map((key) => `${props.lockBucketArn}/${key}`),
    },
    {
      // The bucket is versioned, and nobody here may delete a version: what was unlocked can be looked up.
      Sid: "Unlock",
      Effect: "Allow",
      Action: ["s3:DeleteObject"],
      Resource: [`${props.lockBucketArn}/${lock}`],
    },
    {
      Sid: "Record",
      Effect: "Allow",
      Action: ["s3:PutObject"],
      Resource: [`${props.lockBucketArn}/${episodes}*`],
    },
    {
      // Without it S3 answers 403 for what does not exist, and "no lock" would look like "cannot read".
      Sid: "SeeWhatIsAbsent",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: [props.lockBucketArn],
    },
    {
      Sid: "TellPeople",
      Effect: "Allow",
      Action: ["sns:Publish"],
      Resource: [props.alertTopicArn],
    },
    {
      Sid: "WriteTheLog",
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: [`${props.logGroupArn}:*`],
    },
    {
      Sid: "KeepWhatFailed",
      Effect: "Allow",
      Action: ["sqs:SendMessage"],
      Resource: [props.deadLetterQueueArn],
    },
  ];
}

/** ModifyInstanceAttribute changes far more than the type (user data, security groups, shutdown behaviour). */
function changeOfType(standbyInstanceArn: string): Statement {
  return {
    Sid: "StartTheStandbyAsAnotherType",
    Effect: "Allow",
    Action: ["ec2:ModifyInstanceAttribute"],
    Resource: [standbyInstanceArn],
    Condition: { StringEquals: { "ec2:Attribute": "InstanceType" } },
  };
}
