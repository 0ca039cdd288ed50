/** Route 53's and IAM's control planes, and every metric of Route 53, are in this region only. */
export const GLOBAL_REGION = "us-east-1";
