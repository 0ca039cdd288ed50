import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { type DeployedWorkload, deployedWorkloads } from "./deployed-workload";
import type { Detail, Progress, Took } from "./progress";
import type { Terraform } from "./terraform";
import {
  applyStacks,
  initializeStacks,
  outputsByStack,
  type StackEnd,
  type StackListener,
  type SynthesizedStack,
} from "./terraform-stacks";

/** Deploys synthesized stacks by real Terraform, and looks at what came of it. */
export async function deploy(
  progress: Progress,
  aws: EmbeddedAws,
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
): Promise<DeployedWorkload[]> {
  await progress.step("Initializing Terraform", async () => initializeStacks(terraform, stacks));
  await progress.step(`Deploying ${stacks.length} stacks`, async (detail, took) => {
    await applyStacks(terraform, stacks, announce(detail), tellTime(took));
  });
  return progress.step("Looking at what was deployed", async (detail) => {
    const workloads = deployedWorkloads(await outputsByStack(terraform, stacks));
    await aws.refresh();
    for (const { name, domain, primary, standby, controller, promisedRecoverySeconds } of workloads) {
      detail(`${name}: ${domain}, primary ${primary.address}, standby ${standby.address} (${standby.instanceId})`);
      detail(`${name}: controller ${controller}, promised recovery ${promisedRecoverySeconds} s`);
    }
    for (const line of aws.addressTable.lines()) detail(line);
    const { port } = aws.resolver;
    detail(
      `a resolver that caches, as users have one, is 127.0.0.1 port ${port} here (dig @127.0.0.1 -p ${port}), while AWS time runs`,
    );
    return workloads;
  });
}

/** One line a finished resource would scroll everything else away: every tenth, the last, and failures. */
export function announce(detail: Detail): StackListener {
  const EVERY = 10;
  return (stack, { state, address, action, done, of }) => {
    if (state === "failed") detail(`${stack}: ${action} ${address} failed`);
    else if (state === "finished" && (done === of || done % EVERY === 0)) detail(`${stack}: ${done} of ${of}`);
  };
}

/** Most of a deployment is the provider waiting until AWS is through with one resource. */
export function tellTime(took: Took): StackEnd {
  return (stack, { seconds, longest }) =>
    took(longest === undefined ? stack : `${stack}; longest: ${longest.seconds} s for ${longest.address}`, seconds);
}
