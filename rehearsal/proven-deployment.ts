import type { EmbeddedAws } from "../embedded-aws/embedded-aws";
import type { CleanState } from "./clean-state";
import type { DeployedWorkload } from "./deployed-workload";
import type { Terraform } from "./terraform";
import type { SynthesizedStack } from "./terraform-stacks";

/** A deployment by real Terraform, whose standbys were proven and wait: copies of it are what scenarios are played on. */
export interface ProvenDeployment {
  /** Stands still, and is not called, while its copies live. */
  readonly aws: EmbeddedAws;
  /** As it was when its standbys were proven. */
  readonly clean: CleanState;
  /** On which scenarios are played. */
  readonly workload: DeployedWorkload;
  /** All of the file, in its order. */
  readonly workloads: readonly DeployedWorkload[];
  readonly regions: readonly string[];
  /** Existing; takes a folder for each copy. */
  readonly folder: string;
  /** Its Terraform, and its stacks as files. */
  readonly terraform: Terraform;
  readonly stacks: readonly SynthesizedStack[];
}
