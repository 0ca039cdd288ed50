import type { Construct } from "constructs";
import type { Configuration } from "../config/configuration";
import type { ControllerZip } from "../constructs/controller-zip";
import { FailoverStack } from "./failover-stack";
import { PrimaryStack } from "./primary-stack";
import { StandbyStack } from "./standby-stack";

/** Three stacks for every workload in the file. */
export function addWorkloadStacks(app: Construct, configuration: Configuration, zip: ControllerZip): void {
  for (const workload of configuration.workloads) {
    const primary = new PrimaryStack(app, { configuration, workload });
    const standby = new StandbyStack(app, { configuration, workload });
    new FailoverStack(app, { configuration, workload, primary, standby, zip });
  }
}
