import { DescribeEventBusCommand } from "@aws-sdk/client-eventbridge";
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  paginateListAttachedRolePolicies,
  paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import type { AwsClients } from "../aws-clients";
import { functionOf, parseArn } from "../deliveries/arn";
import { readFunctionPolicy } from "../deliveries/function-policy";
import type { DeployedState } from "../deployed-state";
import { GLOBAL_REGION } from "../global-region";
import type { DeployedKeys } from "./deployed-keys";
import type { ResourcePolicy } from "./evaluate";
import { type Policy, readPolicy } from "./policy";
import { regionOf, roleNameOf } from "./principal";

/** A role's policies. */
export interface DeployedRole {
  readonly identity: readonly Policy[];
  readonly boundary?: Policy;
  readonly trust: Policy;
}

/** Reads the deployed policies that decide about a call; again only after one may have changed. */
export class DeployedPolicies {
  constructor(
    private readonly state: DeployedState,
    private readonly deployed: AwsClients,
    private readonly keys: DeployedKeys,
  ) {}

  /** @returns undefined where there is no such role */
  ofRole(roleArn: string): Promise<DeployedRole | undefined> {
    const name = roleNameOf(roleArn);
    return this.state.read(`policies of role ${name}`, ["iam"], () => unlessAbsent(this.readRole(name)));
  }

  /** The policy of the resource that an action concerns; undefined where it has none, or its service knows none. */
  async ofResource(arn: string): Promise<ResourcePolicy | undefined> {
    const { service } = parseArn(arn);
    // An object's policy is its bucket's; a version's or alias's function, the function's.
    const owner =
      service === "s3" ? arn.split("/", 1)[0]! : service === "lambda" ? arn.split(":").slice(0, 7).join(":") : arn;
    const read = this.readers[service];
    if (!read) return undefined;
    const text = await this.state.read(`policy of ${owner}`, [service], () => unlessAbsent(read(owner)));
    const mustAllow = service === "kms";
    const name = `the policy of ${owner}`;
    if (text) return { policy: readPolicy(name, text), mustAllow };
    return mustAllow ? { policy: { name, knowsVariables: true, statements: [] }, mustAllow } : undefined;
  }

  private readonly readers: Readonly<Record<string, (arn: string) => Promise<string | undefined>>> = {
    s3: async (arn) => {
      const Bucket = parseArn(arn).resource;
      return (await this.deployed.s3(GLOBAL_REGION).send(new GetBucketPolicyCommand({ Bucket }))).Policy;
    },
    sns: async (arn) => {
      const asking = new GetTopicAttributesCommand({ TopicArn: arn });
      return (await this.deployed.sns(regionOf(arn)).send(asking)).Attributes?.Policy;
    },
    sqs: async (arn) => {
      const sqs = this.deployed.sqs(regionOf(arn));
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: parseArn(arn).resource }));
      const asking = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] });
      return (await sqs.send(asking)).Attributes?.Policy;
    },
    lambda: async (arn) => {
      const [named, { state, deployed }] = [functionOf(arn), this];
      return named && (await readFunctionPolicy({ state, deployed }, named))?.text;
    },
    events: async (arn) => {
      if (!arn.includes(":event-bus/")) return undefined;
      const asking = new DescribeEventBusCommand({ Name: arn.slice(arn.indexOf("/") + 1) });
      return (await this.deployed.events(regionOf(arn)).send(asking)).Policy;
    },
    kms: (arn) => this.keys.policyOf(arn),
  };

  private async readRole(RoleName: string): Promise<DeployedRole> {
    const iam = this.deployed.iam();
    const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
    const identity: Policy[] = [];
    for await (const { PolicyNames } of paginateListRolePolicies({ client: iam }, { RoleName }))
      for (const PolicyName of PolicyNames ?? []) {
        const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        identity.push(readPolicy(`policy ${PolicyName} of role ${RoleName}`, decodeURIComponent(PolicyDocument!)));
      }
    for await (const { AttachedPolicies } of paginateListAttachedRolePolicies({ client: iam }, { RoleName }))
      for (const { PolicyArn } of AttachedPolicies ?? []) identity.push(await this.readManaged(PolicyArn!));
    const boundary = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
    return {
      identity,
      trust: readPolicy(`the trust policy of role ${RoleName}`, decodeURIComponent(Role!.AssumeRolePolicyDocument!)),
      ...(boundary ? { boundary: await this.readManaged(boundary) } : {}),
    };
  }

  private async readManaged(PolicyArn: string): Promise<Policy> {
    const iam = this.deployed.iam();
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const asking = new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy!.DefaultVersionId });
    const { PolicyVersion } = await iam.send(asking);
    return readPolicy(`managed policy ${PolicyArn}`, decodeURIComponent(PolicyVersion!.Document!));
  }
}

/** What the services say of a thing, or of a policy, that does not exist. */
const ABSENT = /^(NoSuch|NotFound|ResourceNotFound|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)/;

async function unlessAbsent<Result>(reading: Promise<Result>): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && ABSENT.test(error.name)) return undefined;
    throw error;
  }
}
