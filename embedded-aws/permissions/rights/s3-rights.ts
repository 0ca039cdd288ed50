import { bucketOf, type Call } from "../../calls";
import { present, type Right, type RightsOfService } from "./right";
import { BUCKET_OPERATIONS, NO_SUBRESOURCE, OBJECT_OPERATIONS } from "./s3-operations";

/** An object as a call names it, by path or by host. */
export interface S3Object {
  readonly bucket: string;
  readonly key: string;
}

/** The object that a call to S3 concerns; undefined where it concerns a bucket or none. */
export function objectOf(call: Call): S3Object | undefined {
  const bucket = bucketOf(call);
  if (bucket === undefined) return undefined;
  const path = decodeURIComponent(call.url.split("?", 1)[0]!.slice(1));
  const isByHost = call.headers.host?.startsWith(`${bucket}.s3`) ?? false;
  const key = isByHost ? path : path.slice(bucket.length + 1);
  return key === "" ? undefined : { bucket, key };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
export const s3Rights: RightsOfService = (call) => {
  const bucket = bucketOf(call);
  if (bucket === undefined)
    return call.method === "GET" ? [{ action: "s3:ListAllMyBuckets", resource: "*" }] : undefined;
  const query = new URLSearchParams(call.url.split("?")[1]);
  const object = objectOf(call);
  const subresources = [...query.keys()].filter((name) => !NO_SUBRESOURCE.test(name)).sort();
  const operation = [call.method, ...subresources].join(" ");
  const name = (object ? OBJECT_OPERATIONS : BUCKET_OPERATIONS)[operation];
  if (name === undefined) return undefined;
  const right = { action: `s3:${name}`, resource: arnOf(object ?? { bucket, key: "" }) };
  if (name === "ListBucket" || name === "ListBucketVersions") return [{ ...right, context: listingContext(query) }];
  if (name === "PutObject" && object) return putRights(call, right);
  return [right];
};

/** The right that tells an absent object (404) from a forbidden one (403). */
export const listRightOf = ({ bucket }: S3Object): Right => ({
  action: "s3:ListBucket",
  resource: arnOf({ bucket, key: "" }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html asks for the right without a prefix.
  context: listingContext(new URLSearchParams()),
});

const arnOf = ({ bucket, key }: S3Object) => `arn:aws:s3:::${bucket}${key && `/${key}`}`;

function listingContext(query: URLSearchParams): Right["context"] {
  return {
    "s3:prefix": present(query.get("prefix")),
    "s3:delimiter": present(query.get("delimiter")),
    "s3:max-keys": present(query.get("max-keys")),
  };
}

/** Writing an object may also set its tags or its access list, or read the object that it is copied from. */
function putRights({ headers }: Call, put: Right): Right[] | undefined {
  const header = (name: string) => present(headers[name]?.toString());
  const context = {
    "s3:x-amz-acl": header("x-amz-acl"),
    "s3:x-amz-server-side-encryption": header("x-amz-server-side-encryption"),
    "s3:x-amz-server-side-encryption-aws-kms-key-id": header("x-amz-server-side-encryption-aws-kms-key-id"),
    "s3:if-none-match": header("if-none-match"),
    "s3:if-match": header("if-match"),
  };
  const rights: Right[] = [{ ...put, context }];
  if (headers["x-amz-tagging"]) rights.push({ ...put, action: "s3:PutObjectTagging" });
  if (headers["x-amz-acl"]) rights.push({ ...put, action: "s3:PutObjectAcl" });
  const source = headers["x-amz-copy-source"]?.toString();
  if (source === undefined) return rights;
  const [path = "", version] = decodeURIComponent(source).replace(/^\//, "").split("?versionId=");
  const action = version === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
  return [...rights, { action, resource: `arn:aws:s3:::${path}` }];
}
