import type { Call } from "../calls";
import { errorAnswer } from "../error-answers";
import { type InstancePower, MOTO_STATES } from "../instances/instance-power";
import { type InstanceState, STATE_CODES, type StateChange } from "../instances/instance-state";
import {
  childOf,
  type Element,
  element,
  itemsOf,
  keepItems,
  readAnswer,
  replaceChild,
  textOf,
  writeAnswer,
} from "./answer-tree";
import type { AnsweringMend, CompletingMend, RewritingMend } from "./mend";
import { instanceIdsOf, refusalByState, stateFiltersOf } from "./power-calls";

/**
 * moto changes an instance's state at once, where AWS takes its time, shows the states between, refuses what does not
 * fit the state, and moves LaunchTime at each start.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
export function instancePowerMends(power: InstancePower): readonly [AnsweringMend, CompletingMend, RewritingMend] {
  return [
    {
      name: "instances take every command in every state",
      async answer(call) {
        if (call.service !== "ec2") return undefined;
        if (!isDescription(call)) for (const instanceId of instanceIdsOf(call)) power.settle(instanceId);
        const refusal = refusalByState(call, (instanceId) => power.stateOf(instanceId));
        return refusal && errorAnswer(call, refusal);
      },
    },
    {
      // moto must find as `running` what AWS shows as `pending`; the rewriting drops what was not asked for.
      name: "instances are filtered by moto's states",
      complete: (call) =>
        new URLSearchParams(
          stateFiltersOf(call).flatMap(({ index, values }) =>
            values.map((value, at): [string, string] => [
              `Filter.${index}.Value.${values.length + at + 1}`,
              MOTO_STATES[value as InstanceState] ?? value,
            ]),
          ),
        ),
    },
    {
      name: "instances change their state at once",
      rewrites: (call) => call.service === "ec2" && (isDescription(call) || call.action in CHANGES),
      rewrite(call, body) {
        if (call.region === undefined) return body;
        const answer = readAnswer(body);
        for (const item of itemsOf(answer)) {
          const instanceId = textOf(item, "instanceId");
          if (instanceId === undefined) continue;
          const change = CHANGES[call.action]?.(power, call.region, instanceId, previousStateOf(item));
          if (change) showChange(item, change);
          else showState(item, instanceId, power);
        }
        if (isDescription(call)) dropUnasked(answer, call);
        return writeAnswer(answer);
      },
    },
  ];
}

type Change = (power: InstancePower, region: string, id: string, previous: InstanceState) => StateChange | undefined;

const CHANGES: Readonly<Record<string, Change>> = {
  RunInstances: (power, region, id) => {
    power.launched(region, id);
    return undefined;
  },
  StartInstances: (power, region, id, previous) => power.started(region, id, previous),
  StopInstances: (power, region, id, previous) => power.stopped(region, id, previous),
  TerminateInstances: (power, region, id, previous) => power.terminated(region, id, previous),
};

const isDescription = ({ action }: Call) => action === "DescribeInstances" || action === "DescribeInstanceStatus";

const state = (name: string, value: InstanceState) =>
  element(name, "", element("code", String(STATE_CODES[value])), element("name", value));

function previousStateOf(item: Element): InstanceState {
  const previous = childOf(item, "previousState");
  return ((previous && textOf(previous, "name")) ?? "stopped") as InstanceState;
}

function showChange(item: Element, { previous, current }: StateChange): void {
  replaceChild(item, state("currentState", current));
  replaceChild(item, state("previousState", previous));
}

/** Whatever describes an instance: with a state and, but for DescribeInstanceStatus, the time of its last start. */
function showState(item: Element, instanceId: string, power: InstancePower): void {
  const shown = power.stateOf(instanceId);
  if (shown && childOf(item, "instanceState")) replaceChild(item, state("instanceState", shown));
  const launchTime = power.launchTimeOf(instanceId);
  if (launchTime !== undefined && childOf(item, "launchTime"))
    replaceChild(item, element("launchTime", new Date(launchTime).toISOString().replace(/\.\d+Z$/, ".000Z")));
  const failure = power.failureOf(instanceId);
  if (!failure || !childOf(item, "stateReason")) return;
  replaceChild(item, element("stateReason", "", element("code", failure.code), element("message", failure.message)));
  replaceChild(item, element("reason", failure.code));
}

/** A filter compares the shown states; DescribeInstanceStatus tells of running instances unless asked for all. */
function dropUnasked(answer: Element, call: Call): void {
  const filters = stateFiltersOf(call);
  const runningOnly = call.action === "DescribeInstanceStatus" && call.parameters.get("IncludeAllInstances") !== "true";
  keepItems(answer, (item) => {
    const instances = childOf(item, "instancesSet");
    if (instances) return instances.children.length > 0;
    const shown = childOf(item, "instanceState");
    const name = shown && textOf(shown, "name");
    if (name === undefined) return true;
    return (!runningOnly || name === "running") && filters.every(({ values }) => values.includes(name));
  });
}
