import { CallLog } from "../../embedded-aws/call-log";
import type { Call } from "../../embedded-aws/calls";

const call = (action: string, region: string | undefined = "us-west-2"): Call => ({
  who: "OPERATOR",
  service: "ec2",
  region,
  action,
  parameters: new URLSearchParams(),
});

test("the last lines say who called what, where and with what result, oldest first", () => {
  const log = new CallLog();
  log.add({ call: call("RunInstances"), result: { status: 200 } });
  log.add({ call: call("DescribeInstances"), result: { status: 400 } });
  log.add({ call: { ...call("GET /bucket"), region: undefined }, result: { failure: "no answer from moto" } });
  expect(log.lastLines(2)).toEqual([
    "OPERATOR  us-west-2  ec2  DescribeInstances  400",
    "OPERATOR  -  ec2  GET /bucket  no answer from moto",
  ]);
});

test("the log is bounded and keeps the newest calls", () => {
  const log = new CallLog();
  for (let index = 0; index < 5_100; index++) log.add({ call: call(`Call${index}`), result: { status: 200 } });
  expect(log.calls).toHaveLength(5_000);
  expect(log.calls.at(-1)?.call.action).toBe("Call5099");
});

test("every region that was ever called is remembered", () => {
  const log = new CallLog();
  for (const region of ["us-west-2", "us-east-1", "us-west-2"])
    log.add({ call: call("DescribeVpcs", region), result: { status: 200 } });
  expect([...log.regions]).toEqual(["us-west-2", "us-east-1"]);
});
