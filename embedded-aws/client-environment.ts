import { credentialsOf } from "./aws-clients";
import { GLOBAL_REGION } from "./global-region";
import type { RoleCredentials } from "./permissions/principals";

/** Who runs Terraform and the rehearsal's own calls, in the call log. */
export const OPERATOR = "OPERATOR";

/**
 * What a client's process needs to find the embedded AWS, e.g. Terraform's.
 * @param endpoint the gateway's
 */
export function clientEnvironment(endpoint: string, ipRangesUrl: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(OPERATOR);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: GLOBAL_REGION,
    AWS_DEFAULT_REGION: GLOBAL_REGION, // The AWS CLI and boto3 read only this one.
    // The user's own configuration and an instance's role must never be used by mistake.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    // Terraform's variable for the published ranges of AWS's own addresses.
    TF_VAR_ip_ranges_url: ipRangesUrl,
  };
}

/** What makes a client's process call with these credentials. */
export const credentialsEnvironment = ({ accessKeyId, secretAccessKey, sessionToken }: RoleCredentials) => ({
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_SESSION_TOKEN: sessionToken,
});
