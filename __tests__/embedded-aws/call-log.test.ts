import { type CallHead, CallLog } from "../../embedded-aws/call-log";

const call = (action: string, region: string | undefined = "us-west-2"): CallHead => ({
  who: "OPERATOR",
  service: "ec2",
  region,
  action,
  method: "POST",
  url: "/",
});

test("the last lines say who called what, where, when and with what result, oldest first", () => {
  const log = new CallLog();
  log.add({ at: 0, call: call("RunInstances"), result: { status: 200 } });
  log.add({ at: 61_500, call: call("DescribeInstances"), result: { status: 400 } });
  log.add({ at: 0, call: { ...call("GET /bucket"), region: undefined }, result: { failure: "no answer from moto" } });
  expect(log.lastLines(2)).toEqual([
    "1970-01-01T00:01:01.500Z  OPERATOR  us-west-2  ec2  DescribeInstances  400",
    "1970-01-01T00:00:00.000Z  OPERATOR  -  ec2  GET /bucket  no answer from moto",
  ]);
});

test("the log is bounded and keeps the newest calls", () => {
  const log = new CallLog();
  for (let index = 0; index < 5_100; index++) log.add({ at: 0, call: call(`Call${index}`), result: { status: 200 } });
  expect(log.calls).toHaveLength(5_000);
  expect(log.calls.at(-1)?.call.action).toBe("Call5099");
});

test("of a call only its head is kept, and no address of any length", () => {
  const log = new CallLog();
  const withBody = { ...call("PUT /bucket/key"), url: `/bucket/${"a".repeat(5_000)}`, body: Buffer.alloc(1_000_000) };
  log.add({ at: 0, call: withBody, result: { status: 200 } });
  expect(JSON.stringify(log.calls).length).toBeLessThan(2_000);
});

test("every region that was ever called is remembered", () => {
  const log = new CallLog();
  for (const region of ["us-west-2", "us-east-1", "us-west-2"])
    log.add({ at: 0, call: call("DescribeVpcs", region), result: { status: 200 } });
  expect([...log.regions]).toEqual(["us-west-2", "us-east-1"]);
});
