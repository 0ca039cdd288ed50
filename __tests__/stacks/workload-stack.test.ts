import type { ConfigurationName } from "../configurations";
import { stacksOf } from "../stacks-of";

function standbyStack(name: ConfigurationName, workload: string) {
  const stacks = stacksOf(name);
  return stacks[`${workload}-standby`]!;
}

describe("every stack", () => {
  it("asks for a Terraform that can lock a state in S3", () => {
    expect(standbyStack("smallest", "www").terraform.required_version).toBe(">= 1.10");
  });

  it("asks for the provider's versions that the tests apply", () => {
    const { terraform } = standbyStack("smallest", "www");
    expect(terraform.required_providers).toEqual({ aws: { source: "aws", version: "~> 5.100" } });
  });

  it("asks for the provider's versions of the file", () => {
    const { terraform } = standbyStack("everything-set", "shop");
    expect(terraform.required_providers).toMatchObject({ aws: { version: ">= 5.100.0, < 6.0.0" } });
  });

  it("tags with the file's tags and the workload", () => {
    const { provider } = standbyStack("everything-set", "shop");
    const tags = { team: "shop", "cost center": "4711", "pilot-light:workload": "shop" };
    expect(provider.aws!.map(({ default_tags }) => default_tags)).toEqual(Array(3).fill([{ tags }]));
  });
});

describe("the state", () => {
  it("lies by default beside cdktf.out, by a relative path that all clones share", () => {
    const backends = Object.values(stacksOf("smallest")).map(({ terraform }) => terraform.backend);
    expect(backends).toEqual(
      ["primary", "standby", "failover"].map((stack) => ({
        local: { path: `../../../terraform.www-${stack}.tfstate` },
      })),
    );
  });

  it("lies in an S3 bucket of the standby region, encrypted and locked, where the file says so", () => {
    const stacks = Object.values(stacksOf("everything-set"));
    expect(stacks.map(({ terraform }) => terraform.backend)).toEqual(
      ["primary", "standby", "failover"].map((stack) => ({
        s3: {
          bucket: "example-terraform-state",
          key: `pilot-light/shop-${stack}.tfstate`,
          region: "eu-west-1",
          encrypt: true,
          use_lockfile: true,
        },
      })),
    );
  });
});
