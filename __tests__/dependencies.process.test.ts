import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { temporaryFolder } from "./temporary-folder";

const RULES = path.resolve(".dependency-cruiser.cjs");
const CRUISER = path.resolve("node_modules", ".bin", "depcruise");

interface Cruise {
  modules: { source: string }[];
  /** As `file: rule`. */
  violations: string[];
}

/** Follows all imports below a folder. A process of its own, since dependency-cruiser is an ES module. */
function cruise(folder: string): Cruise {
  const options = ["--config", ".dependency-cruiser.cjs", "--output-type", "json", "."];
  const { stdout, stderr } = spawnSync(process.execPath, [CRUISER, ...options], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (stderr) throw new Error(stderr);
  const { modules, summary } = JSON.parse(stdout);
  const violations = summary.violations as { from: string; to: string; rule: { name: string } }[];
  return { modules, violations: violations.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}`) };
}

describe("our parts", () => {
  const { modules, violations } = cruise(process.cwd());

  it("import only what the design lets them", () => {
    expect(violations).toEqual([]);
  });

  it("are all looked at", () => {
    const parts = ["main.ts", "stacks", "constructs", "config", "contract", "estimate", "functions", "operations"];
    const seen = new Set(modules.map(({ source }) => source.split("/")[0]));
    expect([...parts, "rehearsal", "embedded-aws"].filter((part) => !seen.has(part))).toEqual([]);
  });
});

describe("the rule on imports", () => {
  const folder = temporaryFolder();
  const FILES: Record<string, string> = {
    "node_modules/cdktf/index.js": "",
    "node_modules/zod/index.js": "",
    "node_modules/@cdktf/provider-aws/lib/index.js": "",
    "node_modules/@cdktf/provider-aws/package.json": '{ "main": "lib/index.js" }',
    "node_modules/@cdktf/provider-aws/lib/eip/index.js": "",
    "node_modules/@aws-sdk/client-ec2/index.js": "",
    "package.json":
      '{ "dependencies": { "cdktf": "*", "zod": "*", "@cdktf/provider-aws": "*", "@aws-sdk/client-ec2": "*" } }',
    "contract/thing.ts": "export interface Thing {}",
    "stacks/thing.ts": "export interface Thing {}",
    "constructs/thing.ts": "export interface Thing {}",
    "config/thing.ts": "export interface Thing {}",
    "embedded-aws/thing.ts": "export interface Thing {}",
    "functions/controller/thing.ts": "export interface Thing {}",
    "estimate/distribution/thing.ts": "export interface Thing {}",
    "rehearsal/thing.ts": "export interface Thing {}",
  };

  const REFUSED: [behaviour: string, file: string, text: string, violation: string][] = [
    [
      "a static import against the arrows",
      "constructs/static.ts",
      'import { Thing } from "../stacks/thing";\nnew Thing();',
      "stacks/thing.ts: what constructs may import",
    ],
    [
      "a dynamic import against the arrows",
      "operations/dynamic.ts",
      'export const thing = () => import("../constructs/thing");',
      "constructs/thing.ts: what operations may import",
    ],
    [
      "an import of types against the arrows",
      "rehearsal/types.ts",
      'import type { Thing } from "../stacks/thing";\nexport const thing: Thing = {};',
      "stacks/thing.ts: what rehearsal may import",
    ],
    [
      "a re-export against the arrows",
      "embedded-aws/export.ts",
      'export * from "../rehearsal/thing";',
      "rehearsal/thing.ts: what embedded-aws may import",
    ],
    [
      "a require against the arrows",
      "functions/controller/require.ts",
      'export const thing = require("../../config/thing");',
      "config/thing.ts: what functions/controller may import",
    ],
    [
      "the configuration's code in the estimate",
      "estimate/config.ts",
      'import { Thing } from "../config/thing";\nnew Thing();',
      "config/thing.ts: what estimate may import",
    ],
    [
      "the distribution of recovery times in what is synthesized",
      "stacks/distribution.ts",
      'import { Thing } from "../estimate/distribution/thing";\nnew Thing();',
      "estimate/distribution/thing.ts: what stacks may import",
    ],
    [
      "the distribution of recovery times in the estimate that a synthesis asks",
      "estimate/distributed.ts",
      'import { Thing } from "./distribution/thing";\nnew Thing();',
      "estimate/distribution/thing.ts: what estimate may import",
    ],
    [
      "anything in the contract, even Node's own",
      "contract/core.ts",
      'import { join } from "node:path";\njoin();',
      "path: what contract may import",
    ],
    [
      "a package in the controller that is not the AWS SDK",
      "functions/controller/package.ts",
      'import { z } from "zod";\nz();',
      "node_modules/zod/index.js: what functions/controller may import",
    ],
    [
      "cdktf in the rehearsal, which knows only what was deployed",
      "rehearsal/cdktf.ts",
      'import { App } from "cdktf";\nnew App();',
      "node_modules/cdktf/index.js: cdktf is unknown to rehearsal",
    ],
    [
      "the provider's barrel",
      "constructs/barrel.ts",
      'import { eip } from "@cdktf/provider-aws";\neip();',
      "node_modules/@cdktf/provider-aws/lib/index.js: provider resources are imported one by one",
    ],
    [
      "a part that does not say what it may import",
      "new-part/one.ts",
      'import { Thing } from "../contract/thing";\nnew Thing();',
      "contract/thing.ts: every part says what it may import",
    ],
    [
      "an import that leads nowhere",
      "stacks/nowhere.ts",
      'import { nowhere } from "./no-such-file";\nnowhere();',
      "./no-such-file: every import is found",
    ],
    [
      "a cycle",
      "stacks/cycle.ts",
      'import { other } from "./other-end";\nexport const cycle = () => other();',
      "stacks/other-end.ts: no cycles",
    ],
  ];

  const ALLOWED: [behaviour: string, file: string, text: string][] = [
    [
      "an import along the arrows",
      "stacks/good.ts",
      'import { Thing } from "../constructs/thing";\nimport type { Thing as Other } from "../config/thing";\nnew Thing();',
    ],
    [
      "one resource of the provider",
      "constructs/good.ts",
      'import { Eip } from "@cdktf/provider-aws/lib/eip";\nnew Eip();',
    ],
    [
      "the controller on the embedded AWS in the distribution of recovery times",
      "estimate/distribution/good.ts",
      'import type { Thing } from "../../embedded-aws/thing";\nimport type { Thing as Other } from "../../functions/controller/thing";\nexport type Both = Thing & Other;',
    ],
    [
      "the AWS SDK and Node in the controller",
      "functions/controller/good.ts",
      'import { EC2 } from "@aws-sdk/client-ec2";\nimport { isIP } from "node:net";\nisIP(new EC2());',
    ],
  ];

  let violations: string[] = [];

  beforeAll(() => {
    const tested = [...REFUSED, ...ALLOWED].map(([, file, text]) => [file, text] as const);
    const otherEnd = [
      "stacks/other-end.ts",
      'import { cycle } from "./cycle";\nexport const other = () => cycle();',
    ] as const;
    for (const [file, text] of [...Object.entries(FILES), ...tested, otherEnd]) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    copyFileSync(RULES, path.join(folder, ".dependency-cruiser.cjs"));
    violations = cruise(folder).violations;
  });

  const of = (file: string) => violations.filter((violation) => violation.startsWith(`${file} -> `));

  it.each(REFUSED)("refuses %s", (_, file, __, violation) => {
    expect(of(file)).toContain(`${file} -> ${violation}`);
  });

  it.each(ALLOWED)("allows %s", (_, file) => {
    expect(of(file)).toEqual([]);
  });
});

describe("our files", () => {
  const NOT_OURS = ["node_modules", ".git", ".build", "cdktf.out"];
  const filesOf = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => !NOT_OURS.includes(name))
      .flatMap((entry) =>
        entry.isDirectory() ? filesOf(path.join(folder, entry.name)) : [path.join(folder, entry.name)],
      );

  const SAYS_NOTHING = /(^|[/._-])(utils?|helpers?|common|misc)([/._-]|$)/i;

  it("say in their names what is in them", () => {
    expect(filesOf(".").filter((file) => SAYS_NOTHING.test(file))).toEqual([]);
  });

  it.each(["stacks/utils.ts", "constructs/helpers/site.ts", "config/common.ts", "__tests__/test-helper.ts"])(
    "would not be named %s",
    (file) => expect(file).toMatch(SAYS_NOTHING),
  );

  // The swc parser of dependency-cruiser does not see these, so that the arrows would not hold for them.
  const TYPE_WITHOUT_IMPORT = /\bimport\("[^"]+"\)\.[A-Z]/;

  it("import the types that they use at their top", () => {
    const typescript = filesOf(".").filter((file) => file.endsWith(".ts"));
    expect(typescript.filter((file) => TYPE_WITHOUT_IMPORT.test(readFileSync(file, "utf8")))).toEqual([]);
  });

  it("would be seen to use one that is not", () => {
    expect(["export type Thing = im", 'port("../stacks/thing").Thing;'].join("")).toMatch(TYPE_WITHOUT_IMPORT);
  });
});
