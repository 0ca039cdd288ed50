import type { AlertAddress } from "../../config/configuration";
import { Alerts } from "../../constructs/alerts";
import { synthesizeConstruct, synthesizeText } from "../construct-synth";
import { statements } from "../policy";
import { only, type SynthesizedStack } from "../synthesized";

function synthesizeAlerts(...addresses: AlertAddress[]) {
  return synthesizeConstruct((scope, { standby }) => {
    new Alerts(scope, "alerts", { provider: standby, region: "eu-west-1", workload: "shop", addresses });
  }).resource;
}

describe("people are told", () => {
  it("through a topic in the standby region, found by its tag", () => {
    const topic = only(synthesizeAlerts({ protocol: "email", endpoint: "ops@example.com" }), "aws_sns_topic");
    expect(topic).toMatchObject({
      provider: "aws.standby",
      display_name: "Pilot Light shop",
      tags: { "pilot-light:part": "alert-topic" },
    });
  });

  it.each<AlertAddress>([
    { protocol: "email", endpoint: "ops@example.com" },
    { protocol: "https", endpoint: "https://alerts.example.com/hook" },
    { protocol: "sms", endpoint: "+12065550100" },
  ])("by $protocol", (address) => {
    expect(only(synthesizeAlerts(address), "aws_sns_topic_subscription")).toMatchObject({
      ...address,
      topic_arn: "${aws_sns_topic.alerts_topic.arn}",
      endpoint_auto_confirms: false,
    });
  });

  it("at every address of the file, also where two are nearly the same", () => {
    const addresses = ["a.b@example.com", "ab@example.com", "a-b@example.com", "A.b@example.com"];
    const emails = addresses.map((endpoint) => ({ protocol: "email" as const, endpoint }));
    // As text: synthesizeConstruct takes off the hashes by which these names differ.
    const json = synthesizeText((scope, { standby }) => {
      new Alerts(scope, "alerts", { provider: standby, region: "eu-west-1", workload: "shop", addresses: emails });
    });
    const { resource } = JSON.parse(json) as SynthesizedStack;
    const told = Object.values(resource.aws_sns_topic_subscription!).map(({ endpoint }) => endpoint);
    expect(told.sort()).toEqual(addresses.sort());
  });

  it("by alarms of the workload in the topic's own region, and by no other service", () => {
    const resource = synthesizeAlerts({ protocol: "email", endpoint: "ops@example.com" });
    const { arn, policy } = only(resource, "aws_sns_topic_policy");
    const topic = "${aws_sns_topic.alerts_topic.arn}";
    expect(arn).toBe(topic);
    expect(statements(policy)).toEqual([
      {
        Sid: "AlarmsPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: ["sns:Publish"],
        Resource: [topic],
        Condition: {
          ArnLike: {
            "aws:SourceArn":
              "arn:aws:cloudwatch:eu-west-1:${aws_sns_topic.alerts_topic.owner}:alarm:pilot-light-shop-*",
          },
        },
      },
    ]);
  });

  it("through a topic that no key encrypts: AWS's own key would silently drop what alarms say", () => {
    const resource = synthesizeAlerts({ protocol: "email", endpoint: "ops@example.com" });
    expect(only(resource, "aws_sns_topic")).not.toHaveProperty("kms_master_key_id");
  });
});
