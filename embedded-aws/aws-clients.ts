import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { GLOBAL_REGION } from "./global-region";

/** moto takes any credentials; these belong to nobody and say who called in the gateway's call log. */
export const credentialsOf = (who: string) => ({ accessKeyId: who, secretAccessKey: "embedded" });

type Client = { destroy(): void };

/** Who the embedded AWS itself is, in moto's eyes. */
export const EMBEDDED_AWS = "EMBEDDEDAWS";

/** The signature of a request that the embedded AWS sends without an SDK client. moto does not verify it. */
export const signatureOf = (service: string, region: string) =>
  `AWS4-HMAC-SHA256 Credential=${EMBEDDED_AWS}/20250101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

/**
 * SDK clients, one for each service and region. Those by which the embedded AWS reads what was deployed (`deployed`) are
 * given moto's own endpoint, not the gateway's, so that a fault laid on the gateway never blinds the data plane.
 */
export class AwsClients {
  private readonly clients = new Map<string, Client>();

  /** @param who access key id, by which the gateway's call log names the caller */
  constructor(
    readonly endpoint: string,
    private readonly who: string,
  ) {}

  readonly ec2 = (region: string) => this.client("ec2", region, (common) => new EC2Client(common));
  readonly lambda = (region: string) => this.client("lambda", region, (common) => new LambdaClient(common));
  readonly sns = (region: string) => this.client("sns", region, (common) => new SNSClient(common));
  readonly cloudWatch = (region: string) => this.client("cloudwatch", region, (common) => new CloudWatchClient(common));
  readonly s3 = (region: string) =>
    this.client("s3", region, (common) => new S3Client({ ...common, forcePathStyle: true }));
  readonly sqs = (region: string) => this.client("sqs", region, (common) => new SQSClient(common));
  readonly events = (region: string) => this.client("events", region, (common) => new EventBridgeClient(common));
  readonly scheduler = (region: string) => this.client("scheduler", region, (common) => new SchedulerClient(common));
  readonly logs = (region: string) => this.client("logs", region, (common) => new CloudWatchLogsClient(common));
  readonly iam = () => this.client("iam", GLOBAL_REGION, (common) => new IAMClient(common));
  readonly route53 = () => this.client("route53", GLOBAL_REGION, (common) => new Route53Client(common));

  /** Closes the clients' connections. */
  close(): void {
    for (const client of this.clients.values()) client.destroy();
    this.clients.clear();
  }

  private client<T extends Client>(service: string, region: string, make: (common: CommonSettings) => T): T {
    const key = `${service} ${region}`;
    const known = this.clients.get(key) as T | undefined;
    if (known) return known;
    const made = make({ endpoint: this.endpoint, region, credentials: credentialsOf(this.who) });
    this.clients.set(key, made);
    return made;
  }
}

interface CommonSettings {
  endpoint: string;
  region: string;
  credentials: ReturnType<typeof credentialsOf>;
}
