import { Construct } from "constructs";
import { RegionalProviders } from "../../constructs/regional-providers";
import { synthesizeConstruct } from "../construct-synth";

describe("the providers of a stack", () => {
  const { provider } = synthesizeConstruct((scope) => {
    const regions = { primary: "eu-central-1", standby: "eu-west-1" };
    const tags = { team: "shop", "pilot-light:workload": "somebody else's" };
    new RegionalProviders(new Construct(scope, "of-the-stack"), { workload: "shop", regions, tags });
  });

  // The test's own providers have no tags.
  const ours = provider.aws!.filter(({ default_tags }) => default_tags !== undefined);

  it("are three, each with an alias, so that no resource falls to a region by accident", () => {
    expect(ours.map(({ alias, region }) => [alias, region])).toEqual([
      ["primary", "eu-central-1"],
      ["standby", "eu-west-1"],
      ["us_east_1", "us-east-1"],
    ]);
  });

  it("give a call up after eight attempts, so that a dark region fails a plan within 30 seconds", () => {
    expect(ours.map(({ max_retries }) => max_retries)).toEqual([8, 8, 8]);
  });

  it("tag everything with the user's tags and the workload's name, which nobody overrides", () => {
    for (const { default_tags } of ours) {
      expect(default_tags).toEqual([{ tags: { team: "shop", "pilot-light:workload": "shop" } }]);
    }
  });
});
