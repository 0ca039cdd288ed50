import type { IncomingHttpHeaders } from "node:http";
import { GLOBAL_REGION } from "./aws-clients";

/** A call of an AWS API as it reached the gateway. */
export interface Call {
  /** Access key id, or `anonymous`. */
  readonly who: string;
  /** AWS's signing name, e.g. `ec2`, `s3`, `events`. */
  readonly service: string;
  /** Region of the signature; undefined where nothing signed says it (anonymous and presigned calls to S3). */
  readonly region: string | undefined;
  /** The API's name of the action, e.g. `StartInstances`; for services without one, method and path: `PUT /bucket/key`. */
  readonly action: string;
  /** Parameters of the query protocol (EC2, IAM, SNS, STS); empty for the others. */
  readonly parameters: URLSearchParams;
}

/** Their control planes are in us-east-1, whatever region a client with AWS_ENDPOINT_URL set has signed for. */
const GLOBAL_SERVICES = new Set(["iam", "route53"]);

const CREDENTIAL_SCOPE = /Credential=([^/,\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

/** Reads a call from a request's head and body; signatures are not verified. */
export function readCall(request: { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer }): Call {
  const { method, url, headers, body } = request;
  const [path = "/", query = ""] = url.split("?", 2);
  const inQuery = new URLSearchParams(query);
  const signed =
    CREDENTIAL_SCOPE.exec(headers.authorization ?? "") ??
    CREDENTIAL_SCOPE.exec(`Credential=${inQuery.get("X-Amz-Credential") ?? ""}`);
  const [, who = "anonymous", signedRegion, service = "s3"] = signed ?? [];
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const parameters = isForm ? new URLSearchParams(body.toString("utf8")) : inQuery;
  return {
    who,
    service,
    region: GLOBAL_SERVICES.has(service) ? GLOBAL_REGION : signedRegion,
    action: readAction(method, path, headers, parameters),
    parameters,
  };
}

function readAction(method: string, path: string, headers: IncomingHttpHeaders, parameters: URLSearchParams): string {
  const target = headers["x-amz-target"];
  // JSON protocols: `AWSEvents.PutRule`; Smithy's RPC: `/service/GraniteServiceVersion20100801/operation/PutMetricAlarm`.
  if (typeof target === "string") return target.slice(target.lastIndexOf(".") + 1);
  const operation = /\/operation\/([A-Za-z]+)$/.exec(path)?.[1];
  return operation ?? parameters.get("Action") ?? `${method} ${path}`;
}
