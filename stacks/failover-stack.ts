import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import type { Construct } from "constructs";
import { Alerts, alertTopicInUsEast1 } from "../constructs/alerts";
import { Controller } from "../constructs/controller";
import { controllerEnvironment } from "../constructs/controller-environment";
import type { ControllerZip } from "../constructs/controller-zip";
import { Dashboard } from "../constructs/dashboard";
import { EndpointAlarm } from "../constructs/endpoint-alarm";
import { endpointCheck, FailoverDns } from "../constructs/failover-dns";
import { FailoverLock } from "../constructs/failover-lock";
import { HostedZone } from "../constructs/hosted-zone";
import { OperatorPolicies } from "../constructs/operator-policies";
import { US_EAST_1 } from "../constructs/regional-providers";
import { Schedule } from "../constructs/schedule";
import { StandbyRegionAlarm } from "../constructs/standby-region-alarm";
import { StateChangeTrigger } from "../constructs/state-change-trigger";
import { LOCK_BUCKET_KEY } from "../contract/lock";
import { promisedRecovery } from "../estimate/recovery-time";
import type { PrimaryStack } from "./primary-stack";
import type { StandbyStack } from "./standby-stack";
import { WorkloadStack, type WorkloadStackProps } from "./workload-stack";

export interface FailoverStackProps extends WorkloadStackProps {
  readonly primary: PrimaryStack;
  readonly standby: StandbyStack;
  readonly zip: ControllerZip;
}

/** `<workload>-failover`: what notices, ignites and turns DNS. Nothing in it needs the primary region. */
export class FailoverStack extends WorkloadStack {
  constructor(scope: Construct, props: FailoverStackProps) {
    const { configuration, workload, primary, standby, zip } = props;
    super(scope, `${workload.name}-failover`, props);
    const provider = this.providers.standby;
    const standbyRegion = configuration.regions.standby;
    const name = workload.name;
    const primaryAddress = primary.address;
    const standbyAddress = standby.site.address;
    const promised = promisedRecovery(workload);

    const zone = new HostedZone(this, "hosted-zone", { provider, workload });
    const endpoint = endpointCheck(this, "endpoint-check", {
      provider,
      workload: name,
      domain: workload.domain,
      healthCheck: workload.healthCheck,
      primaryAddress,
    });
    const lock = new FailoverLock(this, "failover-lock", { provider, workload: name });
    const addresses = configuration.alerts;
    const alerts = new Alerts(this, "alerts", { provider, region: standbyRegion, workload: name, addresses });
    const globalAlertTopicArn = alertTopicInUsEast1(this, "alerts-us-east-1", {
      provider: this.providers.usEast1,
      workload: name,
      addresses,
      regions: configuration.regions,
      topicArns: { standby: alerts.topicArn, primary: primary.alertTopicArn },
    });

    const { accountId } = new DataAwsCallerIdentity(this, "account", { provider });
    const stateChanges =
      primary.instanceId === undefined
        ? undefined
        : new StateChangeTrigger(this, "state-changes", {
            provider,
            workload: name,
            primaryInstanceId: primary.instanceId,
          });

    const controller = new Controller(this, "controller", {
      provider,
      standbyRegion,
      accountId,
      workload,
      zip,
      environment: controllerEnvironment({
        workload,
        standbyRegion,
        primaryAddress,
        primaryInstanceId: primary.instanceId,
        standbyAddress,
        standbyInstanceId: standby.site.instanceId,
        nameServers: zone.nameServers,
        alertTopicArn: alerts.topicArn,
        lockBucket: lock.bucketName,
        promisedRecoverySeconds: promised.seconds,
      }),
      rights: {
        standbyInstanceArn: standby.site.instanceArn,
        mayChangeType: workload.standby.fallbackInstanceTypes.length > 0,
        standbyVolumeKeyArn: standby.site.volumeKeyArn,
        lockBucketArn: lock.bucketArn,
        alertTopicArn: alerts.topicArn,
      },
      stateChangeRuleArn: stateChanges?.ruleArn,
    });
    stateChanges?.wake(controller);

    const alarm = new EndpointAlarm(this, "endpoint-alarm", {
      provider: this.providers.usEast1,
      accountId,
      workload: name,
      endpointCheckId: endpoint.id,
    });
    const { functionName, functionArn, deadLetterQueueArn } = controller;
    const { awake, undelivered } = alarm.wake({ functionName, functionArn, provider }, globalAlertTopicArn);
    const regionAlarm = new StandbyRegionAlarm(this, "standby-region-alarm", {
      provider: this.providers.usEast1,
      workload: name,
      standbyRegion,
      lockCheckId: lock.healthCheckId,
      alertTopicArn: globalAlertTopicArn,
    });
    const { schedules } = new Schedule(this, "schedule", {
      provider,
      workload: name,
      accountId,
      functionArn,
      deadLetterQueueArn,
    });

    const dns = new FailoverDns(this, "failover-dns", {
      provider,
      workload,
      zoneId: zone.id,
      primaryAddress,
      standbyAddress,
      endpointCheckId: endpoint.id,
      lockCheckId: lock.healthCheckId,
      after: [...controller.ready, awake, ...schedules],
    });

    const operators = new OperatorPolicies(this, "operator-policies", {
      provider,
      workload: name,
      standbyRegion,
      accountId,
      controllerArn: functionArn,
      lockBucketArn: lock.bucketArn,
      standbyVolumeKeyArn: standby.site.volumeKeyArn,
      instanceArns: [
        standby.site.instanceArn,
        ...(primary.instanceId === undefined ? [] : [`arn:aws:ec2:*:${accountId}:instance/${primary.instanceId}`]),
      ],
      hostedZoneArn: zone.arn,
      healthCheckIds: { lock: lock.healthCheckId, others: [endpoint.id, dns.healthCheckId] },
      scheduleArns: schedules.map(({ arn }) => arn),
    });
    if (workload.dashboard) {
      new Dashboard(this, "dashboard", {
        provider,
        workload: name,
        domain: workload.domain,
        standbyRegion,
        functionName,
        healthChecks: {
          primary: endpoint.id,
          "no lock": lock.healthCheckId,
          "DNS answers the primary": dns.healthCheckId,
        },
        alarmArns: [alarm.alarmArn, regionAlarm.alarmArn, undelivered.alarmArn, ...controller.alarmArns],
        deadLetterQueues: [
          { name: controller.deadLetterQueueName, region: standbyRegion },
          { name: undelivered.name, region: US_EAST_1 },
        ],
      });
    }

    this.output("primary_address", primaryAddress, "IPv4 address of the primary server");
    this.output("standby_address", standbyAddress, "IPv4 address of the standby server");
    if (primary.instanceId !== undefined) {
      this.output("primary_instance_id", primary.instanceId, "EC2 instance of the primary");
    }
    this.output("standby_instance_id", standby.site.instanceId, "EC2 instance of the standby");
    this.output("domain", workload.domain, "What users type");
    this.output("controller_name", functionName, `Lambda function in ${standbyRegion} that observes and acts`);
    this.output(
      "lock_location",
      `s3://${lock.bucketName}/${LOCK_BUCKET_KEY.lock}`,
      "Failover lock: while this object exists, DNS stays on the standby",
    );
    this.output("read_only_policy", operators.readOnlyArn, "Attach it to whoever looks: status, preflight, history");
    this.output(
      "command_policy",
      operators.commandArn,
      "Attach it to whoever looks and commands: failover, failback, drill",
    );
    this.output(
      "promised_recovery_seconds",
      promised.seconds,
      "Seconds from the primary's last good answer to the first that a DNS client gets, in 99 outages of 100",
    );
  }
}
