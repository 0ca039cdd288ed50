import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Plugin } from "esbuild";
import { bundle } from "../bundle";
import { projectCopy } from "../project-copy";
import { temporaryFolder } from "../temporary-folder";

const SMALLEST = readFileSync("__tests__/configurations/smallest.yaml", "utf8");

const project = projectCopy(path.join(temporaryFolder(), "project"));
const CONTROLLER = path.join("functions", "controller");
const file = (name: string, text: string) => writeFileSync(path.join(project, name), text);

// A handler without the AWS SDK: what checks types and bundles is the real thing, and has little to read.
file(path.join(CONTROLLER, "handler.ts"), 'export { readTrigger as handler } from "./trigger";\n');

/** A deployment that someone broke: its buckets are open. */
const openBuckets: Plugin = {
  name: "open-buckets",
  setup({ onLoad }) {
    onLoad({ filter: /constructs[/\\]private-bucket\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replaceAll("blockPublicPolicy: true", "blockPublicPolicy: false"),
      loader: "ts",
    }));
  },
};

/** Types take a second to check, and are the business of one test. */
const soundTypes: Plugin = {
  name: "sound-types",
  setup({ onLoad }) {
    onLoad({ filter: /stacks[/\\]type-check\.ts$/ }, () => ({
      contents: "export const typesAreSound = async () => true;",
      loader: "ts",
    }));
  },
};

beforeAll(async () => {
  await bundle("main.ts", path.join(project, "main.js"), [soundTypes]);
  await bundle("main.ts", path.join(project, "main-with-types.js"));
  await bundle("main.ts", path.join(project, "main-with-open-buckets.js"), [soundTypes, openBuckets]);
});

/** Runs the synthesis in the project's folder, as `npm run synth` does. */
function synth(variables: Record<string, string> = {}, program = "main.js") {
  const { PILOT_LIGHT_CONFIG: _, CDKTF_OUTDIR: __, ...env } = process.env;
  const options = { cwd: project, env: { ...env, ...variables }, encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], options);
  return { status, stdout, stderr };
}

const written = () => readdirSync(project).filter((name) => name.startsWith("cdktf.out"));
const STACK_TRACE = /^\s+at /m;

afterEach(() => rmSync(path.join(project, "cdktf.out"), { recursive: true, force: true }));

describe("a synthesis of a good file", () => {
  it("writes its stacks to cdktf.out and says so", () => {
    file("pilot-light.yaml", SMALLEST);
    const { status, stdout, stderr } = synth();
    expect({ status, stdout }).toEqual({ status: 0, stdout: "Synthesized www into cdktf.out.\n" });
    expect(stderr).toMatch(/^warning: .*state/);
    const stacks = path.join(project, "cdktf.out", "stacks");
    expect(readdirSync(stacks).sort()).toEqual(["www-failover", "www-primary", "www-standby"]);
    const { resource } = JSON.parse(readFileSync(path.join(stacks, "www-failover", "cdk.tf.json"), "utf8"));
    const { source } = Object.values<Record<string, string>>(resource.aws_s3_object)[0]!;
    const zip = readFileSync(path.join(stacks, "www-failover", source!));
    expect(zip.equals(readFileSync(path.join(project, ".build", "controller.zip")))).toBe(true);
  });

  it("takes the file and the folder that the environment names", () => {
    file("pilot-light.yaml", "not this one");
    file("other.yaml", SMALLEST.replace("workloads:\n  -", "workloads:\n  - name: other\n   "));
    const { status, stdout } = synth({ PILOT_LIGHT_CONFIG: "other.yaml", CDKTF_OUTDIR: "elsewhere/out" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "Synthesized other into elsewhere/out.\n" });
    expect(existsSync(path.join(project, "elsewhere", "out", "manifest.json"))).toBe(true);
    expect(written()).toEqual([]);
  });
});

describe("a synthesis that fails", () => {
  it("tells every problem of the file and writes nothing", () => {
    file("pilot-light.yaml", `${SMALLEST}regoins: {}\nstate: 7\n`);
    const { status, stdout, stderr } = synth();
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^pilot-light\.yaml:6 {2}regoins: .*regions/m);
    expect(stderr).toMatch(/^pilot-light\.yaml:7 {2}state: /m);
    expect(stderr).toMatch(/^pilot-light\.yaml was not accepted; nothing was written\.$/m);
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(written()).toEqual([]);
  });

  it("tells what is wrong with the types, of the controller too, and writes nothing", () => {
    file("pilot-light.yaml", SMALLEST);
    const broken = path.join(CONTROLLER, "trigger.ts");
    const sound = readFileSync(path.join(project, broken), "utf8");
    file(broken, `${sound}\nexport const wrong: number = "text";\n`);
    try {
      const { status, stdout, stderr } = synth({}, "main-with-types.js");
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toContain("functions/controller/trigger.ts");
      expect(stderr).toContain("Type 'string' is not assignable to type 'number'");
      expect(stderr).toContain("The types above are wrong; nothing was written.");
      expect(written()).toEqual([]);
    } finally {
      file(broken, sound);
    }
  });

  it("tells that the file is missing", () => {
    const { status, stderr } = synth({ PILOT_LIGHT_CONFIG: "no-such.yaml" });
    expect(status).toBe(1);
    expect(stderr).toContain("no-such.yaml");
    expect(stderr).not.toMatch(STACK_TRACE);
  });

  it("tells what may never be deployed, where it is and what to do, also when cdktf would go on", () => {
    file("pilot-light.yaml", SMALLEST);
    const goOn = { CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS: "true" };
    const { status, stdout, stderr } = synth(goOn, "main-with-open-buckets.js");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    const problem = "The bucket is not closed to the public. Make it with the construct PrivateBucket.";
    expect(stderr).toContain(`www-failover/failover-lock/store/bucket: ${problem}`);
    expect(stderr).toContain(`www-failover/controller/artifact/store/bucket: ${problem}`);
    expect(stderr).not.toContain("CDKTF_CONTINUE");
    expect(stderr).not.toMatch(STACK_TRACE);
    expect(written()).toEqual([]);
  });
});
