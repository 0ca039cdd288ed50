import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { GetObjectCommand, ListBucketsCommand, ListObjectVersionsCommand, type S3Client } from "@aws-sdk/client-s3";
import { unzipSync } from "fflate";
import type { AwsClients } from "../aws-clients";

/**
 * Reads a deployed function's zip back from S3. moto keeps no code, and its Code.Location ends with the object's key
 * but names no bucket: so the object is found by its key and its SHA-256, in whichever bucket of the region holds it.
 * @param wanted.location GetFunction's Code.Location
 * @param wanted.sha256 the function's CodeSha256, base64
 */
export async function readDeployedZip(
  deployed: AwsClients,
  wanted: { functionName: string; region: string; location: string; sha256: string },
): Promise<Uint8Array> {
  const s3 = deployed.s3(wanted.region);
  const key = decodeURIComponent(new URL(wanted.location).pathname.slice(1));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name, BucketRegion } of Buckets) {
    if (!Name || (BucketRegion && BucketRegion !== wanted.region)) continue;
    for await (const zip of objectVersions(s3, Name, key)) if (sha256Of(zip) === wanted.sha256) return zip;
  }
  throw new Error(
    `No bucket in ${wanted.region} holds the code of ${wanted.functionName}: ` +
      `an object ${key} whose SHA-256 is ${wanted.sha256}. Either it was deleted after the function was deployed, ` +
      "or was uploaded as a file, which moto cannot give back: deploy it from an S3 object (s3_bucket and s3_key).",
  );
}

/** Newest first; the function may run an older version of the object than the newest. */
async function* objectVersions(s3: S3Client, Bucket: string, Key: string): AsyncGenerator<Uint8Array> {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
  for (const version of Versions) {
    if (version.Key !== Key) continue;
    // An unversioned bucket's only version is called `null`.
    const VersionId = version.VersionId === "null" ? undefined : version.VersionId;
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    if (Body) yield await Body.transformToByteArray();
  }
}

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");

/** Unpacks a zip into an existing folder. @throws Error for an entry that would land outside it. */
export async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    const path = join(folder, name);
    if (!path.startsWith(folder + sep)) throw new Error(`The zip's entry ${name} points outside its folder.`);
    if (name.endsWith("/")) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}
