import { type MetricAlarm, paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../aws-clients";
import type { DeployedState } from "../deployed-state";

export interface AlarmParts {
  readonly deployed: AwsClients;
  readonly state: DeployedState;
}

/** Every metric alarm of a region, simulated or not. Its `StateValue` may be old. */
export function readMetricAlarms({ deployed, state }: AlarmParts, region: string): Promise<MetricAlarm[]> {
  return state.read(`alarms in ${region}`, ["monitoring"], async () => {
    const found: MetricAlarm[] = [];
    for await (const page of paginateDescribeAlarms({ client: deployed.cloudWatch(region) }, {}))
      found.push(...(page.MetricAlarms ?? []));
    return found;
  });
}
