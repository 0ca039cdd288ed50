import { instanceStateChange } from "../../../embedded-aws/events/event";
import { inputOf } from "../../../embedded-aws/events/target-input";

const event = instanceStateChange({
  ...{ region: "us-west-2", account: "123456789012", instanceId: "i-1", state: "stopped", at: 1_500 },
});
const target = { Id: "1", Arn: "arn:aws:lambda:us-west-2:123456789012:function:f" };

test("a target without settings gets the event as AWS words it", () => {
  expect(inputOf(target, event)).toEqual({ kind: "input", value: event });
  expect(event).toMatchObject({
    time: "1970-01-01T00:00:01Z",
    source: "aws.ec2",
    "detail-type": "EC2 Instance State-change Notification",
    resources: ["arn:aws:ec2:us-west-2:123456789012:instance/i-1"],
    detail: { "instance-id": "i-1", state: "stopped" },
  });
});

test("a constant, a part or a text of its own is given where the target says so", () => {
  expect(inputOf({ ...target, Input: '{"a":1}' }, event)).toEqual({ kind: "input", value: { a: 1 } });
  expect(inputOf({ ...target, InputPath: "$.resources[0]" }, event)).toEqual({
    kind: "input",
    value: event.resources[0],
  });
  const InputTransformer = {
    InputPathsMap: { id: "$.detail.instance-id", detail: "$.detail" },
    InputTemplate: '{"text": "it is <id>", "detail": <detail>}',
  };
  expect(inputOf({ ...target, InputTransformer }, event)).toEqual({
    kind: "input",
    value: { text: "it is i-1", detail: event.detail },
  });
});

test("within quotes everything is put in as text, what the event lacks is empty, and what no path names is left", () => {
  const InputTransformer = {
    InputPathsMap: { detail: "$.detail", none: "$.nothing.here" },
    InputTemplate: '{"quoted": "<detail>", "lacking": <none>, "empty": "<none>", "left": "<other>"}',
  };
  const quoted = JSON.stringify(event.detail);
  expect(inputOf({ ...target, InputTransformer }, event)).toEqual({
    kind: "input",
    value: { quoted, lacking: "", empty: "", left: "<other>" },
  });
});

test("an input that is not JSON is unusable", () => {
  const InputTransformer = { InputPathsMap: {}, InputTemplate: '{"a": <other>}' };
  expect(inputOf({ ...target, InputTransformer }, event)).toMatchObject({ kind: "unusable" });
  expect(inputOf({ ...target, Input: "hello" }, event)).toMatchObject({ kind: "unusable" });
});
