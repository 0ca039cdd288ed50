import childProcess from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type App, AssetType, TerraformAsset, TerraformOutput, TerraformStack } from "cdktf";
import { synthesize } from "../../stacks/synthesize";
import { addWorkloadStacks } from "../../stacks/workload-stacks";
import { configuration } from "../configurations";
import { ZIP } from "../synth";
import { temporaryFolder } from "../temporary-folder";

/** Adds a stack with one output, and a file beside it. */
function stack(app: App, name: string, value: string): void {
  const added = new TerraformStack(app, name);
  new TerraformOutput(added, "value", { value, staticId: true });
  new TerraformAsset(added, value, { path: __filename, type: AssetType.FILE });
}

function failingStack(app: App): void {
  const added = new TerraformStack(app, "broken");
  added.node.addValidation({ validate: () => ["this stack is broken"] });
}

const parent = temporaryFolder();
let count = 0;
const freshFolder = () => path.join(parent, String(++count), "cdktf.out");

/** All files below a folder, with their content. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const paths = files.map((file) => path.join(file.parentPath, file.name));
  return Object.fromEntries(paths.map((file) => [path.relative(folder, file), readFileSync(file, "utf8")]));
}

describe("a synthesis", () => {
  it("writes what cdktf writes, into a folder that need not exist", () => {
    const folder = freshFolder();
    synthesize(folder, (app) => stack(app, "one", "1"));
    const [manifest, asset, json, ...others] = Object.keys(contents(folder)).sort();
    expect([manifest, json, others]).toEqual(["manifest.json", "stacks/one/cdk.tf.json", []]);
    expect(asset).toMatch(/^stacks\/one\/assets\/.*synthesize\.test\.ts$/);
  });

  it("takes a folder as people type it, with a slash at its end", () => {
    const folder = freshFolder();
    synthesize(`${folder}/`, (app) => stack(app, "one", "1"));
    expect(existsSync(path.join(folder, "manifest.json"))).toBe(true);
    expect(readdirSync(path.dirname(folder))).toEqual(["cdktf.out"]);
  });

  it("replaces what it wrote before", () => {
    const folder = freshFolder();
    synthesize(folder, (app) => stack(app, "one", "1"));
    synthesize(folder, (app) => stack(app, "one", "2"));
    const json = JSON.parse(readFileSync(path.join(folder, "stacks", "one", "cdk.tf.json"), "utf8"));
    expect(json.output.value.value).toBe("2");
    expect(readdirSync(path.join(folder, "stacks", "one", "assets"))).toHaveLength(1);
  });

  it("keeps what Terraform keeps beside a stack", () => {
    const folder = freshFolder();
    synthesize(folder, (app) => stack(app, "one", "1"));
    const beside = path.join(folder, "stacks", "one");
    mkdirSync(path.join(beside, ".terraform"));
    writeFileSync(path.join(beside, ".terraform", "environment"), "default");
    writeFileSync(path.join(beside, ".terraform.lock.hcl"), "# locked");
    synthesize(folder, (app) => stack(app, "one", "2"));
    expect(contents(beside)).toMatchObject({ ".terraform/environment": "default", ".terraform.lock.hcl": "# locked" });
  });

  it("removes stacks that are gone", () => {
    const folder = freshFolder();
    synthesize(folder, (app) => {
      stack(app, "one", "1");
      stack(app, "two", "1");
    });
    synthesize(folder, (app) => stack(app, "two", "1"));
    expect(readdirSync(path.join(folder, "stacks"))).toEqual(["two"]);
    const { stacks } = JSON.parse(readFileSync(path.join(folder, "manifest.json"), "utf8"));
    expect(Object.keys(stacks)).toEqual(["two"]);
  });
});

describe("a synthesis that fails", () => {
  const failing: [string, (app: App) => void][] = [
    [
      "while stacks are written",
      (app) => {
        stack(app, "one", "changed");
        failingStack(app);
      },
    ],
    [
      "while stacks are built",
      (app) => {
        stack(app, "one", "changed");
        throw new Error("this stack is broken");
      },
    ],
  ];

  it.each(failing)("%s leaves the folder as it was, and nothing beside it", (_, build) => {
    const folder = freshFolder();
    synthesize(folder, (app) => stack(app, "one", "1"));
    const before = contents(folder);
    expect(() => synthesize(folder, build)).toThrow("this stack is broken");
    expect(contents(folder)).toEqual(before);
    expect(readdirSync(path.dirname(folder))).toEqual(["cdktf.out"]);
  });

  it.each(failing)("%s makes no folder where there was none", (_, build) => {
    const folder = freshFolder();
    expect(() => synthesize(folder, build)).toThrow("this stack is broken");
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });
});

it("asks no Terraform for its version, which cdktf's own terraform_data would, for longer than all else takes", () => {
  const asked = jest.spyOn(childProcess, "execSync").mockImplementation(() => {
    throw new Error("there is no Terraform here");
  });
  synthesize(freshFolder(), (app) => addWorkloadStacks(app, configuration("everything-set"), ZIP));
  expect(asked).not.toHaveBeenCalled();
});
