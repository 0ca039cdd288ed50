import { DeleteFunctionCommand } from "@aws-sdk/client-lambda";
import type { EmbeddedAws } from "../../embedded-aws/embedded-aws";
import type { World } from "../../rehearsal/world/world";
import { configuration, withFallbackType } from "../configurations";
import { playCase } from "../rehearsal/named-case";
import { PRIMARY_REGION, provenDeployment, STANDBY_REGION } from "../rehearsal/proven-deployment";
import { covers, rightsOfPolicy, rightsOfRoles } from "./granted-rights";

/** The deployment takes 80 s on two cores; a story, half an hour of AWS time, up to a minute. */
jest.setTimeout(400_000);

const FALLBACK_TYPE = "t3a.micro";

/** A right that was needed, with what the deployed policies said. */
interface Needed {
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly refusedBecause: string | undefined;
}

/** By any role, in the deployment and in all that was played on it. */
const needed: Needed[] = [];

/** With every right that a file can ask for. */
const deployment = provenDeployment(withFallbackType(configuration("smallest"), FALLBACK_TYPE));
beforeAll(() => keepWhatWasNeeded(deployment.aws));

function keepWhatWasNeeded({ judgedRights }: EmbeddedAws): void {
  for (const { roleArn, action, resource, verdict } of judgedRights.all) {
    const refusedBecause = verdict.allowed ? undefined : verdict.because;
    needed.push({ role: roleArn.slice(roleArn.lastIndexOf("/") + 1), action, resource, refusedBecause });
  }
}

/** Plays on a fork, and keeps which rights were needed. */
const play = (story: (given: World) => Promise<void>) =>
  playCase(deployment, async (given) => {
    await story(given);
    keepWhatWasNeeded(given.aws);
  });

const isUsed = ({ aws }: World, action: string, resource: RegExp) =>
  aws.judgedRights.all.some(
    (right) => right.action === action && resource.test(right.resource) && right.verdict.allowed,
  );

const untilUsed = (given: World, action: string, resource = /./) =>
  given.until(`somebody has used ${action}`, () => isUsed(given, action, resource), 15);

describe("what is done with rights", () => {
  test("a failover, the return and a drill, with whatever an operator can look at", () =>
    play(async (given) => {
      await given.failOver();
      await given.pilotLight("status", "www");
      await given.bringBack();
      await given.pilotLight("failback", "www", "--yes", "--reason", "the primary is mended");
      const isRecorded = async () => (await given.episodes()).length === 1;
      await given.until("the episode has its document", isRecorded, 5);
      await given.pilotLight("history", "www");
      await given.pilotLight("drill", "www", "--yes");
      // A name that is not here is looked for wherever Route 53 says that a standby is.
      await given.pilotLight("status", "nobodys").catch(() => {});
      // What it finds is not the question here.
      await given.pilotLight("preflight", "www", "--primary", PRIMARY_REGION).catch(() => {});
    }));

  test("what the controller could not do is kept for people", () =>
    play(async (given) => {
      given.aws.faults.onCalls({
        matches: ({ service, action }) => service === "sns" && action === "Publish",
        fault: { kind: "fail" },
      });
      await given.stopPrimary();
      await untilUsed(given, "sqs:SendMessage");
    }));

  test("a tick that finds no controller is kept for people", () =>
    play(async (given) => {
      const { controller: FunctionName } = deployment.workload;
      await given.aws.clients.lambda(STANDBY_REGION).send(new DeleteFunctionCommand({ FunctionName }));
      await untilUsed(given, "sqs:SendMessage");
    }));

  test("a standby of whose type EC2 has none is started as another", () =>
    play(async (given) => {
      given.aws.faults.onCalls({
        matches: ({ action }) => action === "StartInstances" && !isUsed(given, "ec2:ModifyInstanceAttribute", /./),
        fault: { kind: "refuse", code: "InsufficientInstanceCapacity", message: "No capacity", status: 500 },
      });
      await given.stopPrimary();
      await untilUsed(given, "ec2:ModifyInstanceAttribute");
      await given.untilServedBy("standby", 10);
      expect(await given.told()).toContain(`the standby runs as ${FALLBACK_TYPE}`);
    }));

  test("a standby whose volume is encrypted with the account's own key is started", () =>
    play(async (given) => {
      await makeTheVolumesKeyTheAccountsOwn(given.aws);
      await given.stopPrimary();
      await untilUsed(given, "kms:CreateGrant");
      await given.untilServedBy("standby", 5);
    }));
});

/** AWS manages the key that has this alias; without it, the standby's key is a customer's. */
async function makeTheVolumesKeyTheAccountsOwn({ endpoint }: EmbeddedAws): Promise<void> {
  const scope = `TEST/20250101/${STANDBY_REGION}/kms/aws4_request`;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "TrentService.DeleteAlias",
    },
    body: JSON.stringify({ AliasName: "alias/aws/ebs" }),
  });
  if (!response.ok) throw new Error(`KMS answered ${response.status}: ${await response.text()}`);
}

test("no role was refused anything that it needed", () => {
  expect(needed.length).toBeGreaterThan(30);
  expect(needed.filter(({ refusedBecause }) => refusedBecause !== undefined)).toEqual([]);
});

test("no right of a role of the deployment is unused", async () => {
  const granted = await rightsOfRoles(deployment.aws);
  expect(new Set(granted.map(({ role }) => role)).size).toBe(3);
  const isUsed = ({ role, action, resource }: (typeof granted)[number]) =>
    needed.some((right) => right.role === role && right.action === action && covers(resource, right.resource));
  expect(granted.filter((right) => !isUsed(right))).toEqual([]);
});

test("no right of an operator who may command is unused", async () => {
  const granted = await rightsOfPolicy(deployment.aws, deployment.workload.commandPolicy);
  const byOperators = needed.filter(({ role }) => role.startsWith("operator-"));
  const isUsed = ({ action, resource }: (typeof granted)[number]) =>
    byOperators.some((right) => right.action === action && covers(resource, right.resource));
  expect(granted.filter((right) => !isUsed(right))).toEqual([]);
});
