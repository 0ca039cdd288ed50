import { join } from "node:path";
import { type AccountContents, prepareAccount } from "./account";
import { AddressTable } from "./address-table";
import { AwsClients, credentialsOf, EMBEDDED_AWS, GLOBAL_REGION } from "./aws-clients";
import type { CallLog } from "./call-log";
import { type AlarmDeliveries, deliverAlarm } from "./deliver-alarm";
import { Functions } from "./functions";
import { startGateway } from "./gateway";
import { HealthChecks } from "./health-checks";
import { type Inventory, takeInventory } from "./inventory";
import { startMoto } from "./moto";
import { NameServer } from "./name-server";
import { PublishedMessages } from "./published-messages";
import { Servers } from "./servers";

/** Who runs Terraform and the rehearsal's own calls, in the call log. */
const OPERATOR = "OPERATOR";

export interface EmbeddedAwsOptions extends AccountContents {
  /** Existing folder for logs, unpacked functions and messages; the caller removes it. */
  readonly folder: string;
  /** Where to look for moto_server and what can start it, as in `PATH`. */
  readonly searchPath: string;
  /** The project's `embedded-aws/inside-function`. */
  readonly insideFunction: string;
  /** What deployed functions print. */
  readonly onLogLine?: (line: string, functionName: string) => void;
}

/** An AWS on this machine: moto's control plane, and a data plane that does what was deployed. */
export interface EmbeddedAws {
  /** `http://127.0.0.1:PORT`, the gateway. */
  readonly endpoint: string;
  /** What a client's process needs, e.g. Terraform's. The caller drops every other AWS_ variable (AWS_PROFILE first). */
  readonly environment: Readonly<Record<string, string>>;
  /** For the caller's own clients: they are logged like everybody's. */
  readonly clients: AwsClients;
  readonly addressTable: AddressTable;
  readonly servers: Servers;
  readonly nameServer: NameServer;
  readonly healthChecks: HealthChecks;
  readonly functions: Functions;
  readonly messages: PublishedMessages;
  readonly callLog: CallLog;
  /** moto's own log, for a failure's report. */
  readonly motoLogFile: string;
  /** Opens what a deployment has added. Run it after each deployment. */
  refresh(): Promise<void>;
  /** Everything that exists, in the account's regions and, named as such, wherever else somebody called. */
  inventory(): Promise<Inventory>;
  /** See `deliverAlarm`. */
  deliverAlarm(healthCheckId: string): Promise<AlarmDeliveries>;
  /** Ends every process and server. May be called again. */
  stop(): Promise<void>;
}

/** Starts the embedded AWS; what was started is stopped again if the start fails half way. */
export async function startEmbeddedAws(options: EmbeddedAwsOptions): Promise<EmbeddedAws> {
  const stops: (() => void | Promise<void>)[] = [];
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart();
  };
  try {
    const moto = await startMoto(options);
    stops.push(() => moto.stop());
    const gateway = await startGateway({ motoEndpoint: moto.endpoint });
    stops.push(() => gateway.stop());
    const deployed = new AwsClients(moto.endpoint, EMBEDDED_AWS);
    stops.push(() => deployed.close());
    const clients = new AwsClients(gateway.endpoint, OPERATOR);
    stops.push(() => clients.close());
    const regions = [...new Set([...options.regions, GLOBAL_REGION])];
    await prepareAccount(deployed, { ...options, regions });

    const { endpoint } = gateway;
    const table = new AddressTable();
    const healthChecks = new HealthChecks({ deployed, table, endpoint });
    const servers = new Servers({ deployed, table, regions });
    stops.push(() => servers.stop());
    const nameServer = await NameServer.start({ deployed, healthChecks, table });
    stops.push(() => nameServer.stop());
    const { folder, insideFunction, onLogLine } = options;
    const functions = new Functions({ deployed, table, endpoint, folder, insideFunction, onLogLine });
    stops.push(() => functions.stop());
    const messages = new PublishedMessages({ deployed, folder: join(folder, "messages") });
    gateway.onCall(messages.onCall);

    const refresh = async () => {
      await nameServer.refresh();
      await servers.refresh();
    };
    await refresh();
    return {
      endpoint,
      environment: environmentOf(endpoint, gateway.ipRangesUrl),
      clients,
      addressTable: table,
      servers,
      nameServer,
      healthChecks,
      functions,
      messages,
      callLog: gateway.log,
      motoLogFile: moto.logFile,
      refresh,
      inventory: async () => {
        const elsewhere = [...gateway.log.regions].filter((region) => !regions.includes(region));
        const strays = elsewhere.map((region) => `${region} was called, which is none of this account's regions`);
        return [...(await takeInventory(moto.endpoint, regions)), ...strays].sort();
      },
      deliverAlarm: (healthCheckId) =>
        deliverAlarm({ deployed, functions, healthCheckId, regions, now: () => new Date() }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environmentOf(endpoint: string, ipRangesUrl: string): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(OPERATOR);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: GLOBAL_REGION,
    AWS_DEFAULT_REGION: GLOBAL_REGION, // The AWS CLI and boto3 read only this one.
    // The user's own configuration and an instance's role must never be used by mistake.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    // Terraform's variable for the published ranges of AWS's own addresses.
    TF_VAR_ip_ranges_url: ipRangesUrl,
  };
}
