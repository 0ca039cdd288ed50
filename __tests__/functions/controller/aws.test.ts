import type { SNSClient } from "@aws-sdk/client-sns";
import { publish } from "../../../functions/controller/aws";
import { failing, fakeClient } from "./fake-client";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:alerts";

it("publishes to the alert topic", async () => {
  const { client, sent } = fakeClient<SNSClient>({});
  expect(await publish(client, TOPIC, "a", "b")).toBeUndefined();
  expect(sent[0]?.input).toEqual({ TopicArn: TOPIC, Subject: "a", Message: "b" });
});

it("says why people could not be told", async () => {
  const { client } = fakeClient<SNSClient>(failing("InternalError"));
  expect(await publish(client, TOPIC, "a", "b")).toBe("InternalError: no");
});
