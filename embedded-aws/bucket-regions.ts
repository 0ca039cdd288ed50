import { GetBucketLocationCommand, type S3ServiceException } from "@aws-sdk/client-s3";
import type { AwsClients } from "./aws-clients";
import { bucketOf, type Call } from "./calls";
import type { DeployedState } from "./deployed-state";
import { GLOBAL_REGION } from "./global-region";

/** AWS's name for the region of buckets that were made before there were others. */
const OLD_NAME_OF_IRELAND = "EU";

/**
 * The region that a call concerns. Calls to S3 that no scope of a signature names the region of reach AWS by the bucket's
 * own name, and the bucket's region answers.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
 */
export async function withRegion(call: Call, state: DeployedState, deployed: AwsClients): Promise<Call> {
  const bucket = call.region === undefined ? bucketOf(call) : undefined;
  if (bucket === undefined) return call;
  const asking = state.read(`region of bucket ${bucket}`, ["s3"], () => readRegion(bucket, deployed));
  // A moto that does not answer this does not answer the call either, and that is what the caller is told.
  return { ...call, region: await asking.catch(() => undefined) };
}

async function readRegion(bucket: string, deployed: AwsClients): Promise<string | undefined> {
  try {
    const asking = new GetBucketLocationCommand({ Bucket: bucket });
    const { LocationConstraint } = await deployed.s3(GLOBAL_REGION).send(asking);
    if (LocationConstraint === OLD_NAME_OF_IRELAND) return "eu-west-1";
    return LocationConstraint || GLOBAL_REGION; // us-east-1's buckets have none.
  } catch (error) {
    if ((error as S3ServiceException).name === "NoSuchBucket") return undefined;
    throw error;
  }
}
