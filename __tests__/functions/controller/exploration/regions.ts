import { EC2Client } from "@aws-sdk/client-ec2";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import type { Episode } from "../../../../contract/episode";
import type { Lease, Lock } from "../../../../contract/lock";
import type { Memory } from "../../../../contract/memory";
import type { Aws, connectAws } from "../../../../functions/controller/aws";
import { settings } from "../observed";

/** Makes every call that the controller's edge can make, and answers the regions that they would have gone to. */
export async function regionsCalled(connect: typeof connectAws): Promise<string[]> {
  const regions: string[] = [];
  const spies = [EC2Client, S3Client, SNSClient].map(({ prototype }) =>
    jest.spyOn(prototype as unknown as { send(): Promise<unknown> }, "send").mockImplementation(async function (
      this: unknown,
    ) {
      regions.push(await (this as S3Client).config.region());
      return {};
    }),
  );
  await callAll(connect(settings));
  for (const spy of spies) spy.mockRestore();
  return regions;
}

async function callAll({ standby, memory, lock, lease, record, publish }: Aws): Promise<void> {
  const { describe, start, stop, setType } = standby;
  for (const call of [describe, start, stop]) await call();
  await setType("t3.micro");
  for (const object of [memory, lock, lease]) {
    await object.read();
    await object.delete();
  }
  await memory.write({} as Memory, undefined);
  await lock.write({} as Lock, undefined);
  await lease.write({} as Lease, undefined);
  await record({ startedAt: 0 } as Episode);
  await publish("", "");
}

/** How many calls there are in `Aws`, so that a new one is not forgotten here. */
export const CALLS = 4 + 3 * 3 + 2;
