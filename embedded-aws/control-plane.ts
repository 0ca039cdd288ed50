import { AwsClients, EMBEDDED_AWS } from "./aws-clients";
import { ANONYMOUS, type Call } from "./calls";
import { DeployedState } from "./deployed-state";
import type { Faults } from "./faults";
import { type Gateway, startGateway } from "./gateway";
import { InstancePower, type KnownInstance } from "./instances/instance-power";
import { firstAnswer } from "./mends/apply-mends";
import { instancePowerMends } from "./mends/instance-power";
import type { AnsweringMend } from "./mends/mend";
import type { Moto } from "./moto";
import { Authorizer } from "./permissions/authorizer";
import { DeployedKeys } from "./permissions/deployed-keys";
import { DeployedPolicies } from "./permissions/deployed-policies";
import { DeployedRights } from "./permissions/deployed-rights";
import { JudgedRights } from "./permissions/judged-rights";
import { Principals } from "./permissions/principals";
import { roleMay } from "./permissions/role-may";
import type { RoleMay } from "./permissions/role-rights";
import type { DrivenClock } from "./time/clock";

/** Milliseconds of AWS time until an API answers a caller on AWS. Not documented; assumed: tens, within a region. */
const API_LATENCY_MS = 50;

export interface ControlPlane {
  readonly moto: Moto;
  readonly gateway: Gateway;
  /** Talks to moto itself: a fault laid on the gateway never blinds the data plane. */
  readonly deployed: AwsClients;
  readonly state: DeployedState;
  readonly power: InstancePower;
  readonly principals: Principals;
  readonly roleMay: RoleMay;
  readonly judgedRights: JudgedRights;
}

/** The AWS APIs: moto, and in front of it a gateway that decides who may call and mends what moto does otherwise. */
export async function startControlPlane(options: {
  readonly startMoto: () => Promise<Moto>;
  readonly clock: DrivenClock;
  /** Instances that moto holds, and of which more is known. */
  readonly instances: readonly KnownInstance[];
  readonly faults: Faults;
  /** Of parts that need the gateway's address themselves, and so come later. */
  readonly answers: () => readonly AnsweringMend[];
  /** Told of what has to be stopped, as soon as it runs. */
  readonly onStarted: (stop: () => void | Promise<void>) => void;
  readonly onFailure: (error: Error) => void;
}): Promise<ControlPlane> {
  const { clock, faults, instances, onStarted } = options;
  const moto = await options.startMoto();
  onStarted(() => moto.stop());
  moto.onDeath(options.onFailure);
  const deployed = new AwsClients(moto.endpoint, EMBEDDED_AWS);
  onStarted(() => deployed.close());
  const state = new DeployedState(clock);
  const power = new InstancePower({ clock, deployed, state, immediately: () => !clock.isRunning, known: instances });
  const keys = new DeployedKeys(state, deployed);
  const judgedRights = new JudgedRights();
  const rights = new DeployedRights(new DeployedPolicies(state, deployed, keys), clock, judgedRights);
  const principals = new Principals(rights);
  const authorizer = new Authorizer(rights, keys);
  const gateway = await startGateway({
    motoEndpoint: moto.endpoint,
    clock,
    faults,
    state,
    mends: instancePowerMends(power),
    answers: [
      {
        name: "parts that come later",
        answer: (call) => firstAnswer(options.answers(), call, deployed),
      },
    ],
    authorize: async (call, address) => {
      const found = await authorizer.authorize(principals.of(call.who, address), call);
      if (!found.allowed) return found.denial;
      if (found.failsLater) failStarts(power, call, found.failsLater);
      return undefined;
    },
    // Terraform and a person's commands live in this machine's time.
    latency: ({ who }) =>
      who === ANONYMOUS || principals.of(who, undefined).kind === "role session" ? API_LATENCY_MS : 0,
  });
  onStarted(() => gateway.stop());
  return { moto, gateway, deployed, state, power, principals, roleMay: roleMay(rights), judgedRights };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html#troubleshooting-launch-internal */
function failStarts(power: InstancePower, { parameters }: Call, message: string): void {
  for (const [name, instanceId] of parameters)
    if (name.startsWith("InstanceId.")) power.failNextStart(instanceId, { code: "Client.InternalError", message });
}
