import { existsSync } from "node:fs";
import { join } from "node:path";
import { type AccountContents, prepareAccount } from "./account";
import type { MonitoringPast } from "./alarms/monitoring-past";
import type { AwsClients } from "./aws-clients";
import type { KnownInstance } from "./instances/instance-power";
import { type Moto, startMoto } from "./moto";
import { MOTO_LOG } from "./moto-forks";

/** AWS time begins with a minute: metrics are published at its end, so a seed would tell another story at each second. */
const MINUTE_MS = 60_000;

/** What an embedded AWS begins with. */
export interface Origin {
  /** AWS time, in milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  /** Starts the control plane; `timeFile` is absent where time is this machine's. */
  startMoto(folder: string, timeFile: string | undefined): Promise<Moto>;
  readonly instances: readonly KnownInstance[];
  readonly monitoringPast: MonitoringPast;
  /** Puts into the control plane what it still lacks. */
  prepare(deployed: AwsClients): Promise<void>;
}

/** An account in which nothing has been deployed. */
export function newAccount(options: {
  readonly searchPath: string;
  readonly source: string;
  readonly contents: AccountContents;
}): Origin {
  return {
    now: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS,
    startMoto: (folder, timeFile) => {
      const inside = { folder: join(options.source, "inside-moto"), timeFile };
      return startMoto({ folder, searchPath: options.searchPath, inside });
    },
    instances: [],
    monitoringPast: { verdicts: new Map(), published: new Map(), beliefs: new Map() },
    prepare: (deployed) => prepareAccount(deployed, options.contents),
  };
}

/** What another embedded AWS holds at this moment. */
export function forked(parent: Pick<Origin, "now" | "instances" | "monitoringPast"> & { readonly moto: Moto }): Origin {
  const { moto, now, instances, monitoringPast } = parent;
  return {
    now,
    startMoto: (folder, timeFile) => moto.fork({ folder, timeFile }),
    instances,
    monitoringPast,
    prepare: async () => {},
  };
}

/** @throws Error if an embedded AWS lives in this folder, whose time and log would be written over */
export function requireOwnFolder(folder: string): void {
  if (existsSync(join(folder, MOTO_LOG)))
    throw new Error(`${folder} is another embedded AWS's folder: it holds ${MOTO_LOG}. Give the fork an empty one.`);
}
