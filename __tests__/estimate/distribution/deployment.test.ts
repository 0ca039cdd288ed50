import {
  ALARM_RULE,
  CHECK,
  controllerSettings,
  FUNCTION_TIMEOUT_MS,
  healthChecks,
  SCHEDULE_EXPRESSION,
  zone,
} from "../../../estimate/distribution/deployment";
import { pilotLight } from "../../../estimate/distribution/designs";
import { watchedWorkload } from "../../../estimate/distribution/workload";
import { configuration } from "../../configurations";
import { stacksOf } from "../../stacks-of";
import { type Arguments, only } from "../../synthesized";
import { DEFAULTS } from "./played";

const given = configuration("smallest");
const workload = given.workloads[0]!;
const { resource } = stacksOf("smallest")["www-failover"]!;
const all = (type: string): Arguments[] => Object.values(resource[type] ?? {});

test("the smallest file is what the tests of the distribution take for it", () => {
  expect(watchedWorkload(workload, given)).toEqual(DEFAULTS);
});

test("the draws' alarm is the deployed one", () => {
  const deployed = all("aws_cloudwatch_metric_alarm").find(({ alarm_name }) => alarm_name.endsWith("primary-down"));
  expect(deployed).toMatchObject({
    period: ALARM_RULE.periodSeconds,
    evaluation_periods: ALARM_RULE.evaluationPeriods,
    statistic: ALARM_RULE.statistic,
    comparison_operator: ALARM_RULE.comparison,
    threshold: ALARM_RULE.threshold,
    treat_missing_data: ALARM_RULE.missingData,
  });
  expect(deployed!.datapoints_to_alarm).toBeUndefined();
});

test("the draws' schedules and time-out are the deployed ones", () => {
  const schedules = all("aws_scheduler_schedule");
  expect(schedules).toHaveLength(pilotLight(DEFAULTS).schedules);
  for (const { schedule_expression } of schedules) expect(schedule_expression).toBe(SCHEDULE_EXPRESSION);
  expect(only(resource, "aws_lambda_function").timeout * 1_000).toBe(FUNCTION_TIMEOUT_MS);
});

test("the draws' health checks are the deployed ones", () => {
  const checks = healthChecks(DEFAULTS).all;
  const [endpoint, lock, both] = [CHECK.endpoint, CHECK.lock, CHECK.both].map((id) => checks.get(id));
  const [calculated] = all("aws_route53_health_check").filter(({ type }) => type === "CALCULATED");
  const [inverted] = all("aws_route53_health_check").filter(({ invert_healthcheck }) => invert_healthcheck);
  const [plain] = all("aws_route53_health_check").filter(({ ip_address }) => ip_address !== undefined);
  expect(both).toMatchObject({ healthThreshold: calculated!.child_health_threshold });
  expect(lock).toMatchObject({ failureThreshold: inverted!.failure_threshold, inverted: true });
  expect(endpoint).toMatchObject({
    intervalMs: plain!.request_interval * 1_000,
    failureThreshold: plain!.failure_threshold,
  });
});

test("the draws' records are the deployed ones, with their TTL", () => {
  const deployed = all("aws_route53_record").map(({ ttl, failover_routing_policy, health_check_id }) => ({
    ttl,
    type: failover_routing_policy.type,
    checked: health_check_id !== undefined,
  }));
  const drawn = zone(workload.ttl).records.map(({ TTL, Failover, HealthCheckId }) => ({
    ttl: TTL,
    type: Failover,
    checked: HealthCheckId !== undefined,
  }));
  expect(drawn).toEqual(deployed);
});

test("the draws' controller is told what the deployed one is told", () => {
  const { variables } = only(resource, "aws_lambda_function").environment;
  const settings = controllerSettings(DEFAULTS);
  expect({
    FAILBACK: settings.failback,
    TTL_SECONDS: String(settings.ttlSeconds),
    BOOT_SECONDS: String(settings.bootSeconds),
    FALLBACK_INSTANCE_TYPES: settings.fallbackInstanceTypes.join(),
    GRACE_SECONDS: String(settings.graceSeconds),
  }).toEqual({
    FAILBACK: variables.FAILBACK,
    TTL_SECONDS: variables.TTL_SECONDS,
    BOOT_SECONDS: variables.BOOT_SECONDS,
    FALLBACK_INSTANCE_TYPES: variables.FALLBACK_INSTANCE_TYPES,
    GRACE_SECONDS: variables.GRACE_SECONDS,
  });
});
