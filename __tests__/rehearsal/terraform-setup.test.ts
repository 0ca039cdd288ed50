import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setUpTerraform, thisMachine } from "../../rehearsal/terraform-setup";
import { temporaryFolder } from "../temporary-folder";
import { fakeExecutable } from "./fake-executable";

const folder = temporaryFolder();
const bin = join(folder, "bin");
fakeExecutable(bin, "terraform", 'console.log(JSON.stringify({ terraform_version: "1.11.4" }))');

const home = join(folder, "home");
const mirror = join(folder, "mirror");
const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
mkdirSync(join(mirror, "registry.terraform.io", "hashicorp", "aws", "5.100.0", platform), { recursive: true });

/** This machine, where nobody has installed a provider below the usual roots. */
function bareMachine(environment: NodeJS.ProcessEnv) {
  const machine = thisMachine({ PATH: bin, HOME: home, ...environment });
  return { ...machine, list: (path: string) => (path.startsWith(folder) ? machine.list(path) : []) };
}

test("a missing Terraform is an error that says how to get it", () => {
  expect(() => setUpTerraform(bareMachine({ PATH: join(folder, "nothing") }), folder)).toThrow(
    /^"terraform" is not on the PATH\. Terraform 1\.10\.0 or newer is needed: "brew install hashicorp\/tap\/terraform"/,
  );
});

test("a Terraform that is too old is an error that says which one it is", () => {
  const old = join(folder, "old");
  const executable = fakeExecutable(old, "terraform", 'console.log(JSON.stringify({ terraform_version: "1.9.8" }))');
  expect(() => setUpTerraform(bareMachine({ PATH: old }), folder)).toThrow(
    `${executable} is Terraform 1.9.8, and 1.10.0 or newer is needed. Install a newer one: ` +
      "https://developer.hashicorp.com/terraform/install.",
  );
});

test("with a mirror Terraform is given a CLI configuration of our own", () => {
  const { environment, provider } = setUpTerraform(bareMachine({ PILOT_LIGHT_TERRAFORM_MIRROR: mirror }), folder);
  expect(provider).toEqual({ kind: "mirror", folder: mirror });
  expect(readFileSync(environment.TF_CLI_CONFIG_FILE!, "utf8")).toContain(JSON.stringify(mirror));
  expect(environment.TF_PLUGIN_CACHE_DIR).toBeUndefined();
});

test("without a mirror the cache folder is made and used, also where there is no lock file", () => {
  const cache = join(folder, "cache");
  const { environment, executable } = setUpTerraform(bareMachine({ XDG_CACHE_HOME: cache }), folder);
  expect(executable).toBe(join(bin, "terraform"));
  expect(environment.TF_PLUGIN_CACHE_DIR).toBe(join(cache, "pilot-light", "terraform-plugins"));
  expect(existsSync(environment.TF_PLUGIN_CACHE_DIR!)).toBe(true);
  expect(environment.TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE).toBe("1");
});

test("a plugin cache that the user has set is used", () => {
  const own = join(folder, "own-cache");
  const { environment } = setUpTerraform(bareMachine({ TF_PLUGIN_CACHE_DIR: own }), folder);
  expect(environment.TF_PLUGIN_CACHE_DIR).toBe(own);
});

test("Terraform asks nothing and phones nobody", () => {
  const { environment } = setUpTerraform(bareMachine({}), folder);
  expect(environment).toMatchObject({ TF_IN_AUTOMATION: "1", TF_INPUT: "0", CHECKPOINT_DISABLE: "1" });
});

test("a user's arguments, workspace and data folder stay out, and variables come through", () => {
  const { environment } = setUpTerraform(
    bareMachine({ TF_CLI_ARGS: "-x", TF_CLI_ARGS_plan: "-y", TF_WORKSPACE: "w", TF_DATA_DIR: "d", TF_VAR_a: "1" }),
    folder,
  );
  expect(Object.keys(environment).filter((name) => /^TF_(CLI_ARGS|WORKSPACE|DATA_DIR)/.test(name))).toEqual([]);
  expect(environment.TF_VAR_a).toBe("1");
});

test("a configuration file that does not exist is not handed on, for Terraform would warn of it at every run", () => {
  const { environment } = setUpTerraform(bareMachine({ TF_CLI_CONFIG_FILE: join(folder, "missing.tfrc") }), folder);
  expect(environment.TF_CLI_CONFIG_FILE).toBeUndefined();
});

test("a user's own provider_installation stays in force, without our cache", () => {
  const own = join(folder, "own.tfrc");
  writeFileSync(own, "provider_installation {\n  direct {}\n}\n");
  const { environment, provider } = setUpTerraform(bareMachine({ TF_CLI_CONFIG_FILE: own }), folder);
  expect(provider).toEqual({ kind: "user configuration", file: own });
  expect(environment.TF_CLI_CONFIG_FILE).toBe(own);
  expect(environment.TF_PLUGIN_CACHE_DIR).toBeUndefined();
});
