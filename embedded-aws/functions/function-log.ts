import {
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
} from "@aws-sdk/client-cloudwatch-logs";
import type { AwsClients } from "../aws-clients";
import { unlessAbsent } from "../deliveries/absence";
import { parseArn } from "../deliveries/arn";
import type { RoleMay } from "../permissions/role-rights";
import type { Clock } from "../time/clock";

export interface LogLine {
  /** AWS time in milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

export interface LogOf {
  readonly region: string;
  readonly logGroup: string;
  readonly functionArn: string;
  readonly roleArn: string;
}

/** One stream for each process on AWS; one for each function is as good to read. */
const STREAM = "embedded-aws";
/** What CloudWatch Logs says of a group or a stream that is not there. */
const ABSENT = ["ResourceNotFoundException"];

/**
 * Writes what a function has printed to its deployed log group, as Lambda does with the function's role: where the role
 * may not, or there is no group, the lines are lost without a word.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 * @returns whether they are there
 */
export async function writeFunctionLog(
  { deployed, clock, roleMay }: { deployed: AwsClients; clock: Clock; roleMay: RoleMay },
  { region, logGroup, functionArn, roleArn }: LogOf,
  lines: readonly LogLine[],
): Promise<boolean> {
  const { account } = parseArn(functionArn);
  const may = async (action: string) => {
    const resource = `arn:aws:logs:${region}:${account}:log-group:${logGroup}:log-stream:${STREAM}`;
    const right = { service: "lambda.amazonaws.com", action, resource, sourceArn: functionArn };
    return (await roleMay(roleArn, right)).allowed;
  };
  if (!(await may("logs:PutLogEvents"))) return false;
  const logs = deployed.logs(region);
  const stream = { logGroupName: logGroup, logStreamName: STREAM };
  const put = () => logs.send(new PutLogEventsCommand({ ...stream, logEvents: [...lines] }));
  return clock.hold("writing a function's log", async () => {
    // The stream is there after a function's first call.
    if (await unlessAbsent(ABSENT, put())) return true;
    if (!(await may("logs:CreateLogStream"))) return false;
    try {
      if (!(await unlessAbsent(ABSENT, logs.send(new CreateLogStreamCommand(stream))))) return false;
    } catch (error) {
      // Two first calls at once.
      if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    }
    await put();
    return true;
  });
}
