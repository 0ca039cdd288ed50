import type { Call } from "../calls";
import type { ApiError } from "../error-answers";
import type { InstanceState } from "../instances/instance-state";

const STATE_FILTER = "instance-state-name";

interface StateFilter {
  /** `Filter.1.Name`'s number. */
  readonly index: number;
  readonly values: readonly string[];
}

/** A call's filters by instance-state-name, of which there is rarely more than one. */
export function stateFiltersOf({ service, parameters }: Call): StateFilter[] {
  if (service !== "ec2") return [];
  return [...parameters].flatMap(([key, value]) => {
    const index = value === STATE_FILTER && /^Filter\.(\d+)\.Name$/.exec(key)?.[1];
    return index ? [{ index: Number(index), values: numbered(parameters, `Filter.${index}.Value`) }] : [];
  });
}

/** The instances that a call of EC2's names. */
export function instanceIdsOf({ parameters }: Call): string[] {
  const one = parameters.get("InstanceId");
  return one ? [one] : numbered(parameters, "InstanceId");
}

/**
 * What AWS answers to a command that does not fit an instance's state; undefined if it does, or if nobody knows the
 * instance. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (IncorrectInstanceState)
 *
 * @param stateOf as AWS shows it
 */
export function refusalByState(
  call: Call,
  stateOf: (instanceId: string) => InstanceState | undefined,
): ApiError | undefined {
  const wrong = wrongStates(call);
  if (!wrong) return undefined;
  for (const instanceId of instanceIdsOf(call)) {
    const state = stateOf(instanceId);
    if (state && wrong.states.includes(state))
      return { code: "IncorrectInstanceState", message: wrong.message(instanceId), status: 400 };
  }
  return undefined;
}

function wrongStates({
  action,
  parameters,
}: Call): { readonly states: readonly InstanceState[]; readonly message: (id: string) => string } | undefined {
  // Word for word as people have met them: "The" where it is started, "This" where it is stopped.
  if (action === "StartInstances")
    return {
      states: ["stopping", "shutting-down", "terminated"],
      message: (id: string) => `The instance '${id}' is not in a state from which it can be started.`,
    };
  if (action === "StopInstances")
    return {
      states: ["pending", "shutting-down", "terminated"],
      message: (id: string) => `This instance '${id}' is not in a state from which it can be stopped.`,
    };
  if (action === "ModifyInstanceAttribute" && parameters.has("InstanceType.Value"))
    return {
      states: ["pending", "running", "stopping", "shutting-down", "terminated"],
      message: (id: string) => `The instance '${id}' is not in the 'stopped' state.`,
    };
  return undefined;
}

function numbered(parameters: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let n = 1; parameters.has(`${name}.${n}`); n++) values.push(parameters.get(`${name}.${n}`) ?? "");
  return values;
}
