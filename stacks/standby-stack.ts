import type { Construct } from "constructs";
import { Site } from "../constructs/site";
import { WorkloadStack, type WorkloadStackProps } from "./workload-stack";

/**
 * `<workload>-standby`: the standby site. Terraform leaves its new server running; the controller stops it once it has
 * seen it serve, so that every deployment begins with a proof.
 */
export class StandbyStack extends WorkloadStack {
  readonly site: Site;

  constructor(scope: Construct, props: WorkloadStackProps) {
    const { configuration, workload } = props;
    super(scope, `${workload.name}-standby`, props);
    this.site = new Site(this, "site", {
      provider: this.providers.standby,
      region: configuration.regions.standby,
      workload: workload.name,
      role: "standby",
      site: workload.standby,
      fallbackInstanceTypes: workload.standby.fallbackInstanceTypes,
      servicePort: workload.healthCheck.port,
    });
    this.output("standby_address", this.site.address, "IPv4 address of the standby server");
    this.output("standby_instance_id", this.site.instanceId, "EC2 instance of the standby");
  }
}
