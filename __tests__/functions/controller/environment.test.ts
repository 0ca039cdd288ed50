import { ENVIRONMENT } from "../../../contract/environment";
import { EnvironmentError, readEnvironment } from "../../../functions/controller/environment";
import { deployedEnvironment } from "./deployed-environment";
import { settings } from "./observed";

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.problems;
    throw error;
  }
  return [];
}

it("reads what the deployment sets, and Lambda's own name of the function", () => {
  expect(readEnvironment({ ...deployedEnvironment, AWS_LAMBDA_FUNCTION_NAME: "pilot-light-web" })).toEqual(settings);
});

it("reads the types to try in their order", () => {
  const environment = { ...deployedEnvironment, FALLBACK_INSTANCE_TYPES: "t3a.micro, t2.micro" };
  expect(readEnvironment(environment).fallbackInstanceTypes).toEqual(["t3a.micro", "t2.micro"]);
});

it("takes an empty instance id for a primary that is not on EC2", () => {
  expect(readEnvironment({ ...deployedEnvironment, PRIMARY_INSTANCE_ID: "" }).primary).toEqual({
    address: "192.0.2.10",
  });
});

it("names every variable that is missing, at once, and what to do", () => {
  const expected = Object.values(ENVIRONMENT);
  expect(
    problemsOf({})
      .map((problem) => problem.split(" ")[0])
      .sort(),
  ).toEqual([...expected].sort());
  expect(() => readEnvironment({})).toThrow(
    "deploy the failover stack again:\n- CONTRACT_VERSION is not set; it must be",
  );
});

it.each([
  ["CONTRACT_VERSION", "1", 'CONTRACT_VERSION is "1"; it must be "2"'],
  ["CONTRACT_VERSION", "3", 'CONTRACT_VERSION is "3"; it must be "2"'],
  ["WORKLOAD", "", 'WORKLOAD is ""; it must be the workload\'s name'],
  ["DOMAIN", "not a domain", 'DOMAIN is "not a domain"; it must be a domain name'],
  ["PRIMARY_ADDRESS", "www.example.com", 'PRIMARY_ADDRESS is "www.example.com"; it must be an IPv4 address'],
  ["PRIMARY_INSTANCE_ID", "none", 'PRIMARY_INSTANCE_ID is "none"; it must be an instance id such as'],
  ["STANDBY_ADDRESS", "::1", 'STANDBY_ADDRESS is "::1"; it must be an IPv4 address'],
  ["STANDBY_INSTANCE_ID", "", 'STANDBY_INSTANCE_ID is ""; it must be an instance id such as'],
  ["STANDBY_REGION", "Virginia", 'STANDBY_REGION is "Virginia"; it must be a region such as us-east-1'],
  ["HEALTH_CHECK_PROTOCOL", "TCP", 'HEALTH_CHECK_PROTOCOL is "TCP"; it must be HTTP or HTTPS'],
  ["HEALTH_CHECK_PORT", "0", 'HEALTH_CHECK_PORT is "0"; it must be a port from 1 to 65535'],
  ["HEALTH_CHECK_PORT", "65536", 'HEALTH_CHECK_PORT is "65536"; it must be a port from 1 to 65535'],
  ["HEALTH_CHECK_PATH", "health", 'HEALTH_CHECK_PATH is "health"; it must be a path that begins with /'],
  ["NAME_SERVERS", "ns-1.example.com,", 'NAME_SERVERS is "ns-1.example.com,"; it must be the zone\'s name servers'],
  ["ALERT_TOPIC_ARN", "alerts", 'ALERT_TOPIC_ARN is "alerts"; it must be the ARN of an SNS topic'],
  ["LOCK_BUCKET", "", 'LOCK_BUCKET is ""; it must be the name of an S3 bucket'],
  ["FAILBACK", "never", 'FAILBACK is "never"; it must be manual or automatic'],
  ["TTL_SECONDS", "1m", 'TTL_SECONDS is "1m"; it must be a whole number of seconds'],
  ["GRACE_SECONDS", "", 'GRACE_SECONDS is ""; it must be a whole number of seconds'],
  ["STANDBY_INSTANCE_TYPE", "micro", 'STANDBY_INSTANCE_TYPE is "micro"; it must be an instance type such as t3.micro'],
  ["FALLBACK_INSTANCE_TYPES", "t3.nano,", 'FALLBACK_INSTANCE_TYPES is "t3.nano,"; it must be instance types separated'],
  ["BOOT_SECONDS", "soon", 'BOOT_SECONDS is "soon"; it must be a whole number of seconds'],
  ["PROMISED_RECOVERY_SECONDS", "-1", 'PROMISED_RECOVERY_SECONDS is "-1"; it must be a whole number of seconds'],
])("refuses %s=%s and says what is allowed", (variable, value, problem) => {
  const problems = problemsOf({ ...deployedEnvironment, [variable]: value });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(problem);
});
