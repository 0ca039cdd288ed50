import { lanesOf } from "./lanes/lanes";
import type { Period, PlayedWorkload } from "./played";
import { recoveryNumbers } from "./recovery-numbers";
import type { WorkloadReport } from "./report";
import { witnessedOf } from "./witnessed";

/** One workload's numbers, lanes and messages. */
export async function workloadReport(played: PlayedWorkload, period: Period): Promise<WorkloadReport> {
  const witnessed = await witnessedOf(played, period);
  const { name, domain } = played.stage.workload;
  return { name, domain, numbers: recoveryNumbers(witnessed), lanes: lanesOf(witnessed), messages: witnessed.messages };
}
