/** A workload as Terraform's outputs describe it: all that the story is told of a deployment. */
export interface DeployedWorkload {
  readonly name: string;
  readonly domain: string;
  readonly primary: Server;
  readonly standby: Required<Server>;
  /** Name of the Lambda function. */
  readonly controller: string;
  /** The failover lock: an object in S3. */
  readonly lock: { readonly bucket: string; readonly key: string };
  /** ARN of the managed policy for whoever commands the controller. */
  readonly commandPolicy: string;
  readonly promisedRecoverySeconds: number;
}

export interface Server {
  /** IPv4 address. */
  readonly address: string;
  /** Absent where the server is not on EC2. */
  readonly instanceId?: string;
}

/** Only this stack of a workload has all outputs. */
const FAILOVER_STACK = /^(.+)-failover$/;

/** Names of the workloads that stacks make, in their order. */
export const workloadNames = (stacks: readonly { readonly name: string }[]): readonly string[] =>
  stacks.flatMap(({ name }) => FAILOVER_STACK.exec(name)?.[1] ?? []);

/**
 * The workloads of a deployment.
 *
 * @param outputs Terraform's outputs by stack
 * @throws Error if a failover stack lacks an output
 */
export function deployedWorkloads(outputs: ReadonlyMap<string, Record<string, unknown>>): DeployedWorkload[] {
  return [...outputs].flatMap(([stack, values]) => {
    const name = FAILOVER_STACK.exec(stack)?.[1];
    return name === undefined ? [] : [workload(name, stack, values)];
  });
}

function workload(name: string, stack: string, values: Record<string, unknown>): DeployedWorkload {
  const output = (key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`The stack ${stack} has no output ${key}; it has ${Object.keys(values)}.`);
    return String(value);
  };
  const { primary_instance_id: primaryInstanceId } = values;
  const lock = new URL(output("lock_location"));
  return {
    name,
    domain: output("domain"),
    primary: {
      address: output("primary_address"),
      ...(primaryInstanceId === undefined ? {} : { instanceId: String(primaryInstanceId) }),
    },
    standby: { address: output("standby_address"), instanceId: output("standby_instance_id") },
    controller: output("controller_name"),
    lock: { bucket: lock.hostname, key: lock.pathname.slice(1) },
    commandPolicy: output("command_policy"),
    promisedRecoverySeconds: Number(output("promised_recovery_seconds")),
  };
}
