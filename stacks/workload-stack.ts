import { Aspects, LocalBackend, S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Configuration, Workload } from "../config/configuration";
import { RegionalProviders } from "../constructs/regional-providers";
import { SynthesisRules } from "./rules/synthesis-rules";

/** The state's lock file in S3 needs it: https://developer.hashicorp.com/terraform/language/backend/s3 */
const TERRAFORM_VERSION = ">= 1.10";

export interface WorkloadStackProps {
  readonly configuration: Configuration;
  readonly workload: Workload;
}

/** What the three stacks of a workload have in common: versions, aliased providers, state, and the rules. */
export abstract class WorkloadStack extends TerraformStack {
  protected readonly providers: RegionalProviders;

  constructor(scope: Construct, id: string, { configuration, workload }: WorkloadStackProps) {
    super(scope, id);
    const { regions, tags, state, awsProvider } = configuration;
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    this.providers = new RegionalProviders(this, { workload: workload.name, regions, tags });
    // The bindings ask for the one version that they were generated from; their arguments are valid for this range.
    this.addOverride("terraform.required_providers.aws.version", awsProvider);

    if (state.kind === "local") {
      // Relative to cdktf.out/stacks/<stack>: cdktf's default is an absolute path, which no two clones share.
      new LocalBackend(this, { path: `../../../terraform.${id}.tfstate` });
    } else {
      const backend = {
        bucket: state.bucket,
        key: `pilot-light/${id}.tfstate`,
        region: regions.standby,
        encrypt: true,
      };
      new S3Backend(this, backend);
      // cdktf 0.21 has no property for it.
      this.addOverride("terraform.backend.s3.use_lockfile", true);
    }
    Aspects.of(this).add(new SynthesisRules(workload.healthCheck.port));
  }

  protected output(name: string, value: string | number, description: string): void {
    new TerraformOutput(this, name, { value, description, staticId: true });
  }
}
