import {
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule as RuleRead,
  type Target,
} from "@aws-sdk/client-eventbridge";
import type { AwsClients } from "../aws-clients";
import { unlessAbsent } from "../deliveries/absence";
import type { DeployedState } from "../deployed-state";

export interface EventBusName {
  readonly region: string;
  readonly busName: string;
}

/** A deployed rule that matches events. Those that only tick by a schedule of their own are not simulated. */
export interface EventRule {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly isEnabled: boolean;
  readonly pattern: string;
  readonly targets: readonly Target[];
}

/** Every rule of a bus; undefined if there is no such bus. */
export function readRules(
  { state, deployed }: { state: DeployedState; deployed: AwsClients },
  { region, busName }: EventBusName,
): Promise<readonly EventRule[] | undefined> {
  return state.read(`rules of ${busName} in ${region}`, ["events"], () =>
    unlessAbsent(["ResourceNotFoundException"], load(deployed, region, busName)),
  );
}

async function load(deployed: AwsClients, region: string, busName: string): Promise<EventRule[]> {
  const events = deployed.events(region);
  const bus = { EventBusName: busName };
  const read: RuleRead[] = [];
  let page: string | undefined;
  do {
    const { Rules = [], NextToken } = await events.send(new ListRulesCommand({ ...bus, NextToken: page }));
    read.push(...Rules);
    page = NextToken;
  } while (page);
  const rules: EventRule[] = [];
  for (const { Arn: arn = "", Name: name = "", EventPattern: pattern, State } of read) {
    if (!pattern) continue;
    // A rule has at most five targets, a hundred by quota: one page. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
    const { Targets: targets = [] } = await events.send(
      new ListTargetsByRuleCommand({ ...bus, Rule: name, Limit: 100 }),
    );
    rules.push({ arn, name, region, pattern, targets, isEnabled: State !== "DISABLED" });
  }
  return rules;
}
