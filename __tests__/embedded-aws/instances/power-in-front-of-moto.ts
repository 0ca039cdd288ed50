import { AwsClients } from "../../../embedded-aws/aws-clients";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { type Gateway, startGateway } from "../../../embedded-aws/gateway";
import { InstancePower } from "../../../embedded-aws/instances/instance-power";
import { instancePowerMends } from "../../../embedded-aws/mends/instance-power";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import type { runningMoto } from "../running-moto";

/** A whole second, since LaunchTime has no fractions. */
export const BEGIN = Date.UTC(2030, 0, 1);

/** The power of a moto's instances with a gateway that shows it, in virtual time. For tests and hooks. */
export function powerInFrontOf(moto: ReturnType<typeof runningMoto>) {
  const clock = new VirtualClock(BEGIN);
  const state = new DeployedState(clock);
  const mode = { immediately: false };
  const parts = {} as { power: InstancePower; gateway: Gateway; clients: AwsClients };
  beforeAll(async () => {
    const { deployed } = moto;
    parts.power = new InstancePower({ clock, deployed, state, immediately: () => mode.immediately });
    const mends = instancePowerMends(parts.power);
    parts.gateway = await startGateway({ motoEndpoint: moto.endpoint, clock, state, mends });
    parts.clients = new AwsClients(parts.gateway.endpoint, "OPERATOR");
    clock.start();
  });
  afterAll(async () => {
    clock.stop();
    parts.clients?.close();
    await parts.gateway?.stop();
  });
  return { clock, state, mode, parts };
}
