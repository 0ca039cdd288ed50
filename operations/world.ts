import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { EC2Client } from "@aws-sdk/client-ec2";
import type { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { type AskDns, askDns } from "./look/name-servers";
import { fetchPage } from "./look/page";
import type { Terminal } from "./project";

/** Where Route 53's and its metrics' APIs are. */
export const GLOBAL_REGION = "us-east-1";

/** AWS for an operator's command: clients by region, made when they are needed. */
export interface AwsClients {
  cloudWatch(region: string): CloudWatchClient;
  ec2(region: string): EC2Client;
  kms(region: string): KMSClient;
  lambda(region: string): LambdaClient;
  quotas(region: string): ServiceQuotasClient;
  route53(): Route53Client;
  s3(region: string): S3Client;
  scheduler(region: string): SchedulerClient;
  sns(region: string): SNSClient;
  sqs(region: string): SQSClient;
  tagging(region: string): ResourceGroupsTaggingAPIClient;
}

/** What a command sees for itself, without AWS's APIs. */
export interface Network {
  readonly askDns: AskDns;
  readonly fetchPage: typeof fetchPage;
}

export const NETWORK: Network = { askDns, fetchPage };

/** What a command needs of the world. Times in milliseconds since 1970-01-01 UTC. */
export interface World {
  readonly aws: AwsClients;
  readonly network: Network;
  readonly terminal: Terminal;
  /** Region that the user's environment or profile names, if any. */
  readonly defaultRegion: string | undefined;
  /** Whether colours may be printed: a terminal, and no NO_COLOR. */
  readonly colours: boolean;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  /** Runs when the user presses Ctrl-C or closes the terminal, instead of ending at once; returns how to take it back. */
  onInterrupt(listener: () => void): () => void;
}

/** One attempt and one more: a person waits, and every read has its own limit. */
const CALLS = { maxAttempts: 2 };

/** Route 53 takes five calls a second of a whole account, and a preflight alone makes seven. */
const ROUTE53_CALLS = { maxAttempts: 4 };

/** Loaded once somebody asks for it: EC2's client alone takes 50 MB and 0.15 s, and half of the commands do without it. */
const ec2Client = () => (require("@aws-sdk/client-ec2") as typeof import("@aws-sdk/client-ec2")).EC2Client;

/** Only `preflight` asks for it. */
const kmsClient = () => (require("@aws-sdk/client-kms") as typeof import("@aws-sdk/client-kms")).KMSClient;

export function connectAws(): AwsClients {
  return {
    cloudWatch: (region) => new CloudWatchClient({ region, ...CALLS }),
    ec2: (region) => new (ec2Client())({ region, ...CALLS }),
    kms: (region) => new (kmsClient())({ region, ...CALLS }),
    lambda: (region) => new LambdaClient({ region, ...CALLS }),
    quotas: (region) => new ServiceQuotasClient({ region, ...CALLS }),
    route53: () => new Route53Client({ region: GLOBAL_REGION, ...ROUTE53_CALLS }),
    s3: (region) => new S3Client({ region, ...CALLS }),
    scheduler: (region) => new SchedulerClient({ region, ...CALLS }),
    sns: (region) => new SNSClient({ region, ...CALLS }),
    sqs: (region) => new SQSClient({ region, ...CALLS }),
    tagging: (region) => new ResourceGroupsTaggingAPIClient({ region, ...CALLS }),
  };
}
