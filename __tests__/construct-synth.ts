import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Testing } from "cdktf";
import type { Construct } from "constructs";
import { removeOutput, type SynthesizedStack } from "./synthesized";

/** Aliased as in the stacks, so that a test can tell which of them a resource names. */
export interface TestProviders {
  standby: AwsProvider;
  usEast1: AwsProvider;
}

/** cdktf ends the name of what lies deeper in a construct with a hash of its path. */
const PATH_HASH = /(?<=[\w-])_[0-9A-F]{8}\b/g;

/** What one construct synthesizes to, as JSON text. */
export function synthesizeText(build: (scope: Construct, providers: TestProviders) => void): string {
  let app: App | undefined;
  const json = Testing.synthScope((scope) => {
    app = App.of(scope);
    const standby = new AwsProvider(scope, "aws-standby", { alias: "standby", region: "eu-west-1" });
    const usEast1 = new AwsProvider(scope, "aws-us-east-1", { alias: "us_east_1", region: "us-east-1" });
    build(scope, { standby, usEast1 });
  });
  removeOutput(app!);
  return json;
}

/** What one construct synthesizes to, with names free of cdktf's hashes: `aws_eip.site_elastic-ip`. */
export function synthesizeConstruct(build: (scope: Construct, providers: TestProviders) => void): SynthesizedStack {
  return JSON.parse(synthesizeText(build).replace(PATH_HASH, ""));
}
