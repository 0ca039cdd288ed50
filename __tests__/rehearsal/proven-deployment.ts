import { join } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { type CleanState, cleanStateOf } from "../../rehearsal/clean-state";
import { type DeployedWorkload, deployedWorkloads } from "../../rehearsal/deployed-workload";
import { Processes } from "../../rehearsal/processes";
import { silentProgress } from "../../rehearsal/progress";
import { proveStandbys } from "../../rehearsal/proof-story";
import type { ProvenDeployment } from "../../rehearsal/proven-deployment";
import { applyStacks, initializeStacks, outputsByStack } from "../../rehearsal/terraform-stacks";
import { Timeline } from "../../rehearsal/timeline";
import { configuration } from "../configurations";
import { embeddedAwsFor, realTerraform, stacksInFolder } from "../embedded-deployment";
import { temporaryFolder } from "../temporary-folder";

/** Where the smallest configuration has its sites. */
export const [PRIMARY_REGION, STANDBY_REGION] = ["us-west-2", "us-east-1"] as const;
export const REGIONS = [PRIMARY_REGION, STANDBY_REGION];

/** A deployment at the moment when Terraform is through: both servers are in their first boot. */
type NewDeployment = Omit<ProvenDeployment, "clean">;

/** One deployment of a configuration for a test file's tests. What it is made of may be used inside tests and hooks. */
export function provenDeployment(given = configuration("smallest")): ProvenDeployment {
  let clean: CleanState;
  const made = newDeployment(given, async (deployed, timeline) => {
    clean = await prove(deployed, timeline);
  });
  return Object.defineProperty(made, "clean", { get: () => clean }) as ProvenDeployment;
}

/** The same, of which nothing was proven. @param follow what is done to it before the tests */
export function newDeployment(
  given = configuration("smallest"),
  follow: (deployed: NewDeployment, timeline: Timeline) => Promise<void> = async () => {},
): NewDeployment {
  const folder = temporaryFolder();
  const processes = new Processes();
  let aws: EmbeddedAws | undefined;
  let made: NewDeployment;
  beforeAll(async () => {
    const timeline = new Timeline();
    made = await deploy(folder, processes, { given, timeline }, (started) => {
      aws = started;
    });
    await follow(made, timeline);
  });
  afterAll(async () => {
    await processes.stopAll();
    await aws?.stop();
  });
  return {
    folder,
    regions: REGIONS,
    get aws() {
      return made.aws;
    },
    get workload() {
      return made.workload;
    },
    get workloads() {
      return made.workloads;
    },
    get terraform() {
      return made.terraform;
    },
    get stacks() {
      return made.stacks;
    },
  };
}

/** @param onAws told of the AWS as soon as it runs, so that it is stopped whatever fails then */
async function deploy(
  folder: string,
  processes: Processes,
  { given, timeline }: { readonly given: ReturnType<typeof configuration>; readonly timeline: Timeline },
  onAws: (aws: EmbeddedAws) => void,
): Promise<NewDeployment> {
  const stacks = await stacksInFolder(folder, given);
  const aws = await embeddedAwsFor(folder, stacks, timeline);
  onAws(aws);
  const real = realTerraform(folder, processes);
  const terraform = { ...real, environment: { ...real.environment, ...aws.environment } };
  await initializeStacks(terraform, stacks);
  await applyStacks(terraform, stacks, () => {});
  const deployed = deployedWorkloads(await outputsByStack(terraform, stacks));
  const workloads = given.workloads.map(({ name }) => deployed.find((each) => each.name === name)!);
  const [workload] = workloads as [DeployedWorkload];
  await aws.refresh();
  return { aws, workload, workloads, regions: REGIONS, folder, terraform, stacks };
}

async function prove({ aws, workloads, regions, folder }: NewDeployment, timeline: Timeline): Promise<CleanState> {
  const messagesFolder = join(folder, "aws", "messages");
  const stages = await proveStandbys(silentProgress(), { aws, timeline, regions, messagesFolder }, workloads);
  for (const { users } of stages) users.stop();
  return cleanStateOf(aws);
}
