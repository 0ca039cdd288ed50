import type { Workload } from "../config/configuration";
import { type ControllerEnvironment, ENVIRONMENT } from "../contract/environment";
import { CONTRACT_VERSION } from "../contract/version";

export interface ControllerEnvironmentProps {
  readonly workload: Workload;
  readonly standbyRegion: string;
  readonly primaryAddress: string;
  /** Absent where the primary is not on EC2. */
  readonly primaryInstanceId: string | undefined;
  readonly standbyAddress: string;
  readonly standbyInstanceId: string;
  /** Separated by commas. */
  readonly nameServers: string;
  readonly alertTopicArn: string;
  readonly lockBucket: string;
  readonly promisedRecoverySeconds: number;
}

/** What the deployment tells the controller; the type requires a value for each variable of the contract. */
export function controllerEnvironment(props: ControllerEnvironmentProps): ControllerEnvironment {
  const { workload } = props;
  return {
    [ENVIRONMENT.contractVersion]: String(CONTRACT_VERSION),
    [ENVIRONMENT.workload]: workload.name,
    [ENVIRONMENT.domain]: workload.domain,
    [ENVIRONMENT.primaryAddress]: props.primaryAddress,
    [ENVIRONMENT.primaryInstanceId]: props.primaryInstanceId ?? "",
    [ENVIRONMENT.standbyAddress]: props.standbyAddress,
    [ENVIRONMENT.standbyInstanceId]: props.standbyInstanceId,
    [ENVIRONMENT.standbyRegion]: props.standbyRegion,
    [ENVIRONMENT.healthCheckProtocol]: workload.healthCheck.protocol,
    [ENVIRONMENT.healthCheckPort]: String(workload.healthCheck.port),
    [ENVIRONMENT.healthCheckPath]: workload.healthCheck.path,
    [ENVIRONMENT.nameServers]: props.nameServers,
    [ENVIRONMENT.alertTopicArn]: props.alertTopicArn,
    [ENVIRONMENT.lockBucket]: props.lockBucket,
    [ENVIRONMENT.failback]: workload.failback,
    [ENVIRONMENT.ttlSeconds]: String(workload.ttl),
    [ENVIRONMENT.graceSeconds]: String(workload.graceSeconds),
    [ENVIRONMENT.standbyInstanceType]: workload.standby.instanceType,
    [ENVIRONMENT.fallbackInstanceTypes]: workload.standby.fallbackInstanceTypes.join(","),
    [ENVIRONMENT.bootSeconds]: String(workload.bootSeconds),
    [ENVIRONMENT.promisedRecoverySeconds]: String(props.promisedRecoverySeconds),
  };
}
