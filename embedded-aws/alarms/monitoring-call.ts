import { gunzipSync } from "node:zlib";
import type { Call } from "../calls";

/**
 * The parameters of a call to CloudWatch. Its SDK for JavaScript, boto3 and the AWS CLI of today send JSON (measured:
 * client-cloudwatch 3.1164, botocore 1.43), a large PutMetricData compressed.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-compression.html
 * @returns undefined where another protocol was spoken
 */
export function monitoringParameters({ headers, body }: Call): unknown {
  if (!headers["content-type"]?.startsWith("application/x-amz-json")) return undefined;
  const plain = headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
  return JSON.parse(plain.toString("utf8"));
}
