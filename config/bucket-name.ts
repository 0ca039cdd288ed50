import { isIPv4 } from "node:net";
import type { Fault } from "./problem";

/** Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html, read on 2026-11-23. */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** What forbids a name as that of an S3 bucket. */
export function bucketNameFault(name: string): Fault | undefined {
  const reserved =
    RESERVED_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
    RESERVED_SUFFIXES.some((suffix) => name.endsWith(suffix));
  if (NAME.test(name) && !name.includes("..") && !isIPv4(name) && !reserved) return undefined;
  return {
    code: "invalid-bucket-name",
    what: reserved ? "S3 keeps names that begin or end so for itself" : "this cannot be an S3 bucket's name",
    allowed:
      "3 to 63 lower-case letters, digits, hyphens and single dots, beginning and ending with a letter or digit, no IP " +
      `address; not beginning with ${RESERVED_PREFIXES.join(", ")}, not ending in ${RESERVED_SUFFIXES.join(", ")}`,
  };
}
