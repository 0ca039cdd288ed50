import { controllerEnvironment } from "../../constructs/controller-environment";
import { workload } from "../configurations";

describe("the controller's environment", () => {
  const given = {
    workload: workload(),
    standbyRegion: "eu-west-1",
    primaryAddress: "203.0.113.10",
    primaryInstanceId: "PRIMARY",
    standbyAddress: "203.0.113.20",
    standbyInstanceId: "STANDBY",
    nameServers: "ns1.example.com,ns2.example.com",
    alertTopicArn: "TOPIC_ARN",
    lockBucket: "BUCKET",
    promisedRecoverySeconds: 145,
  };

  it("tells what the controller believes, one variable a fact", () => {
    expect(controllerEnvironment(given)).toEqual({
      CONTRACT_VERSION: "2",
      WORKLOAD: "shop",
      DOMAIN: "shop.example.com",
      PRIMARY_ADDRESS: "203.0.113.10",
      PRIMARY_INSTANCE_ID: "PRIMARY",
      STANDBY_ADDRESS: "203.0.113.20",
      STANDBY_INSTANCE_ID: "STANDBY",
      STANDBY_REGION: "eu-west-1",
      HEALTH_CHECK_PROTOCOL: "HTTPS",
      HEALTH_CHECK_PORT: "8443",
      HEALTH_CHECK_PATH: "/alive?deep=1",
      NAME_SERVERS: "ns1.example.com,ns2.example.com",
      ALERT_TOPIC_ARN: "TOPIC_ARN",
      LOCK_BUCKET: "BUCKET",
      FAILBACK: "automatic",
      TTL_SECONDS: "20",
      GRACE_SECONDS: "240",
      STANDBY_INSTANCE_TYPE: "m7g.medium",
      FALLBACK_INSTANCE_TYPES: "m7g.large,c7g.medium",
      BOOT_SECONDS: "75",
      PROMISED_RECOVERY_SECONDS: "145",
    });
  });

  it("names no instance of a primary that is not on EC2", () => {
    const { PRIMARY_INSTANCE_ID } = controllerEnvironment({ ...given, primaryInstanceId: undefined });
    expect(PRIMARY_INSTANCE_ID).toBe("");
  });
});
