import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { Datapoint } from "../../../embedded-aws/alarms/metric";
import { AwsClients } from "../../../embedded-aws/aws-clients";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { Faults } from "../../../embedded-aws/faults";
import { type Gateway, startGateway } from "../../../embedded-aws/gateway";
import { type HealthChange, HealthChecks } from "../../../embedded-aws/health-checks/health-checks";
import { statusAnswers } from "../../../embedded-aws/health-checks/status-answers";
import { listenOnLoopback } from "../../../embedded-aws/loopback";
import type { Route } from "../../../embedded-aws/network";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { acceptTlsToo } from "../../../embedded-aws/tls-too";
import type { runningMoto } from "../running-moto";

const START = Date.UTC(2031, 4, 6, 12);

/** Phases of one check's checkers after the other's. */
const evenlySpread = () => {
  let phase = 0;
  return () => (phase++ % 16) / 16;
};

/**
 * Health checkers over a test file's moto, a gateway, and a network on which one server answers 200 at the addresses that
 * are in `up`; all others are silent. Its clock stands still until a test starts it.
 */
export async function watchedDeployment(moto: ReturnType<typeof runningMoto>, random = evenlySpread()) {
  const clock = new VirtualClock(START);
  const state = new DeployedState(clock);
  const faults = new Faults();
  const up = new Set<string>();
  const changes: HealthChange[] = [];
  const datapoints: Datapoint[] = [];
  const http = createHttpServer((_, response) => response.end("ok"));
  const server = acceptTlsToo(
    createServer((socket) => clock.follow(socket)),
    http,
  );
  const loopbackPort = await listenOnLoopback(server);
  let answer: ReturnType<typeof statusAnswers>["answer"];
  const gateway: Gateway = await startGateway({
    motoEndpoint: moto.endpoint,
    clock,
    state,
    faults,
    answers: [{ name: "status", answer: (call, deployed) => answer(call, deployed) }],
  });
  const clients = new AwsClients(gateway.endpoint, "OPERATOR");
  const checks = new HealthChecks({
    clock,
    state,
    deployed: moto.deployed,
    network: {
      route: async (address): Promise<Route> => (up.has(address) ? { kind: "open", loopbackPort } : { kind: "silent" }),
    },
    endpoint: gateway.endpoint,
    resolve: async () => undefined,
    random,
    putMetric: (datapoint) => void datapoints.push(datapoint),
    onChange: (change) => void changes.push(change),
  });
  answer = statusAnswers(checks).answer;
  return {
    clock,
    clients,
    checks,
    faults,
    up,
    changes,
    datapoints,
    /** Lets this much AWS time pass. */
    pass: (seconds: number) => clock.sleep(seconds * 1_000),
    /** Real work of the test. */
    call: <Result>(work: () => Promise<Result>) => clock.hold("a test's call", work),
    stop: async () => {
      checks.stop();
      clock.stop();
      clients.close();
      await gateway.stop();
      http.closeAllConnections();
      server.close();
    },
  };
}
