import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { controllerBundle, controllerZipBytes } from "../constructs/controller-zip";
import { type ControllerEnvironment, ENVIRONMENT } from "../contract/environment";
import { CONTRACT_VERSION } from "../contract/version";
import { type Comparison, median } from "./comparison";

/** Enough for a median that a busy second does not move; odd, so that the median is one of the runs. */
const RUNS = 15;

const BYTES_PER_KILOBYTE = 1_000;

const REGION = "us-east-1";

const environment: ControllerEnvironment = {
  [ENVIRONMENT.contractVersion]: String(CONTRACT_VERSION),
  [ENVIRONMENT.workload]: "web",
  [ENVIRONMENT.domain]: "www.example.com",
  [ENVIRONMENT.primaryAddress]: "192.0.2.10",
  [ENVIRONMENT.primaryInstanceId]: "i-00000000000000001",
  [ENVIRONMENT.standbyAddress]: "198.51.100.20",
  [ENVIRONMENT.standbyInstanceId]: "i-00000000000000002",
  [ENVIRONMENT.standbyRegion]: REGION,
  [ENVIRONMENT.healthCheckProtocol]: "HTTP",
  [ENVIRONMENT.healthCheckPort]: "80",
  [ENVIRONMENT.healthCheckPath]: "/health",
  [ENVIRONMENT.nameServers]: "ns-1.example.com,ns-2.example.net",
  [ENVIRONMENT.alertTopicArn]: `arn:aws:sns:${REGION}:000000000000:alerts`,
  [ENVIRONMENT.lockBucket]: "lock",
  [ENVIRONMENT.failback]: "manual",
  [ENVIRONMENT.ttlSeconds]: "30",
  [ENVIRONMENT.graceSeconds]: "600",
  [ENVIRONMENT.standbyInstanceType]: "t3.micro",
  [ENVIRONMENT.fallbackInstanceTypes]: "",
  [ENVIRONMENT.bootSeconds]: "30",
  [ENVIRONMENT.promisedRecoverySeconds]: "180",
};

/** Both print milliseconds. The bundle builds its clients while it loads, as boto3's line builds one. */
const LOAD_BUNDLE = "const t = performance.now(); require(process.argv[1]); console.log(performance.now() - t)";
const LOAD_BOTO3 = `import time; t = time.perf_counter(); import boto3; boto3.client("ec2"); print((time.perf_counter() - t) * 1000)`;

function milliseconds(command: string, args: string[]): number {
  const env = { ...process.env, ...environment, AWS_REGION: REGION, AWS_DEFAULT_REGION: REGION };
  return Number(execFileSync(command, args, { env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
}

function loadBoto3(): number {
  try {
    return milliseconds("python3", ["-c", LOAD_BOTO3]);
  } catch {
    throw new Error("python3 on the PATH cannot import boto3, the side to compare with. Install it: pip install boto3");
  }
}

/**
 * How long the controller's bundle takes to load, against what the recipe's Python function pays for
 * `import boto3; boto3.client("ec2")`. Both are timed inside their processes, in turns, on the same machine.
 *
 * @param project folder of this project
 */
export async function controllerLoad(project: string): Promise<Comparison> {
  const bundle = await controllerBundle(project);
  const zip = await controllerZipBytes(project);
  const folder = mkdtempSync(path.join(tmpdir(), "pilot-light-bench-"));
  try {
    const file = path.join(folder, "index.js");
    writeFileSync(file, bundle);
    const controller: number[] = [];
    const boto3: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      controller.push(milliseconds(process.execPath, ["-e", LOAD_BUNDLE, file]));
      boto3.push(loadBoto3());
    }
    return {
      title: "The controller",
      measurements: [
        { what: "module load", value: median(controller), unit: "ms" },
        { what: 'import boto3; boto3.client("ec2")', value: median(boto3), unit: "ms" },
        { what: "ratio", value: median(controller) / median(boto3), unit: "times", limit: 0.75 },
        { what: "bundle", value: bundle.length / BYTES_PER_KILOBYTE, unit: "KB" },
        { what: "zip", value: zip.length / BYTES_PER_KILOBYTE, unit: "KB", limit: 500 },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
