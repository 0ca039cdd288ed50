import type { Construct } from "constructs";
import { Alerts } from "../constructs/alerts";
import { Site } from "../constructs/site";
import { StateChangeForwarding } from "../constructs/state-change-forwarding";
import { WorkloadStack, type WorkloadStackProps } from "./workload-stack";

/** `<workload>-primary`: the primary site, or for a server that already exists only what watches it. */
export class PrimaryStack extends WorkloadStack {
  readonly address: string;
  /** Absent where the primary is not on EC2. */
  readonly instanceId?: string;
  /** Topic in the primary region; absent where nothing there could fail unseen. */
  readonly alertTopicArn?: string;

  constructor(scope: Construct, props: WorkloadStackProps) {
    const { configuration, workload } = props;
    super(scope, `${workload.name}-primary`, props);
    const provider = this.providers.primary;

    if (workload.primary.kind === "existing") {
      this.address = workload.primary.address;
      this.instanceId = workload.primary.instanceId;
    } else {
      const site = new Site(this, "site", {
        provider,
        region: configuration.regions.primary,
        workload: workload.name,
        role: "primary",
        site: workload.primary,
        fallbackInstanceTypes: [],
        servicePort: workload.healthCheck.port,
      });
      this.address = site.address;
      this.instanceId = site.instanceId;
    }
    if (this.instanceId !== undefined) {
      const { regions, alerts: addresses } = configuration;
      const alerts = new Alerts(this, "alerts", {
        provider,
        region: regions.primary,
        workload: workload.name,
        addresses,
      });
      this.alertTopicArn = alerts.topicArn;
      new StateChangeForwarding(this, "state-changes", {
        provider,
        workload: workload.name,
        instanceId: this.instanceId,
        primaryRegion: regions.primary,
        standbyRegion: regions.standby,
        alertTopicArn: alerts.topicArn,
      });
    }
    this.output("primary_address", this.address, "IPv4 address of the primary server");
    if (this.instanceId !== undefined) {
      this.output("primary_instance_id", this.instanceId, "EC2 instance of the primary");
    }
  }
}
