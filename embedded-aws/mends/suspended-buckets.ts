import {
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  type ObjectIdentifier,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import type { AwsClients } from "../aws-clients";
import { bucketOf, type Call } from "../calls";
import { GLOBAL_REGION } from "../global-region";
import { childOf, element, readAnswer, textOf, writeAnswer } from "./answer-tree";
import type { AnsweringMend, MendedAnswer } from "./mend";

/**
 * A bucket whose versioning is suspended keeps its versions, and DeleteObjects deletes each that is named. moto takes it for
 * a bucket without versions, and dies of the first delete marker, at which `terraform destroy` of a versioned bucket with
 * a deleted object gives up: the provider suspends the versioning first.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersioningSuspendedBuckets.html
 */
export const suspendedBuckets: AnsweringMend = {
  name: "buckets with suspended versioning have no versions",
  async answer(call: Call, deployed: AwsClients): Promise<MendedAnswer | undefined> {
    const Bucket = bucketOf(call);
    const query = new URLSearchParams(call.url.split("?")[1]);
    if (call.method !== "POST" || !query.has("delete") || Bucket === undefined) return undefined;
    const s3 = deployed.s3(call.region ?? GLOBAL_REGION);
    const setStatus = (Status: "Enabled" | "Suspended") =>
      s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    if (Status !== "Suspended") return undefined;

    const request = readAnswer(call.body.toString("utf8"));
    const Objects = request.children.filter(({ name }) => name === "Object").map(identifierOf);
    await setStatus("Enabled");
    const { Errors = [] } = await s3
      .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
      .finally(() => setStatus("Suspended"));
    const isQuiet = textOf(request, "Quiet") === "true";
    const deleted = isQuiet ? [] : Objects.map(({ Key, VersionId }) => entry("Deleted", { Key, VersionId }));
    const failed = Errors.map(({ Key, VersionId, Code, Message }) => entry("Error", { Key, VersionId, Code, Message }));
    const result = { ...element("DeleteResult", "", ...deleted, ...failed), attributes: ` xmlns="${NAMESPACE}"` };
    return { status: 200, contentType: "application/xml", body: writeAnswer(result) };
  },
};

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

function identifierOf(object: ReturnType<typeof readAnswer>): ObjectIdentifier {
  const version = childOf(object, "VersionId")?.text;
  return { Key: unescaped(textOf(object, "Key") ?? ""), ...(version ? { VersionId: version } : {}) };
}

const entry = (name: string, values: Readonly<Record<string, string | undefined>>) =>
  element(name, "", ...Object.entries(values).flatMap(([key, value]) => (value ? [element(key, value)] : [])));

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** XML's own entities, and characters by their number. */
function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (all, code?: string, name = "") =>
    code === undefined ? (ENTITIES[name] ?? all) : String.fromCodePoint(Number(code)),
  );
}
