import { AwsClients } from "../../embedded-aws/aws-clients";
import { type Gateway, type GatewayOptions, startGateway } from "../../embedded-aws/gateway";
import type { runningMoto } from "./running-moto";

/**
 * A gateway in front of a test file's moto, and clients that go through it. May be used inside tests and hooks.
 *
 * @param who the clients' access key id, by which the call log names them
 * @param options of the gateway, besides moto's endpoint
 */
export function runningGateway(
  moto: ReturnType<typeof runningMoto>,
  who: string,
  options: Omit<GatewayOptions, "motoEndpoint"> = {},
): { readonly gateway: Gateway; readonly clients: AwsClients } {
  let gateway: Gateway;
  let clients: AwsClients;
  beforeAll(async () => {
    gateway = await startGateway({ ...options, motoEndpoint: moto.endpoint });
    clients = new AwsClients(gateway.endpoint, who);
  });
  afterAll(async () => {
    clients?.close();
    await gateway?.stop();
  });
  return {
    get gateway() {
      return gateway;
    },
    get clients() {
      return clients;
    },
  };
}
