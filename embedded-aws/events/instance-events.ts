import { DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import { inBackground } from "../deliveries/background";
import type { DeployedState } from "../deployed-state";
import type { InstanceStateChange } from "../instances/instance-power";
import type { Clock } from "../time/clock";
import { instanceStateChange } from "./event";
import type { EventBuses } from "./event-buses";

/** EC2 tells the bus of each region how its instances change. Returns at once. */
export function announceInstance(
  aws: {
    readonly clock: Clock;
    readonly state: DeployedState;
    readonly deployed: AwsClients;
    readonly buses: EventBuses;
  },
  change: InstanceStateChange,
): void {
  const { clock, state, deployed, buses } = aws;
  inBackground(clock, async () => {
    const account = await state.read("the account's id", [], async () => {
      const { Vpcs } = await deployed.ec2(change.region).send(new DescribeVpcsCommand({}));
      return Vpcs?.[0]?.OwnerId ?? "";
    });
    buses.putEvent(change.region, instanceStateChange({ ...change, account }));
  });
}
