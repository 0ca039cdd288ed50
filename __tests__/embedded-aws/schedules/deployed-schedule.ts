import type { AwsClients } from "../../../embedded-aws/aws-clients";
import type { DeployedState } from "../../../embedded-aws/deployed-state";
import type { Schedule } from "../../../embedded-aws/schedules/deployed-schedules";
import { roles } from "../deliveries/arrival-fixtures";

export const REGION = "us-east-1";
const ACCOUNT = "123456789012";
export const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:look`;

/** A schedule of one tick a minute, but for what a test changes. */
export const scheduled = (changed: Partial<Schedule> = {}): Schedule => ({
  arn: `arn:aws:scheduler:${REGION}:${ACCOUNT}:schedule/default/tick`,
  ...{ name: "tick", group: "default", region: REGION, isEnabled: true },
  ...{ expression: "rate(1 minute)", timezone: "UTC", startsAt: undefined, endsAt: undefined, windowMinutes: 0 },
  target: { Arn: FUNCTION, RoleArn: `arn:aws:iam::${ACCOUNT}:role/tick` },
  ...changed,
});

/** What is deployed, without moto: these schedules, as they are when they are read, and the function alone. */
export function deployedSchedules(schedules: readonly Schedule[], denied: readonly string[] = []) {
  const read = async (key: string) => {
    if (key === `schedules of ${REGION}`) return [...schedules];
    return key === `whether ${FUNCTION} exists` ? {} : undefined;
  };
  return {
    deployed: {} as AwsClients,
    state: { read } as unknown as DeployedState,
    roleMay: roles(denied).roleMay,
  };
}
