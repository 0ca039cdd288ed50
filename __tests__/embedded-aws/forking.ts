import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import type { EmbeddedAws, EmbeddedAwsOptions, ForkOptions } from "../../embedded-aws/embedded-aws";
import { temporaryFolder } from "../temporary-folder";

export const REGION = "us-west-2";

/** What a test file forks an AWS with. Each fork is stopped after its test. */
export function forking() {
  const folder = temporaryFolder();
  let folders = 0;
  const forks: EmbeddedAws[] = [];
  afterEach(() => Promise.all(forks.splice(0).map((made) => made.stop())));

  function newFolder(): string {
    const made = join(folder, `aws-${folders++}`);
    mkdirSync(made);
    return made;
  }

  async function fork(of: EmbeddedAws, options: Partial<ForkOptions> = {}): Promise<EmbeddedAws> {
    const made = await of.fork({ folder: newFolder(), ...options });
    forks.push(made);
    return made;
  }

  const accountOptions = (): EmbeddedAwsOptions => ({
    folder: newFolder(),
    searchPath: process.env.PATH ?? "",
    source: join(process.cwd(), "embedded-aws"),
    regions: [REGION],
    hostedZones: ["example.com"],
    buckets: [{ name: "objects", region: REGION }],
  });

  return { newFolder, fork, accountOptions };
}

/** Bytes of an object in the account's bucket. */
export async function bytesOf(aws: EmbeddedAws, Key: string): Promise<number[]> {
  const { Body } = await aws.clients.s3(REGION).send(new GetObjectCommand({ Bucket: "objects", Key }));
  return [...(await Body!.transformToByteArray())];
}

/** Every instance with what AWS says of its power. */
export async function instancesOf(aws: EmbeddedAws) {
  const { Reservations } = await aws.clients.ec2(REGION).send(new DescribeInstancesCommand({}));
  return Reservations!
    .flatMap(({ Instances }) => Instances!)
    .map(({ InstanceId, State, LaunchTime }) => ({ InstanceId, state: State!.Name, LaunchTime }));
}
