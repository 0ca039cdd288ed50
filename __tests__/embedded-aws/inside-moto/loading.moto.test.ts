import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeInstanceTypeOfferingsCommand,
  DescribeRegionsCommand,
  type InstanceTypeOffering,
} from "@aws-sdk/client-ec2";
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { AwsClients, credentialsOf } from "../../../embedded-aws/aws-clients";
import { startMoto } from "../../../embedded-aws/moto";
import type { InsideMoto } from "../../../embedded-aws/moto-launchers";
import { temporaryFolder } from "../../temporary-folder";

const REGION = "us-west-2";
const WHO = "TEST";
const folder = temporaryFolder();
const stops: (() => unknown)[] = [];
afterAll(() => Promise.all(stops.map((stop) => stop())));

const byText = (one: string, other: string) => one.localeCompare(other);
const textOf = ({ InstanceType, Location, LocationType }: InstanceTypeOffering) =>
  `${InstanceType} ${Location} ${LocationType}`;

/** What a moto answers to what a deployment and the operator's commands ask, and what it occupies then. */
async function asked(name: string, inside?: InsideMoto) {
  mkdirSync(join(folder, name));
  const moto = await startMoto({ folder: join(folder, name), searchPath: process.env.PATH ?? "", inside });
  const aws = new AwsClients(moto.endpoint, WHO);
  const tagging = new ResourceGroupsTaggingAPIClient({
    endpoint: moto.endpoint,
    region: REGION,
    credentials: credentialsOf(WHO),
  });
  stops.push(
    () => aws.close(),
    () => tagging.destroy(),
    () => moto.stop(),
  );
  await aws.s3("us-east-1").send(new CreateBucketCommand({ Bucket: "any" }));
  const ec2 = aws.ec2(REGION);
  const { Regions } = await ec2.send(new DescribeRegionsCommand({ AllRegions: true }));
  const offered: string[] = [];
  for (const LocationType of ["region", "availability-zone"] as const) {
    const { InstanceTypeOfferings } = await ec2.send(new DescribeInstanceTypeOfferingsCommand({ LocationType }));
    offered.push(...(InstanceTypeOfferings ?? []).map(textOf));
  }
  const { ResourceTagMappingList } = await tagging.send(new GetResourcesCommand({}));
  return {
    answers: {
      regions: Regions?.map(({ RegionName }) => RegionName),
      offered: offered.sort(byText),
      tagged: ResourceTagMappingList,
    },
    residentKib: residentKib(new URL(moto.endpoint).port),
  };
}

/** Of the process itself: a shim that has started it is small. */
function residentKib(port: string): number {
  const lines = execFileSync("ps", ["-axo", "rss=,command="], { encoding: "utf8" }).split("\n");
  const motos = lines.filter((line) => line.includes("moto_server") && line.endsWith(`-p ${port}`));
  return Math.max(...motos.map((line) => Number.parseInt(line, 10)));
}

let bare: Awaited<ReturnType<typeof asked>>;
let ours: typeof bare;
beforeAll(async () => {
  const inside = { folder: join(process.cwd(), "embedded-aws", "inside-moto") };
  [bare, ours] = await Promise.all([asked("bare"), asked("ours", inside)]);
});

test("moto's answers are the same", () => {
  expect(bare.answers.offered).toContain("t3.micro us-west-2a availability-zone");
  expect(ours.answers).toEqual(bare.answers);
});

/** Bare moto keeps the API of every service that can be tagged, and every region's offerings: it takes 310 MB, ours 170. */
test("the gap: bare moto occupies half as much again, for what it is never asked", () => {
  expect(bare.residentKib).toBeGreaterThan(1.5 * ours.residentKib);
});
