import type { IncomingHttpHeaders } from "node:http";
import { GLOBAL_REGION } from "./global-region";

/** A request as it reached the gateway. */
export interface Request {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Empty where it was not read: a dark region resets the connection after the head. */
  readonly body: Buffer;
}

/** A call of an AWS API as it reached the gateway. */
export interface Call extends Request {
  /** Access key id, or `anonymous`. */
  readonly who: string;
  /** AWS's signing name, e.g. `ec2`, `s3`, `events`. */
  readonly service: string;
  /**
   * Region whose API is called: of the signature; for calls to S3 that carry none (anonymous ones and those presigned by
   * version 2), of the bucket. Undefined where there is no such bucket.
   */
  readonly region: string | undefined;
  /** The API's name of the action, e.g. `StartInstances`; for services without one, method and path: `PUT /bucket/key`. */
  readonly action: string;
  /** Parameters of the query protocol (EC2, IAM, SNS, STS), or of the address for the others. */
  readonly parameters: URLSearchParams;
}

export const ANONYMOUS = "anonymous";

/** Their control planes are in us-east-1, whatever region a client with AWS_ENDPOINT_URL set has signed for. */
const GLOBAL_SERVICES = new Set(["iam", "route53"]);

const CREDENTIAL_SCOPE = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;
/** S3's older signature has no scope. https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html */
const SIGNATURE_V2 = /^AWS ([^:\s]+):/;
/** `bucket.s3.region.amazonaws.com`, `bucket.s3.amazonaws.com`. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const BUCKET_HOST = /^(.+)\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?::\d+)?$/;

/** Reads a call from a request's head and body; signatures are not verified. */
export function readCall(request: Request): Call {
  const { method, url, headers, body } = request;
  const [path = "/", query = ""] = url.split("?", 2);
  const inQuery = new URLSearchParams(query);
  const signed =
    CREDENTIAL_SCOPE.exec(headers.authorization ?? "") ??
    CREDENTIAL_SCOPE.exec(`Credential=${inQuery.get("X-Amz-Credential") ?? ""}`);
  const signedV2 = SIGNATURE_V2.exec(headers.authorization ?? "")?.[1] ?? inQuery.get("AWSAccessKeyId") ?? undefined;
  const [, who = signedV2 ?? ANONYMOUS, signedRegion, service = "s3"] = signed ?? [];
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const parameters = isForm ? new URLSearchParams(body.toString("utf8")) : inQuery;
  return {
    ...{ method, url, headers, body },
    who,
    service,
    region: GLOBAL_SERVICES.has(service) ? GLOBAL_REGION : signedRegion,
    action: readAction(method, path, headers, parameters),
    parameters,
  };
}

/** The bucket of a call to S3, by its host or else by its path; undefined for a call that concerns none. */
export function bucketOf({ service, url, headers }: Pick<Call, "service" | "url" | "headers">): string | undefined {
  if (service !== "s3") return undefined;
  const ofHost = BUCKET_HOST.exec(headers.host ?? "")?.[1];
  const [first = ""] = url.slice(1).split(/[/?]/, 1);
  return ofHost ?? (first || undefined);
}

function readAction(method: string, path: string, headers: IncomingHttpHeaders, parameters: URLSearchParams): string {
  const target = headers["x-amz-target"];
  // JSON protocols: `AWSEvents.PutRule`; Smithy's RPC: `/service/GraniteServiceVersion20100801/operation/PutMetricAlarm`.
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  const operation = /\/operation\/([A-Za-z]+)$/.exec(path)?.[1];
  return operation ?? parameters.get("Action") ?? `${method} ${path}`;
}
