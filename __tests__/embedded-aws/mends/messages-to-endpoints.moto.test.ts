import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { runningGateway } from "../running-gateway";
import { runningMoto } from "../running-moto";

const REGION = "us-west-2";
/** Nothing listens there. */
const ENDPOINT = "https://127.0.0.1:1/hook";
const moto = runningMoto();
const through = runningGateway(moto, "FUNCTION");
let TopicArn: string | undefined;

beforeAll(async () => {
  const sns = moto.deployed.sns(REGION);
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: "alerts" }))).TopicArn;
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "https", Endpoint: ENDPOINT }));
});

test("the gap: bare moto posts to an https subscriber by itself, and fails with it", async () => {
  await expect(moto.deployed.sns(REGION).send(new PublishCommand({ TopicArn, Message: "look" }))).rejects.toThrow();
}, 20_000);

test("through the gateway a message is accepted, whether its subscribers answer or not", async () => {
  const { MessageId } = await through.clients.sns(REGION).send(new PublishCommand({ TopicArn, Message: "look" }));
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
});

test("a topic that does not exist is still refused", async () => {
  const publishing = through.clients
    .sns(REGION)
    .send(new PublishCommand({ TopicArn: `${TopicArn}-gone`, Message: "look" }));
  await expect(publishing).rejects.toThrow(expect.objectContaining({ name: expect.stringMatching(/NotFound/) }));
});
