import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { unzipSync } from "fflate";
import { bundle } from "../bundle";
import { projectCopy } from "../project-copy";
import { temporaryFolder } from "../temporary-folder";

/** Bytes. What Lambda has to fetch and unpack at a cold start, in the middle of a disaster. */
const BUDGET = 500 * 1024;

const parent = temporaryFolder();
const clone = projectCopy(path.join(parent, "clone"));
const otherClone = projectCopy(path.join(parent, "another place", "deeper", "clone"));

interface Built {
  file: string;
  sha256: string;
}

/** Builds the zip in a process of its own, which alone has a time zone of its own. */
function build(project: string, timeZone: string): Built {
  const script = `
    const { writeControllerZip } = require(${JSON.stringify(path.join(clone, "controller-zip.js"))});
    writeControllerZip(${JSON.stringify(project)}).then((zip) => process.stdout.write(JSON.stringify(zip)));`;
  // Not in the project's folder, so that nothing is found by accident.
  const options = { cwd: parent, env: { ...process.env, TZ: timeZone }, encoding: "utf8" } as const;
  return JSON.parse(execFileSync(process.execPath, ["-e", script], options));
}

let zip: Built;
let bytes: Buffer;

beforeAll(async () => {
  await bundle("constructs/controller-zip.ts", path.join(clone, "controller-zip.js"));
  zip = build(clone, "UTC");
  bytes = readFileSync(zip.file);
});

describe("the controller's zip", () => {
  it("has the same bytes from another folder and in another time zone", () => {
    const other = build(otherClone, "Asia/Tokyo");
    expect(readFileSync(other.file).equals(bytes)).toBe(true);
    expect(other.sha256).toBe(zip.sha256);
  });

  it("lies in the project's build folder, with nothing unfinished beside it", () => {
    expect(zip.file).toBe(path.join(clone, ".build", "controller.zip"));
    expect(readdirSync(path.join(clone, ".build"))).toEqual(["controller.zip"]);
  });

  it("is known by the hash that Lambda computes", () => {
    expect(zip.sha256).toBe(createHash("sha256").update(bytes).digest("base64"));
  });

  it("is small enough to be loaded in the middle of a disaster", () => {
    expect(bytes.length).toBeLessThanOrEqual(BUDGET);
  });

  it("holds one file, which Lambda's user may read", () => {
    expect(Object.keys(unzipSync(bytes))).toEqual(["index.js"]);
    const directory = bytes.indexOf("PK\x01\x02", 0, "latin1");
    expect(bytes.readUInt32LE(directory + 38) >>> 16).toBe(0o100644);
  });

  it("tells no path of the machine that built it", () => {
    const code = Buffer.from(unzipSync(bytes)["index.js"]!).toString();
    expect(code).not.toContain(parent);
    expect(code).not.toContain(process.cwd());
  });
});

describe("the code in the zip", () => {
  const ENVIRONMENT = {
    CONTRACT_VERSION: "2",
    WORKLOAD: "shop",
    DOMAIN: "shop.example.com",
    PRIMARY_ADDRESS: "203.0.113.10",
    PRIMARY_INSTANCE_ID: "",
    STANDBY_ADDRESS: "203.0.113.20",
    STANDBY_INSTANCE_ID: "i-0123456789abcdef0",
    STANDBY_REGION: "eu-west-1",
    HEALTH_CHECK_PROTOCOL: "HTTP",
    HEALTH_CHECK_PORT: "80",
    HEALTH_CHECK_PATH: "/health",
    NAME_SERVERS: "ns1.example.com",
    ALERT_TOPIC_ARN: "arn:aws:sns:eu-west-1:000000000000:alerts",
    LOCK_BUCKET: "shop-lock",
    FAILBACK: "manual",
    TTL_SECONDS: "30",
    GRACE_SECONDS: "600",
    STANDBY_INSTANCE_TYPE: "t3.micro",
    FALLBACK_INSTANCE_TYPES: "",
    BOOT_SECONDS: "30",
    PROMISED_RECOVERY_SECONDS: "145",
    // On Lambda the code runs on Node 22; what the SDK says of Node 20 would be noise here.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };

  it("exports an asynchronous handler, needs nothing but Node, and loads with the contract's environment", () => {
    // No node_modules is in reach of this folder.
    const file = path.join(parent, "index.js");
    writeFileSync(file, unzipSync(bytes)["index.js"]!);
    const script = `process.stdout.write(require(${JSON.stringify(file)}).handler.constructor.name)`;
    const answer = execFileSync(process.execPath, ["-e", script], { cwd: parent, env: ENVIRONMENT, encoding: "utf8" });
    expect(answer).toBe("AsyncFunction");
  });
});
