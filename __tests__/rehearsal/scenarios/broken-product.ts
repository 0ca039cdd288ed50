import type { ProvenDeployment } from "../../../rehearsal/proven-deployment";
import type { Scenario } from "../../../rehearsal/scenario";
import type { Break } from "../hand-made-breaks";
import type { OtherFiles } from "./breaks-of-files";

/** A product with one mistake, and the scenario that is there to find it. */
export interface BrokenProduct {
  readonly scenario: Scenario;
  /** Completes "where …". */
  readonly wrong: string;
  readonly broken: (deployment: ProvenDeployment) => OtherFiles;
  /** The expectation that it contradicts, or what is waited for in vain. */
  readonly caughtBy: string;
  /** A disaster in which this mistake does no harm: it is played too, and passes. */
  readonly unnoticedBy?: Scenario;
  /** Of phases in which the mistake shows; 1 if not given. */
  readonly seed?: number;
}

/** What is broken is broken through the AWS SDK; the files are the deployment's own. */
export const asDeployed =
  (breakIt: Break): BrokenProduct["broken"] =>
  (deployment) => ({ deployment, breakIt });
