import type { LoggedCall } from "../embedded-aws/call-log";
import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import { GLOBAL_REGION } from "../embedded-aws/global-region";
import type { DeployedWorkload } from "./deployed-workload";
import type { Progress } from "./progress";
import type { Terraform } from "./terraform";
import { planStack, planStacks, type SynthesizedStack } from "./terraform-stacks";

interface Planned {
  readonly aws: Pick<EmbeddedAws, "callLog"> & { readonly dataPlane: Pick<EmbeddedAws["dataPlane"], "lighten"> };
  readonly terraform: Terraform;
  readonly stacks: readonly SynthesizedStack[];
  readonly workloads: readonly Pick<DeployedWorkload, "name">[];
}

/** A plan's bound: with the five seconds that Terraform gets to end, less than half a minute. */
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
  // With us-east-1 go Route 53's and IAM's control planes, which any stack may need.
  const mayNeedIt = ({ name }: SynthesizedStack) =>
    darkRegions.has(GLOBAL_REGION) || workloads.some((workload) => name === `${workload.name}-primary`);
  const callsIntoTheDark = (after: LoggedCall | undefined) =>
    aws.callLog.calls
      .slice(after ? aws.callLog.calls.lastIndexOf(after) + 1 : 0)
      .filter(({ call }) => call.region && darkRegions.has(call.region)).length;
  const independent = stacks.filter((stack) => !mayNeedIt(stack));
  const planIndependent = async (detail: (text: string) => void) => {
    const before = aws.callLog.calls.at(-1);
    for (const stack of independent) {
      const plan = await planStack(terraform, stack, PLAN_IN_THE_DARK_SECONDS);
      if (plan.kind === "failed") throw new Error(plan.message);
      if (plan.changes.length > 0)
        throw new Error(`Terraform would change ${stack.name}: ${JSON.stringify(plan.changes)}`);
      detail(`no changes in ${stack.name}, in ${plan.seconds.toFixed(1)} s`);
    }
    const calls = callsIntoTheDark(before);
    if (calls > 0) throw new Error(`${calls} calls went to ${dark}, which these stacks do not need`);
    detail(`no call to ${dark}`);
  };
  if (independent.length > 0)
    await progress.step(`Terraform plans what does not need ${dark}, which is dark`, planIndependent);
  await progress.step(`Terraform says that ${dark} does not answer`, async (detail) => {
    for (const stack of stacks.filter(mayNeedIt)) {
      const before = aws.callLog.calls.at(-1);
      const plan = await planStack(terraform, stack, PLAN_IN_THE_DARK_SECONDS);
      if (plan.kind === "planned") {
        // A primary outside AWS leaves its stack empty.
        if (callsIntoTheDark(before) > 0)
          throw new Error(`the plan of ${stack.name} succeeded, although ${dark} is dark`);
        detail(`${stack.name} holds nothing in ${dark}: planned in ${plan.seconds.toFixed(1)} s`);
        continue;
      }
      if (![...darkRegions].some((region) => plan.message.includes(region)))
        throw new Error(`the plan of ${stack.name} does not name the region that is dark:\n${plan.message}`);
      detail(`${stack.name} failed in ${plan.seconds.toFixed(1)} s: ${plan.message.split("\n")[0]}`);
    }
  });
  await progress.step(`${dark} returns`, async () => {
    for (const region of darkRegions) aws.dataPlane.lighten(region);
  });
}
