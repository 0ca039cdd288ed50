import type { ControllerEnvironment } from "../../../contract/environment";

/** The variables of one deployment; the type requires all of the contract's. */
export const deployedEnvironment: ControllerEnvironment = {
  CONTRACT_VERSION: "2",
  WORKLOAD: "web",
  DOMAIN: "www.example.com",
  PRIMARY_ADDRESS: "192.0.2.10",
  PRIMARY_INSTANCE_ID: "i-0000000000000000a",
  STANDBY_ADDRESS: "198.51.100.20",
  STANDBY_INSTANCE_ID: "i-0000000000000000b",
  STANDBY_REGION: "us-east-1",
  HEALTH_CHECK_PROTOCOL: "HTTP",
  HEALTH_CHECK_PORT: "80",
  HEALTH_CHECK_PATH: "/health",
  NAME_SERVERS: "ns-1.example.com,ns-2.example.net",
  ALERT_TOPIC_ARN: "arn:aws:sns:us-east-1:000000000000:alerts",
  LOCK_BUCKET: "lock",
  FAILBACK: "manual",
  TTL_SECONDS: "30",
  GRACE_SECONDS: "600",
  STANDBY_INSTANCE_TYPE: "t3.micro",
  FALLBACK_INSTANCE_TYPES: "",
  BOOT_SECONDS: "30",
  PROMISED_RECOVERY_SECONDS: "180",
};
