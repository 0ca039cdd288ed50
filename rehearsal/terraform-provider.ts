import { join } from "node:path";

/** Names a folder that holds `registry.terraform.io/hashicorp/aws/…`: Terraform's filesystem mirror. */
export const MIRROR_VARIABLE = "PILOT_LIGHT_TERRAFORM_MIRROR";

/** The provider's folder in a mirror. */
const PROVIDER_FOLDER = ["registry.terraform.io", "hashicorp", "aws"];

/** Folders below which administrators and images put software that no package manager knows. */
const INSTALLATION_ROOTS = [
  "/opt",
  "/opt/homebrew/share",
  "/usr/local/share",
  "/usr/local/lib",
  "/usr/share",
  "/usr/lib",
];

/** Where Terraform gets its AWS provider from. */
export type ProviderSource =
  | { kind: "mirror"; folder: string }
  /** The user's own CLI configuration says how providers are installed, and we don't meddle. */
  | { kind: "user configuration"; file: string }
  | { kind: "download"; cacheFolder: string };

/** The machine as the search sees it. */
export interface Machine {
  environment: NodeJS.ProcessEnv;
  platform: NodeJS.Platform;
  architecture: string;
  home: string;
  /** Names in a folder; none if it is missing or closed to us. */
  list(folder: string): string[];
  /** A file's text, or undefined if it cannot be read. */
  read(file: string): string | undefined;
}

/**
 * Looks for the AWS provider, in this order: the explicit variable, the user's own Terraform configuration, Terraform's
 * implied mirror folders, the usual installation roots. Otherwise Terraform downloads it, once, into a cache.
 * @throws Error if the explicit variable names a folder without a provider for this machine.
 */
export function findProvider(machine: Machine): ProviderSource {
  const explicit = machine.environment[MIRROR_VARIABLE];
  if (explicit !== undefined && explicit !== "") {
    if (holdsProvider(machine, explicit)) return { kind: "mirror", folder: explicit };
    throw new Error(
      `${MIRROR_VARIABLE} is "${explicit}", and there is no AWS provider for ${terraformPlatform(machine)} in it. ` +
        `It must be the folder that holds ${PROVIDER_FOLDER.join("/")}/VERSION/${terraformPlatform(machine)}. ` +
        `Make one with "terraform providers mirror FOLDER", or unset ${MIRROR_VARIABLE} and let Terraform download.`,
    );
  }
  const configured = userConfigurationFiles(machine).find((file) =>
    /^\s*provider_installation\b/m.test(machine.read(file) ?? ""),
  );
  if (configured !== undefined) return { kind: "user configuration", file: configured };

  const folder = [...impliedMirrors(machine), ...installedFolders(machine)].find((candidate) =>
    holdsProvider(machine, candidate),
  );
  return folder === undefined ? { kind: "download", cacheFolder: cacheFolder(machine) } : { kind: "mirror", folder };
}

/** What Terraform calls this machine: `linux_amd64`, `darwin_arm64`, … */
function terraformPlatform({ platform, architecture }: Machine): string {
  return `${platform}_${architecture === "x64" ? "amd64" : architecture}`;
}

const holdsProvider = (machine: Machine, mirror: string): boolean => versionsIn(machine, mirror).length > 0;

/** A mirror holds a provider unpacked (`VERSION/PLATFORM/`) or packed (`terraform-provider-aws_VERSION_PLATFORM.zip`). */
function versionsIn(machine: Machine, mirror: string): string[] {
  const folder = join(mirror, ...PROVIDER_FOLDER);
  const platform = terraformPlatform(machine);
  return machine.list(folder).flatMap((name) => {
    if (name.endsWith(`_${platform}.zip`)) return name.split("_").at(-3) ?? [];
    return machine.list(join(folder, name)).includes(platform) ? name : [];
  });
}

/** For a person, in a sentence: where the provider comes from. */
export function providerText(machine: Machine, source: ProviderSource): string {
  switch (source.kind) {
    case "mirror":
      return `the mirror ${source.folder}, which holds ${versionsIn(machine, source.folder).join(", ")}`;
    case "user configuration":
      return `where ${source.file} says`;
    case "download":
      return `a download, which is kept in ${source.cacheFolder}`;
  }
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#locations */
function userConfigurationFiles({ environment, home }: Machine): string[] {
  const named = environment.TF_CLI_CONFIG_FILE;
  return named === undefined || named === "" ? [join(home, ".terraformrc")] : [named];
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors({ environment, platform, home }: Machine): string[] {
  const own = join(home, ".terraform.d", "plugins");
  if (platform === "darwin") {
    const application = join("Library", "Application Support", "io.terraform", "plugins");
    return [own, join(home, application), join("/", application)];
  }
  const dataHome = environment.XDG_DATA_HOME || join(home, ".local", "share");
  const dataFolders = (environment.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":");
  return [own, ...[dataHome, ...dataFolders].map((folder) => join(folder, "terraform", "plugins"))];
}

/** Each root, and two levels below it, where a folder named like the registry lies. */
function installedFolders(machine: Machine): string[] {
  const below = (folder: string) => machine.list(folder).map((name) => join(folder, name));
  return INSTALLATION_ROOTS.flatMap((root) => {
    const children = below(root);
    return [root, ...children, ...children.flatMap(below)];
  }).filter((folder) => machine.list(folder).includes(PROVIDER_FOLDER[0]!));
}

function cacheFolder({ environment, platform, home }: Machine): string {
  const fallback = platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
  return join(environment.XDG_CACHE_HOME || fallback, "pilot-light", "terraform-plugins");
}

/** A CLI configuration by which Terraform takes the AWS provider from the mirror, and asks no registry for it. */
export function mirrorConfiguration(folder: string): string {
  const provider = JSON.stringify(PROVIDER_FOLDER.join("/"));
  return [
    "provider_installation {",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(folder)}`,
    `    include = [${provider}]`,
    "  }",
    "  direct {",
    `    exclude = [${provider}]`,
    "  }",
    "}",
    "",
  ].join("\n");
}
