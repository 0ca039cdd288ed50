import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { LambdaFunction } from "@cdktf/provider-aws/lib/lambda-function";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Workload } from "../config/configuration";
import type { ControllerEnvironment } from "../contract/environment";
import { PART, TAG } from "../contract/tags";
import { ControllerAlarms } from "./controller-alarms";
import { ControllerArtifact } from "./controller-artifact";
import { type ControllerRights, controllerStatements } from "./controller-rights";
import { CONTROLLER_HANDLER, type ControllerZip } from "./controller-zip";
import { DeadLetterQueue } from "./dead-letter-queue";
import { policyDocument, trustPolicy } from "./policy-document";

/** Seconds. The controller itself stays at most 75 s and leaves the rest to the next tick. */
const TIMEOUT_SECONDS = 90;
/** MB. Lambda gives CPU by memory: with less, loading the code takes longer than the look itself. */
const MEMORY_MB = 512;
/** Days that the log is kept. */
const LOG_RETENTION_DAYS = 90;
/** Seconds. An older order to look is worth nothing: the next tick has looked since. */
const ASYNCHRONOUS_AGE_SECONDS = 120;

export interface ControllerProps {
  /** Of the standby region. */
  readonly provider: AwsProvider;
  readonly standbyRegion: string;
  readonly accountId: string;
  readonly workload: Workload;
  readonly zip: ControllerZip;
  readonly environment: ControllerEnvironment;
  readonly rights: ControllerRights;
  /** The rule that wakes the controller; absent where the primary is not on EC2. */
  readonly stateChangeRuleArn: string | undefined;
}

/** The function in the standby region that observes and acts, with the rights that it needs and no others. */
export class Controller extends Construct {
  readonly functionName: string;
  readonly functionArn: string;
  /** Keeps the calls that failed or never reached the controller. */
  readonly deadLetterQueueArn: string;
  readonly deadLetterQueueName: string;
  readonly alarmArns: string[];
  /** What must stand before the controller can work. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ControllerProps) {
    super(scope, id);
    const { provider, standbyRegion, accountId, workload, zip, environment, rights, stateChangeRuleArn } = props;
    const { alertTopicArn } = rights;
    const name = `pilot-light-${workload.name}`;
    const { object } = new ControllerArtifact(this, "artifact", { provider, workload: workload.name, zip });

    // Made by us, not by Lambda at the first call, so that it is deleted and does expire.
    const logGroup = new CloudwatchLogGroup(this, "log", {
      provider,
      name: `/aws/lambda/${name}`,
      retentionInDays: LOG_RETENTION_DAYS,
    });
    const deadLetters = new DeadLetterQueue(this, "dead-letters", {
      provider,
      region: standbyRegion,
      accountId,
      name: `${name}-not-handled`,
      alertTopicArn,
      meaning: `Something should have made the controller of ${workload.name} look, and it failed or could not be called. It is called again every minute; if this goes on, nothing fails over by itself.`,
      sender:
        stateChangeRuleArn === undefined
          ? undefined
          : { service: "events.amazonaws.com", sourceArn: stateChangeRuleArn },
    });
    const role = new IamRole(this, "role", {
      provider,
      namePrefix: `pilot-light-${workload.name}-`,
      description: `The controller of ${workload.name}: starts and stops its standby in ${standbyRegion}`,
      assumeRolePolicy: trustPolicy("lambda.amazonaws.com"),
    });
    const permissions = new IamRolePolicy(this, "permissions", {
      provider,
      role: role.id,
      namePrefix: "controller-",
      policy: policyDocument(
        ...controllerStatements({
          ...rights,
          standbyRegion,
          logGroupArn: logGroup.arn,
          deadLetterQueueArn: deadLetters.knownArn,
        }),
      ),
    });

    const controller = new LambdaFunction(this, "function", {
      provider,
      functionName: name,
      description: `Pilot Light: watches ${workload.domain} and ignites its standby in ${standbyRegion}`,
      role: role.arn,
      runtime: workload.runtime,
      architectures: ["arm64"],
      handler: CONTROLLER_HANDLER,
      s3Bucket: object.bucket,
      s3Key: object.key,
      s3ObjectVersion: object.versionId,
      sourceCodeHash: zip.sha256,
      timeout: TIMEOUT_SECONDS,
      memorySize: MEMORY_MB,
      environment: { variables: environment },
      tags: { [TAG.part]: PART.controller },
      dependsOn: [logGroup, permissions],
    });
    this.functionName = controller.functionName;
    this.functionArn = controller.arn;
    this.deadLetterQueueArn = deadLetters.arn;
    this.deadLetterQueueName = deadLetters.name;

    const asynchronous = new LambdaFunctionEventInvokeConfig(this, "asynchronous", {
      provider,
      functionName: controller.functionName,
      maximumEventAgeInSeconds: ASYNCHRONOUS_AGE_SECONDS,
      // The next tick is the retry.
      maximumRetryAttempts: 0,
      destinationConfig: { onFailure: { destination: deadLetters.arn } },
      dependsOn: [permissions],
    });
    const alarms = new ControllerAlarms(this, "alarms", {
      provider,
      workload: workload.name,
      functionName: controller.functionName,
      logGroupName: logGroup.name,
      alertTopicArn,
    });
    this.alarmArns = [deadLetters.alarmArn, ...alarms.arns];
    this.ready = [controller, asynchronous];
  }
}
