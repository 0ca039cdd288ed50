import { jsonOf, type RightsOfService, textAt } from "./right";

const ON_ROLE = /^(Get|Delete)Role(Policy)?$|^PutRolePolicy$|^List(AttachedRole|Role)Policies$/;

/**
 * Roles without a path only: the call does not say the path.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const iamRights: RightsOfService = ({ action, parameters }, { account }) => {
  const role = parameters.get("RoleName");
  if (role === null || !ON_ROLE.test(action)) return undefined;
  return [{ action: `iam:${action}`, resource: `arn:aws:iam::${account}:role/${role}` }];
};

/** GetCallerIdentity needs no right. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const stsRights: RightsOfService = ({ action }) => (action === "GetCallerIdentity" ? [] : undefined);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html */
export const ssmRights: RightsOfService = (call, { region, account }) => {
  if (!/^(Get|Put|Delete)Parameters?(ByPath)?$/.test(call.action)) return undefined;
  const parameters = jsonOf(call);
  const one = textAt(parameters, "Name") ?? textAt(parameters, "Path");
  const names = one === undefined ? parameters?.Names : [one];
  if (!Array.isArray(names) || names.length === 0) return undefined;
  return names.map((name) => ({
    action: `ssm:${call.action}`,
    // A name's slash at its beginning is the one that follows `parameter`.
    resource: `arn:aws:ssm:${region}:${account}:parameter/${String(name).replace(/^\//, "")}`,
  }));
};

const ON_KEY = /^(CreateGrant|Decrypt|DescribeKey|Encrypt|GenerateDataKey(WithoutPlaintext)?|GetKeyPolicy|ListGrants)$/;

/**
 * Keys by id or ARN; an alias is not resolved.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
export const kmsRights: RightsOfService = (call, { region, account }) => {
  const key = textAt(jsonOf(call), "KeyId");
  if (key === undefined || key.includes("alias/") || !ON_KEY.test(call.action)) return undefined;
  const resource = key.startsWith("arn:") ? key : `arn:aws:kms:${region}:${account}:key/${key}`;
  const context = { "kms:viaservice": [], "kms:calleraccount": [account], "kms:grantisforawsresource": ["false"] };
  return [{ action: `kms:${call.action}`, resource, context }];
};
