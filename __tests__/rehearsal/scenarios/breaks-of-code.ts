import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { controllerZipBytes } from "../../../constructs/controller-zip";
import { findParts } from "../../../rehearsal/deployed-parts";
import { copyEdited, type Edit } from "../../functions/controller/edited-source";
import { type Break, deployZip } from "../hand-made-breaks";
import { REGIONS } from "../proven-deployment";

/** The edits of each controller that is built from an edited copy. */
export const EDITED: (readonly Edit[])[] = [];

/**
 * Deploys a controller that was built from an edited copy of its source.
 * @throws Error where a text to be replaced is not there exactly once
 */
export function deployEdited(...edits: readonly Edit[]): Break {
  EDITED.push(edits);
  return async (aws, workload) => {
    const zip = await zipOf(edits);
    const { standbyRegion } = await findParts(aws, workload, REGIONS);
    await deployZip(aws, standbyRegion, workload.controller, zip);
  };
}

async function zipOf(edits: readonly Edit[]): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), "pilot-light-test-"));
  try {
    copyEdited(edits, folder);
    symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
    return await controllerZipBytes(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Before it looks at the standby, it asks EC2 in the primary's region how the primary is. */
export const asksThePrimarysRegion = deployEdited(
  {
    file: "aws.ts",
    find: "connectAws({ standby, lockBucket, alertTopicArn }: Settings)",
    replace: "connectAws({ standby, primary, lockBucket, alertTopicArn }: Settings)",
  },
  {
    file: "aws.ts",
    find: "standby: ec2Standby(new EC2Client(config), standby.instanceId),",
    replace: `standby: (() => {
      const there = ec2Standby(new EC2Client({ ...config, region: "us-west-2" }), primary.instanceId);
      const here = ec2Standby(new EC2Client(config), standby.instanceId);
      return { ...here, describe: async () => (await there.describe(), here.describe()) };
    })(),`,
  },
);

/** Whoever accepts a connection is taken for a server that answers. */
export const takesAConnectionForAnAnswer = deployEdited({
  file: "probe.ts",
  find: `finish({ kind: "fails", why: "time-out", phase: "answer" })`,
  replace: `finish({ kind: "serves", status: 200, ms: now() - startedAt })`,
});

/** Any status is a good one. */
export const takesAnyAnswerForAGoodOne = deployEdited({
  file: "probe.ts",
  find: "status >= 200 && status < 400",
  replace: "status >= 200",
});

/** What an episode began with is true until it ends, and the standby is committed to as soon as it serves. */
export const finishesWhatItBegan = deployEdited(
  {
    file: "rules/primary-is-down.ts",
    find: "const witness = witnessOf(o);",
    replace: "const witness = witnessOf(o) ?? before.to.episode?.witness;",
  },
  { file: "rules/primary-is-down.ts", find: "serves && primaryIsGone(o) &&", replace: "serves &&" },
);

/** A start that was tried once is not tried again. */
export const startsOnce = deployEdited({
  file: "rules/ignition.ts",
  find: 'return { ...ignition, change: claim, actions: [{ do: "ignite" }, ...reports], settled: false };',
  replace:
    'return { ...ignition, change: claim, actions: claim === change ? [] : [{ do: "ignite" }], settled: claim === change };',
});

/** The lock is written as soon as the primary is gone. */
export const commitsBeforeTheStandbyServes = deployEdited({
  file: "rules/primary-is-down.ts",
  find: "serves && primaryIsGone(o) &&",
  replace: "primaryIsGone(o) &&",
});

/** Whoever takes the lease keeps it for an hour, whatever becomes of him. */
export const leasesForAnHour = deployEdited({
  file: "lease.ts",
  find: "LEASE_MS = 100_000",
  replace: "LEASE_MS = 3_600_000",
});

/** Its own probes are all that it goes by. */
export const believesOnlyItself = deployEdited({
  file: "observe.ts",
  find: `return ownProbes.says === "down" && nameServers.says === "gone";`,
  replace: `return ownProbes.says === "down";`,
});

/** Where the name servers send users is all that it goes by. */
export const believesOnlyDns = deployEdited({
  file: "observe.ts",
  find: `return ownProbes.says === "down" && nameServers.says === "gone";`,
  replace: `return nameServers.says === "gone";`,
});

/** A primary that answers the controller is well, wherever the name servers send users. */
export const doesNotAskDns = deployEdited({
  file: "rules/primary-is-down.ts",
  find: `return sayDown(nameServers) ? "name servers" : undefined;`,
  replace: `return sayDown(nameServers) && ownProbes.says !== "up" ? "name servers" : undefined;`,
});

/** A lease is taken from whoever holds it, and the lock and the memory are written over whatever lies there. */
export const keepsNobodyApart = deployEdited(
  { file: "lease.ts", find: "view.value.until > now() ?", replace: "view.value.until < 0 ?" },
  {
    file: "json-object.ts",
    find: "{ ...object, ...condition, ...asJson(value) }",
    replace: "{ ...object, ...asJson(value) }",
  },
);

/** It tells people through us-east-1, as one finds it in many a file. */
export const tellsThroughUsEast1 = deployEdited({
  file: "aws.ts",
  find: "new SNSClient(config)",
  replace: `new SNSClient({ ...config, region: "us-east-1" })`,
});

/** What S3 does not say is not there. */
export const takesUnknownForAbsent = deployEdited({
  file: "json-object.ts",
  find: `if (nameOf(error) === "NoSuchKey") return { kind: "absent" };`,
  replace: `if (nameOf(error) !== "") return { kind: "absent" };`,
});

/** A failback is accepted and begun, however the primary is. */
export const failsBackOnTrust = deployEdited(
  {
    file: "request.ts",
    find: `if (!force && primary.kind === "fails")`,
    replace: `if (!force && primary.kind === "fails" && at < 0)`,
  },
  {
    file: "rules/ordered-failback.ts",
    find: "const proven = order.force ||",
    replace: "const proven = order !== undefined ||",
  },
);

/** A failback stops the standby as soon as the name servers have turned, whatever resolvers remember. */
export const stopsBeforeResolversForget = deployEdited({
  file: "rules/drained.ts",
  find: "at - since >= drainMs(settings)",
  replace: "at - since >= 0 * drainMs(settings)",
});

/** A primary that is down is a disaster, maintenance or not. */
export const ignoresMaintenance = deployEdited({
  file: "decide.ts",
  find: `  { name: "1: maintenance", rule: maintenance },
  { name: "3: the primary is down", rule: primaryIsDown },`,
  replace: `  { name: "3: the primary is down", rule: primaryIsDown },
  { name: "1: maintenance", rule: maintenance },`,
});

/** A primary that answers is believed at once, whatever the grace period. */
export const hasNoGracePeriod = deployEdited({
  file: "rules/stand-down.ts",
  find: "at - primaryBackAt < settings.graceSeconds * 1_000 || !isDrained(primaryBackAt, at, settings)",
  replace: "settings.graceSeconds < 0 && isDrained(primaryBackAt, at, settings)",
});
