import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { DeployedWorkload } from "./deployed-workload";
import type { Progress } from "./progress";
import type { Terraform } from "./terraform";
import { planStack, planStacks, type SynthesizedStack } from "./terraform-stacks";

interface Planned {
  readonly aws: EmbeddedAws;
  readonly terraform: Terraform;
  readonly stacks: readonly SynthesizedStack[];
  readonly workloads: readonly DeployedWorkload[];
}

/** A plan's bound: with the ten seconds that Terraform gets to end, half a minute. */
const PLAN_IN_THE_DARK_SECONDS = 20;

/** @throws Error that lists what Terraform would change */
export async function requireNoChanges(
  terraform: Terraform,
  stacks: readonly SynthesizedStack[],
  detail: (text: string) => void,
): Promise<void> {
  const changes = [...(await planStacks(terraform, stacks))];
  const unexpected = changes.flatMap(([stack, planned]) =>
    planned.map(({ address, action }) => `${stack}: ${action} ${address}`),
  );
  if (unexpected.length > 0) throw new Error(`Terraform would change:\n${unexpected.join("\n")}`);
  detail(`no changes in ${changes.map(([stack]) => stack).join(", ")}`);
}

/** What does not need the dark region can be planned, and makes no call to it; what does says so. Then the region returns. */
export async function planInTheDark(
  progress: Progress,
  { aws, terraform, stacks, workloads }: Planned,
  darkRegions: ReadonlySet<string>,
): Promise<void> {
  const dark = [...darkRegions].join(" and ");
  const isPrimary = ({ name }: SynthesizedStack) => workloads.some((workload) => name === `${workload.name}-primary`);
  await progress.step(`Terraform plans what does not need ${dark}, which is dark`, async (detail) => {
    const before = aws.callLog.calls.at(-1);
    for (const stack of stacks.filter((stack) => !isPrimary(stack))) {
      const plan = await planStack(terraform, stack, PLAN_IN_THE_DARK_SECONDS);
      if (plan.kind === "failed") throw new Error(plan.message);
      if (plan.changes.length > 0)
        throw new Error(`Terraform would change ${stack.name}: ${JSON.stringify(plan.changes)}`);
      detail(`no changes in ${stack.name}, in ${plan.seconds.toFixed(1)} s`);
    }
    const intoTheDark = aws.callLog.calls
      .slice(before ? aws.callLog.calls.lastIndexOf(before) + 1 : 0)
      .filter(({ call }) => call.region && darkRegions.has(call.region));
    if (intoTheDark.length > 0)
      throw new Error(`${intoTheDark.length} calls went to ${dark}, which these stacks do not need`);
    detail(`no call to ${dark}`);
  });
  await progress.step(`Terraform says that ${dark} does not answer`, async (detail) => {
    for (const stack of stacks.filter(isPrimary)) {
      const plan = await planStack(terraform, stack, PLAN_IN_THE_DARK_SECONDS);
      if (plan.kind === "planned") throw new Error(`the plan of ${stack.name} succeeded, although ${dark} is dark`);
      if (![...darkRegions].some((region) => plan.message.includes(region)))
        throw new Error(`the plan of ${stack.name} does not name the region that is dark:\n${plan.message}`);
      detail(`${stack.name} failed in ${plan.seconds.toFixed(1)} s: ${plan.message.split("\n")[0]}`);
    }
  });
  await progress.step(`${dark} returns`, async () => {
    for (const region of darkRegions) aws.dataPlane.lighten(region);
  });
}
