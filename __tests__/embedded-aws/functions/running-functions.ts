import { createServer } from "node:http";
import { join } from "node:path";
import { prepareAccount } from "../../../embedded-aws/account";
import { AddressTable } from "../../../embedded-aws/address-table";
import { DeployedState } from "../../../embedded-aws/deployed-state";
import { deployedZones } from "../../../embedded-aws/dns/hosted-zones";
import { NameServers } from "../../../embedded-aws/dns/name-servers";
import { Functions } from "../../../embedded-aws/functions/functions";
import type { Invocation } from "../../../embedded-aws/functions/invocation";
import { listenOnLoopback } from "../../../embedded-aws/loopback";
import type { Route } from "../../../embedded-aws/network";
import { TimeOfDay } from "../../../embedded-aws/time/time-of-day";
import { VirtualClock } from "../../../embedded-aws/time/virtual-clock";
import { temporaryFolder } from "../../temporary-folder";
import type { runningMoto } from "../running-moto";
import { deployFunction, deployRecords } from "../small-deployment";

export const REGION = "us-west-2";
const START = Date.UTC(2030, 0, 1);

/**
 * The functions of a test file's moto, with a bucket `artifacts` for their code, in a clock of their own that runs. A web
 * server is deployed at 203.0.113.3, by name www.example.com.
 */
export function runningFunctions(moto: ReturnType<typeof runningMoto>) {
  const folder = temporaryFolder();
  const table = new AddressTable();
  const timeOfDay = new TimeOfDay(join(folder, "aws-time"), START);
  const failures: Error[] = [];
  const clock = new VirtualClock(START, { onTime: timeOfDay.write, onFailure: (error) => failures.push(error) });
  const host = createServer((request, response) => response.end(`${request.headers.host}${request.url}`));
  host.on("connection", (socket) => clock.follow(socket));
  let running: Functions;
  let nameServers: NameServers;
  let deployed = 0;

  /** One address is behind a door, one refuses, and all others are silent. */
  function route(address: string, port: number): Route {
    if (address === "203.0.113.9") return { kind: "refused" };
    const loopbackPort = table.lookUp(address, port);
    return loopbackPort === undefined ? { kind: "silent" } : { kind: "open", loopbackPort };
  }

  beforeAll(async () => {
    await prepareAccount(moto.deployed, {
      regions: [],
      hostedZones: ["example.com"],
      buckets: [{ name: "artifacts", region: REGION }],
    });
    await deployRecords(moto.deployed, "example.com", [
      { Name: "www.example.com", Type: "A", TTL: 30, ResourceRecords: [{ Value: "203.0.113.3" }] },
    ]);
    table.open("203.0.113.3", 80, await listenOnLoopback(host));
    const state = new DeployedState(clock);
    const zones = deployedZones(state, moto.deployed);
    nameServers = new NameServers({ clock, zones, table, random: () => 0, healthyAt: () => true });
    await nameServers.refresh();
    running = new Functions({
      clock,
      timeFile: timeOfDay.file,
      network: { route: async (address, port) => route(address, port) },
      names: table,
      insideProcess: join(process.cwd(), "embedded-aws", "inside-process"),
      deployed: moto.deployed,
      state,
      endpoint: moto.endpoint,
      folder,
      roleMay: async () => ({ allowed: true }),
      assumeRole: async (roleArn) => {
        if (roleArn.endsWith("forbidden")) throw new Error("its trust policy does not name Lambda");
        return { accessKeyId: "ASIAFUNCTION", secretAccessKey: "embedded", sessionToken: "session" };
      },
      onInvocation: () => {},
    });
    clock.start();
  });
  afterAll(async () => {
    running?.stop();
    await nameServers?.stop();
    clock.stop();
    timeOfDay.close();
    host.closeAllConnections();
    host.close();
  });
  afterEach(() => expect(failures).toEqual([]));

  /** To be used inside tests. */
  const functions: Pick<Functions, "invoke" | "mostAtOnce"> = {
    invoke: (...args) => running.invoke(...args),
    mostAtOnce: (functionArn) => running.mostAtOnce(functionArn),
  };

  /** Deploys a function of this body and invokes it with an event. */
  async function run(
    body: string,
    rest: { event?: unknown; variables?: Record<string, string>; timeoutSeconds?: number } = {},
  ): Promise<Invocation> {
    const name = `function-${deployed++}`;
    const code = `const dns = require("node:dns"), http = require("node:http"), net = require("node:net");
    exports.handler = async (event, context) => { ${body} };`;
    await deployFunction(moto.deployed, REGION, { name, bucket: "artifacts", code, ...rest });
    return invoke(name, rest.event);
  }

  /** Invokes a function that is not throttled. */
  async function invoke(name: string, event: unknown = {}): Promise<Invocation> {
    const invocation = await functions.invoke(name, REGION, event);
    if (!("requestId" in invocation)) throw new Error(JSON.stringify(invocation));
    return invocation;
  }

  async function resultOf(...args: Parameters<typeof run>): Promise<unknown> {
    const { outcome } = await run(...args);
    if (outcome.kind !== "result") throw new Error(JSON.stringify(outcome));
    return JSON.parse(outcome.payload ?? "null");
  }

  /** The name of the function that `run` has deployed last. */
  const lastDeployed = () => `function-${deployed - 1}`;

  return { clock, functions, run, invoke, resultOf, lastDeployed };
}
