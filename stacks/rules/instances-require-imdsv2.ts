import { blocks, eachResource } from "./rule";

/** IMDSv1 hands the server's credentials to anybody who can make it fetch a URL. */
export const instancesRequireImdsv2 = eachResource(
  ["aws_instance", "aws_launch_template"],
  ({ type, arguments: { metadata_options } }) => {
    if (blocks(metadata_options).some(({ http_tokens }) => http_tokens === "required")) return undefined;
    return `${type} answers IMDSv1. Set metadataOptions.httpTokens to "required".`;
  },
);
