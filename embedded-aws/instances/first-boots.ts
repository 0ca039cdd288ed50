import { DescribeInstanceAttributeCommand } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../aws-clients";
import type { Clock } from "../time/clock";
import { whyUserDataFails } from "./user-data";

/**
 * What became of each instance's first boot, the only one that runs user data: where that fails, nothing ever listens
 * there. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html
 */
export class FirstBoots {
  private readonly failures = new Map<string, Promise<string | undefined>>();

  constructor(private readonly options: { readonly clock: Clock; readonly deployed: AwsClients }) {}

  /** Why the user data with which it was launched fails; undefined where it does not. */
  failureOf(region: string, instanceId: string): Promise<string | undefined> {
    const known = this.failures.get(instanceId);
    if (known) return known;
    const { clock, deployed } = this.options;
    const found = clock.hold(`reading the user data of ${instanceId}`, async () => {
      const asking = new DescribeInstanceAttributeCommand({ InstanceId: instanceId, Attribute: "userData" });
      const { UserData } = await deployed.ec2(region).send(asking);
      return whyUserDataFails(Buffer.from(UserData?.Value ?? "", "base64"));
    });
    this.failures.set(instanceId, found);
    // What could not be read is read again.
    found.catch(() => this.failures.delete(instanceId));
    return found;
  }
}
