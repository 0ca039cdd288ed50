import { architecture, defaultAmi } from "../../config/server";

test.each([
  "t4g.micro",
  "m7g.large",
  "c7gn.metal",
  "im4gn.xlarge",
  "is4gen.large",
  "x2gd.medium",
  "g5g.xlarge",
  "a1.large",
  "hpc7g.4xlarge",
  "r8gb.large",
  "p6e-gb200.36xlarge",
])("%s is an arm64 type", (instanceType) => expect(architecture(instanceType)).toBe("arm64"));

test.each([
  "t3.micro",
  "g4dn.xlarge",
  "g5.xlarge",
  "gr6.4xlarge",
  "g6e.xlarge",
  "p6-b200.48xlarge",
  "u7i-12tb.224xlarge",
  "m7a.large",
  "m7i-flex.large",
])("%s is an x86_64 type", (instanceType) => expect(architecture(instanceType)).toBe("x86_64"));

test("the default image is the current Amazon Linux 2023 of the type's architecture, by its public parameter", () => {
  const family = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";
  expect(defaultAmi("t3.micro")).toEqual({ kind: "ssmParameter", name: `${family}x86_64` });
  expect(defaultAmi("t4g.micro")).toEqual({ kind: "ssmParameter", name: `${family}arm64` });
});
