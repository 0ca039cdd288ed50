import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findExecutable } from "../embedded-aws/find-executable";
import {
  findProvider,
  type Machine,
  mirrorConfiguration,
  type ProviderSource,
  providerText,
} from "./terraform-provider";

/** The first Terraform whose S3 backend locks by a file in the bucket (`use_lockfile`). */
const OLDEST_TERRAFORM = "1.10.0";

/** A user's settings that would change what the rehearsal's commands do. */
const UNWANTED = /^TF_(CLI_ARGS.*|WORKSPACE|DATA_DIR)$/;

export interface TerraformSetup {
  executable: string;
  environment: NodeJS.ProcessEnv;
  provider: ProviderSource;
  /** For a person. */
  providerFrom: string;
}

/**
 * Finds Terraform and its AWS provider, and makes the environment for their runs.
 * @param temporaryFolder takes the CLI configuration; it must outlive the runs.
 * @throws Error if Terraform is missing or too old, or the explicit mirror holds no provider.
 */
export function setUpTerraform(machine: Machine, temporaryFolder: string): TerraformSetup {
  const executable = findExecutable("terraform", machine.environment.PATH);
  if (executable === undefined) {
    throw new Error(
      `"terraform" is not on the PATH. Terraform ${OLDEST_TERRAFORM} or newer is needed: ` +
        '"brew install hashicorp/tap/terraform" on macOS, ' +
        '"apt-get install terraform" on Debian and Ubuntu after adding HashiCorp\'s repository, ' +
        "or a download from https://developer.hashicorp.com/terraform/install.",
    );
  }
  const environment = Object.fromEntries(Object.entries(machine.environment).filter(([name]) => !UNWANTED.test(name)));
  // https://developer.hashicorp.com/terraform/cli/config/environment-variables
  Object.assign(environment, { TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" });

  const provider = findProvider(machine);
  const named = environment.TF_CLI_CONFIG_FILE;
  if (named !== undefined && machine.read(named) === undefined) delete environment.TF_CLI_CONFIG_FILE;
  if (provider.kind === "mirror") {
    const file = join(temporaryFolder, "terraform.tfrc");
    writeFileSync(file, mirrorConfiguration(provider.folder));
    environment.TF_CLI_CONFIG_FILE = file;
  } else if (provider.kind === "download") {
    environment.TF_PLUGIN_CACHE_DIR ||= provider.cacheFolder;
    mkdirSync(environment.TF_PLUGIN_CACHE_DIR, { recursive: true });
    // Without a lock file Terraform passes its cache by and downloads again; the rehearsal's folders never have one.
    // https://developer.hashicorp.com/terraform/cli/config/config-file#allowing-the-provider-plugin-cache-to-break-the-dependency-lock-file
    environment.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE = "1";
  }
  refuseOldTerraform(executable, environment);
  return { executable, environment, provider, providerFrom: providerText(machine, provider) };
}

/** This machine. */
export function thisMachine(environment: NodeJS.ProcessEnv): Machine {
  return {
    environment,
    platform: process.platform,
    architecture: process.arch,
    home: environment.HOME || homedir(),
    list: (folder) => orNothing(() => readdirSync(folder)) ?? [],
    read: (file) => orNothing(() => readFileSync(file, "utf8")),
  };
}

function refuseOldTerraform(executable: string, environment: NodeJS.ProcessEnv): void {
  const answer = execFileSync(executable, ["version", "-json"], { env: environment, encoding: "utf8" });
  const { terraform_version: version } = JSON.parse(answer) as { terraform_version: string };
  if (version.localeCompare(OLDEST_TERRAFORM, "en", { numeric: true }) < 0) {
    throw new Error(
      `${executable} is Terraform ${version}, and ${OLDEST_TERRAFORM} or newer is needed. ` +
        "Install a newer one: https://developer.hashicorp.com/terraform/install.",
    );
  }
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
