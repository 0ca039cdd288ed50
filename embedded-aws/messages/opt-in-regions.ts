/**
 * Regions that every account has: those launched before March 20, 2019. All others are opt-in.
 * https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 * Osaka is among them there and in `aws ec2 describe-regions`; SNS's own page counts it as opt-in, since it was opened to
 * all later. https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html
 */
const ENABLED_BY_DEFAULT: readonly string[] = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
  ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "ap-south-1"],
  ...["ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2"],
];

const isOptIn = (region: string): boolean => !ENABLED_BY_DEFAULT.includes(region);

/**
 * "AWS doesn't support cross-region delivery to Lambda from a region that is enabled by default to an opt-in region", nor
 * from one opt-in region to another. https://docs.aws.amazon.com/sns/latest/dg/lambda-prereq.html
 */
export const reachesFunctionsIn = (topicRegion: string, functionRegion: string): boolean =>
  topicRegion === functionRegion || !isOptIn(functionRegion);

/**
 * In whose name SNS acts: out of an opt-in region, of one of that region's own.
 * https://docs.aws.amazon.com/sns/latest/dg/lambda-prereq.html
 */
export const principalFor = (topicRegion: string, targetRegion: string): string =>
  topicRegion !== targetRegion && isOptIn(topicRegion) ? `sns.${topicRegion}.amazonaws.com` : "sns.amazonaws.com";
