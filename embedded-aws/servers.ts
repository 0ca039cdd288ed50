import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressTable } from "./address-table";
import type { AwsClients } from "./aws-clients";
import { type Exposure, readExposures } from "./exposures";
import { listenOnLoopback } from "./loopback";
import { acceptTlsToo } from "./tls-too";

/** What a server says: 200 with this page on every path, health check's or not. */
export interface Page {
  readonly contentType: string;
  readonly body: string;
}

/** A server on a loopback port that stands for a deployed address and port. */
interface Door {
  readonly address: string;
  readonly port: number;
  readonly server: Server;
  readonly sockets: Set<Socket>;
}

/**
 * The HTTP and HTTPS servers behind deployed public addresses. What each serves is read from the deployed AWS anew for
 * every request, since instances change behind our back: only while the instance runs and a security group lets the
 * world in does it answer; otherwise the connection ends without an answer, as a dead host's would.
 */
export class Servers {
  private readonly doors: Door[] = [];
  private readonly reading = new Map<string, Promise<Exposure[]>>();

  constructor(
    private readonly options: {
      readonly deployed: AwsClients;
      readonly table: AddressTable;
      readonly regions: readonly string[];
      /** The page of an instance that serves. */
      readonly pageOf?: (exposure: Exposure) => Page;
    },
  ) {}

  /** Opens a door for every deployed address and port that has none. Run it after each deployment. */
  async refresh(): Promise<void> {
    for (const region of this.options.regions)
      for (const { address, port } of await this.exposures(region)) {
        if (this.options.table.lookUp(address, port) !== undefined) continue;
        await this.open(address, port, () => this.pageOfInstance(address, port, region));
      }
  }

  /**
   * Puts a server outside AWS at an address, e.g. an existing primary in a data centre.
   * It serves until it is told to fail.
   */
  async addOutsideAws(address: string, port: number): Promise<{ fail(): void; recover(): void }> {
    let serves = true;
    const page = text(`A server outside AWS at ${address}\n`);
    await this.open(address, port, async () => (serves ? page : undefined));
    return {
      fail: () => {
        serves = false;
      },
      recover: () => {
        serves = true;
      },
    };
  }

  /** Closes every door. May be called again. */
  async stop(): Promise<void> {
    for (const { address, port, server, sockets } of this.doors.splice(0)) {
      this.options.table.close(address, port);
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    }
  }

  private async open(address: string, port: number, page: () => Promise<Page | undefined>): Promise<void> {
    const http = createHttpServer((request, response) => void serve(request, response, page));
    const server = acceptTlsToo(createServer(), http);
    const sockets = new Set<Socket>();
    server.on("connection", (socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
    this.options.table.open(address, port, await listenOnLoopback(server));
    this.doors.push({ address, port, server, sockets });
  }

  private async pageOfInstance(address: string, port: number, region: string): Promise<Page | undefined> {
    const exposures = await this.exposures(region);
    const found = exposures.find((exposure) => exposure.address === address && exposure.port === port);
    if (found?.state !== "running") return undefined;
    return (this.options.pageOf ?? defaultPage)(found);
  }

  /** Requests that come while a region is being read share that reading. */
  private exposures(region: string): Promise<Exposure[]> {
    const known = this.reading.get(region);
    if (known) return known;
    const reading = readExposures(this.options.deployed, region).finally(() => this.reading.delete(region));
    this.reading.set(region, reading);
    return reading;
  }
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  readPage: () => Promise<Page | undefined>,
): Promise<void> {
  // Whatever cannot be read does not serve: the caller sees a dead host, and the gateway's log shows why.
  const page = await readPage().catch(() => undefined);
  if (!page) return void request.socket.destroy();
  // Each connection asks again whether the instance runs; a kept one would outlive a stopped instance.
  response.writeHead(200, { "content-type": page.contentType, connection: "close" });
  response.end(request.method === "HEAD" ? undefined : page.body);
}

const text = (body: string): Page => ({ contentType: "text/plain; charset=utf-8", body });

const defaultPage = ({ region, instanceId }: Exposure) => text(`Instance ${instanceId} in ${region}\n`);
