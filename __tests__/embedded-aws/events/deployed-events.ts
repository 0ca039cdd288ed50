import type { AwsClients } from "../../../embedded-aws/aws-clients";
import type { DeployedState } from "../../../embedded-aws/deployed-state";
import type { EventRule } from "../../../embedded-aws/events/deployed-rules";
import { roles } from "../deliveries/arrival-fixtures";

export const [HERE, THERE] = ["us-west-2", "us-east-1"] as const;
export const ACCOUNT = "123456789012";
export const BUS_THERE = `arn:aws:events:${THERE}:${ACCOUNT}:event-bus/default`;
export const functionIn = (region: string) => `arn:aws:lambda:${region}:${ACCOUNT}:function:look`;

const PERMISSION = JSON.stringify({
  Statement: [
    { Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, Action: "lambda:InvokeFunction", Resource: "*" },
  ],
});

/** An enabled rule that matches every event of EC2 and has no targets, but for what a test changes. */
export const ruleIn = (region: string, name: string, changed: Partial<EventRule> = {}): EventRule => ({
  arn: `arn:aws:events:${region}:${ACCOUNT}:rule/${name}`,
  ...{ name, region, isEnabled: true, pattern: '{"source":["aws.ec2"]}', targets: [] },
  ...changed,
});

export const calls = (region: string) => ({ targets: [{ Id: "1", Arn: functionIn(region) }] });
export const forwards = {
  targets: [{ Id: "1", Arn: BUS_THERE, RoleArn: `arn:aws:iam::${ACCOUNT}:role/forward` }],
};

/** What is deployed, without moto: default buses with these rules, and functions that EventBridge may call. */
export function deployedEvents(rules: Readonly<Record<string, readonly EventRule[]>>) {
  const read = async (key: string) => {
    const [, bus, region = ""] = /^rules of (\S+) in (\S+)$/.exec(key) ?? [];
    if (bus === undefined) return { text: PERMISSION };
    return bus === "default" ? rules[region] : undefined;
  };
  return {
    deployed: {} as AwsClients,
    state: { read } as unknown as DeployedState,
    roleMay: roles().roleMay,
  };
}
