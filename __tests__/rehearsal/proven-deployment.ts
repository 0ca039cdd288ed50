import { join } from "node:path";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import { type DeployedWorkload, deployedWorkloads } from "../../rehearsal/deployed-workload";
import { Processes } from "../../rehearsal/processes";
import { Progress } from "../../rehearsal/progress";
import { proveStandby } from "../../rehearsal/proof-story";
import { setStage } from "../../rehearsal/stage";
import type { Terraform } from "../../rehearsal/terraform";
import { applyStacks, initializeStacks, outputsByStack, type SynthesizedStack } from "../../rehearsal/terraform-stacks";
import { Timeline } from "../../rehearsal/timeline";
import { configuration } from "../configurations";
import { embeddedAwsFor, realTerraform, stacksInFolder } from "../embedded-deployment";
import { temporaryFolder } from "../temporary-folder";

/** Where the smallest configuration has its sites. */
export const [PRIMARY_REGION, STANDBY_REGION] = ["us-west-2", "us-east-1"] as const;
export const REGIONS = [PRIMARY_REGION, STANDBY_REGION];

/** Steps that nobody reads. */
export const silentProgress = () => new Progress({ write: () => true }, {}, () => performance.now());

/** A deployment by real Terraform, whose standby was proven and waits. */
export interface ProvenDeployment {
  readonly aws: EmbeddedAws;
  readonly workload: DeployedWorkload;
  readonly folder: string;
  /** Its Terraform, and its stacks as files. */
  readonly terraform: Terraform;
  readonly stacks: readonly SynthesizedStack[];
}

/** One deployment of a configuration for a test file's tests. What it is made of may be used inside tests and hooks. */
export function provenDeployment(given = configuration("smallest")): ProvenDeployment {
  const folder = temporaryFolder();
  const processes = new Processes();
  let aws: EmbeddedAws | undefined;
  let made: ProvenDeployment;
  beforeAll(async () => {
    made = await deploy(folder, processes, given, (started) => {
      aws = started;
    });
  });
  afterAll(async () => {
    await processes.stopAll();
    await aws?.stop();
  });
  return {
    folder,
    get aws() {
      return made.aws;
    },
    get workload() {
      return made.workload;
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
  given: ReturnType<typeof configuration>,
  onAws: (aws: EmbeddedAws) => void,
): Promise<ProvenDeployment> {
  const stacks = await stacksInFolder(folder, given);
  const timeline = new Timeline();
  const aws = await embeddedAwsFor(folder, stacks, timeline);
  onAws(aws);
  const real = realTerraform(folder, processes);
  const terraform = { ...real, environment: { ...real.environment, ...aws.environment } };
  await initializeStacks(terraform, stacks);
  await applyStacks(terraform, stacks, () => {});
  const [workload] = deployedWorkloads(await outputsByStack(terraform, stacks)) as [DeployedWorkload];
  await aws.refresh();
  const messagesFolder = join(folder, "aws", "messages");
  const stage = await setStage({ aws, timeline, regions: REGIONS, messagesFolder }, workload);
  stage.users.start();
  await proveStandby(silentProgress(), stage);
  stage.users.stop();
  return { aws, workload, folder, terraform, stacks };
}
