import type { Call } from "../calls";
import type { CompletingMend } from "./mend";

/** Gibibytes of the snapshot behind Amazon Linux 2023's images. */
const SNAPSHOT_SIZE = "8";

const DEVICE = /^BlockDeviceMapping\.\d+\.Ebs\./;

/**
 * A volume without a size gets that of its image's snapshot. moto answers MissingParameter, at which every launch of an
 * instance that says anything of its root volume (that it is encrypted, for one) would fail.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
 */
export const rootVolumesWithoutSize: CompletingMend = {
  name: "a root volume must have a size",
  complete({ service, action, parameters }: Call): URLSearchParams {
    const added = new URLSearchParams();
    if (service !== "ec2" || action !== "RunInstances") return added;
    const devices = new Set([...parameters.keys()].flatMap((key) => DEVICE.exec(key)?.[0] ?? []));
    for (const device of devices) {
      const sized = ["VolumeSize", "SnapshotId"].some((name) => parameters.has(device + name));
      if (!sized) added.set(`${device}VolumeSize`, SNAPSHOT_SIZE);
    }
    return added;
  },
};
