import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { EVENT_MAXIMUM_AGE_SECONDS, stateChangePattern } from "./state-change-forwarding";

export interface StateChangeTriggerProps {
  /** Of the standby region. */
  readonly provider: AwsProvider;
  readonly workload: string;
  readonly primaryInstanceId: string;
}

/** The second trigger's second half: the standby region's event bus wakes the controller. */
export class StateChangeTrigger extends Construct {
  readonly ruleArn: string;
  private readonly provider: AwsProvider;
  private readonly ruleName: string;

  constructor(scope: Construct, id: string, { provider, workload, primaryInstanceId }: StateChangeTriggerProps) {
    super(scope, id);
    this.provider = provider;
    const rule = new CloudwatchEventRule(this, "rule", {
      provider,
      namePrefix: `pilot-light-${workload}-`,
      description: `Wakes the controller when the primary server of ${workload} stops or starts`,
      eventPattern: stateChangePattern(primaryInstanceId),
    });
    this.ruleName = rule.name;
    this.ruleArn = rule.arn;
  }

  /** Delivers to the controller; what cannot be delivered is kept in its dead-letter queue. */
  wake(controller: { functionName: string; functionArn: string; deadLetterQueueArn: string }): void {
    const permission = new LambdaPermission(this, "permission", {
      provider: this.provider,
      statementIdPrefix: "StateChange-",
      action: "lambda:InvokeFunction",
      functionName: controller.functionName,
      principal: "events.amazonaws.com",
      sourceArn: this.ruleArn,
    });
    new CloudwatchEventTarget(this, "target", {
      provider: this.provider,
      rule: this.ruleName,
      arn: controller.functionArn,
      deadLetterConfig: { arn: controller.deadLetterQueueArn },
      retryPolicy: { maximumEventAgeInSeconds: EVENT_MAXIMUM_AGE_SECONDS },
      dependsOn: [permission],
    });
  }
}
