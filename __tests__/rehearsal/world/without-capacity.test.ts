import type { Call } from "../../../embedded-aws/calls";
import { withoutCapacity } from "../../../rehearsal/world/without-capacity";

const call = (action: string, parameters: Record<string, string>) =>
  ({ service: "ec2", action, parameters: new URLSearchParams(parameters) }) as unknown as Call;
const start = (instanceId = "i-standby") => call("StartInstances", { "InstanceId.1": instanceId });
const change = (type: string) =>
  call("ModifyInstanceAttribute", { InstanceId: "i-standby", "InstanceType.Value": type });

test("without capacity the standby cannot be started, and everybody else can", () => {
  const { matches } = withoutCapacity("i-standby", undefined);
  expect(matches(start())).toBe(true);
  expect(matches(start("i-primary"))).toBe(false);
  expect(matches(call("DescribeInstances", { "InstanceId.1": "i-standby" }))).toBe(false);
});

test("without capacity for one type it can be started as another, and not once it has got the first back", () => {
  const { matches } = withoutCapacity("i-standby", "t3.micro");
  expect(matches(start())).toBe(true);
  expect(matches(change("t3.small"))).toBe(false);
  expect(matches(start())).toBe(false);
  expect(matches(change("t3.micro"))).toBe(false);
  expect(matches(start())).toBe(true);
});
