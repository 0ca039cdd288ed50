import { join, posix } from "node:path";
import { findProvider, type Machine, mirrorConfiguration, providerText } from "../../rehearsal/terraform-provider";

const PROVIDER = "registry.terraform.io/hashicorp/aws";

/** A machine on which exactly these files exist. */
function machine(files: Record<string, string>, changes: Partial<Machine> = {}): Machine {
  return {
    environment: {},
    platform: "linux",
    architecture: "x64",
    home: "/ada",
    list: (folder) => [
      ...new Set(
        Object.keys(files)
          .map((file) => posix.relative(folder, file))
          .filter((path) => path !== "" && !path.startsWith(".."))
          .map((path) => path.split("/")[0]!),
      ),
    ],
    read: (file) => files[file],
    ...changes,
  };
}

const unpacked = (mirror: string, platform = "linux_amd64") => ({
  [join(mirror, PROVIDER, "5.100.0", platform, "terraform-provider-aws_v5.100.0_x5")]: "",
});

test("the explicit variable wins over everything else", () => {
  const files = {
    ...unpacked("/mnt/mirror"),
    ...unpacked("/opt/plugins"),
    "/ada/.terraformrc": "provider_installation {}",
  };
  const environment = { PILOT_LIGHT_TERRAFORM_MIRROR: "/mnt/mirror" };
  expect(findProvider(machine(files, { environment }))).toEqual({ kind: "mirror", folder: "/mnt/mirror" });
});

test("an explicit variable that names a folder without the provider is an error that says what to do", () => {
  const environment = { PILOT_LIGHT_TERRAFORM_MIRROR: "/mnt/wrong" };
  const wrong = machine(unpacked("/mnt/wrong", "darwin_arm64"), { environment });
  expect(() => findProvider(wrong)).toThrow(
    'PILOT_LIGHT_TERRAFORM_MIRROR is "/mnt/wrong", and there is no AWS provider for linux_amd64 in it. ' +
      "It must be the folder that holds registry.terraform.io/hashicorp/aws/VERSION/linux_amd64. " +
      'Make one with "terraform providers mirror FOLDER", or unset PILOT_LIGHT_TERRAFORM_MIRROR and let Terraform download.',
  );
});

test("a user's own provider_installation is left alone", () => {
  const files = { ...unpacked("/opt/plugins"), "/ada/.terraformrc": "\nprovider_installation {\n}\n" };
  expect(findProvider(machine(files))).toEqual({ kind: "user configuration", file: "/ada/.terraformrc" });
});

test("TF_CLI_CONFIG_FILE replaces the configuration in the home folder, as it does for Terraform", () => {
  const files = {
    "/ada/.terraformrc": "provider_installation {}",
    "/etc/terraform.tfrc": "disable_checkpoint = true",
  };
  const environment = { TF_CLI_CONFIG_FILE: "/etc/terraform.tfrc" };
  expect(findProvider(machine(files, { environment })).kind).toBe("download");
});

test("a configuration that only mentions provider_installation in a comment says nothing", () => {
  const files = { "/ada/.terraformrc": "# provider_installation {}" };
  expect(findProvider(machine(files)).kind).toBe("download");
});

test.each(["/ada/.terraform.d/plugins", "/ada/.local/share/terraform/plugins", "/usr/share/terraform/plugins"])(
  "Terraform's implied mirror %s is found on Linux",
  (folder) => {
    expect(findProvider(machine(unpacked(folder)))).toEqual({ kind: "mirror", folder });
  },
);

test.each([
  "/ada/Library/Application Support/io.terraform/plugins",
  "/Library/Application Support/io.terraform/plugins",
])("Terraform's implied mirror %s is found on macOS", (folder) => {
  const mac = machine(unpacked(folder, "darwin_arm64"), { platform: "darwin", architecture: "arm64" });
  expect(findProvider(mac)).toEqual({ kind: "mirror", folder });
});

test("the XDG data folders are Terraform's implied mirrors too", () => {
  const environment = { XDG_DATA_HOME: "/data", XDG_DATA_DIRS: "/a:/b" };
  for (const folder of ["/data/terraform/plugins", "/a/terraform/plugins", "/b/terraform/plugins"]) {
    expect(findProvider(machine(unpacked(folder), { environment }))).toEqual({ kind: "mirror", folder });
  }
});

test.each(["/opt/anything", "/opt/vendor/terraform", "/usr/local/share/providers", "/usr/share"])(
  "a mirror under an installation root is found by listing: %s",
  (folder) => {
    expect(findProvider(machine(unpacked(folder)))).toEqual({ kind: "mirror", folder });
  },
);

test("a packed mirror counts", () => {
  const packed = { [`/opt/plugins/${PROVIDER}/terraform-provider-aws_5.100.0_linux_amd64.zip`]: "" };
  expect(findProvider(machine(packed))).toEqual({ kind: "mirror", folder: "/opt/plugins" });
});

test.each([
  [{ kind: "mirror", folder: "/opt/plugins" }, "the mirror /opt/plugins, which holds 5.99.0, 5.100.0"],
  [{ kind: "user configuration", file: "/ada/.terraformrc" }, "where /ada/.terraformrc says"],
  [{ kind: "download", cacheFolder: "/ada/.cache" }, "a download, which is kept in /ada/.cache"],
] as const)("people are told where it comes from: %j", (source, text) => {
  const packed = { [`/opt/plugins/${PROVIDER}/terraform-provider-aws_5.99.0_linux_amd64.zip`]: "" };
  expect(providerText(machine({ ...packed, ...unpacked("/opt/plugins") }), source)).toBe(text);
});

test("a mirror for another platform is passed by", () => {
  expect(findProvider(machine(unpacked("/opt/plugins", "darwin_arm64"))).kind).toBe("download");
});

test.each([
  ["linux", {}, "/ada/.cache/pilot-light/terraform-plugins"],
  ["linux", { XDG_CACHE_HOME: "/cache" }, "/cache/pilot-light/terraform-plugins"],
  ["darwin", {}, "/ada/Library/Caches/pilot-light/terraform-plugins"],
] as const)(
  "without a mirror Terraform downloads into the user's cache (%s, %j)",
  (platform, environment, cacheFolder) => {
    expect(findProvider(machine({}, { platform, environment }))).toEqual({ kind: "download", cacheFolder });
  },
);

test("the CLI configuration takes the AWS provider from the mirror and nothing else", () => {
  const text = mirrorConfiguration('/mnt/with "quotes"');
  expect(text).toContain('path    = "/mnt/with \\"quotes\\""');
  expect(text).toContain('include = ["registry.terraform.io/hashicorp/aws"]');
  expect(text).toContain('exclude = ["registry.terraform.io/hashicorp/aws"]');
});
