import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { listenOnLoopback } from "../loopback";
import { ROUND_TRIP_MS } from "../network";
import type { Clock } from "../time/clock";
import { acceptTlsToo } from "../tls-too";

/** What a server says, on every path, health check's or not. */
export interface Page {
  readonly contentType: string;
  readonly body: string;
}

/** What whoever connects finds: nobody, a service that accepts and never answers, or one that answers. */
export type Host =
  | { readonly kind: "dead" }
  | { readonly kind: "hangs"; readonly instanceId?: string }
  | { readonly kind: "answers"; readonly instanceId?: string; readonly status: number; readonly page: Page };

/** A server on a loopback port that stands for a deployed address and port, over HTTP and HTTPS. */
export class Door {
  /** Each connection with the instance that accepted it. */
  private readonly sockets = new Map<Socket, string | undefined>();

  private constructor(
    private readonly server: Server,
    readonly loopbackPort: number,
  ) {}

  /** @param find who is behind the door at this moment; a failure is nobody */
  static async open(clock: Clock, find: () => Promise<Host>): Promise<Door> {
    const findOrNobody = () => find().catch((): Host => ({ kind: "dead" }));
    const http = createHttpServer((request, response) => void serve(clock, request, response, findOrNobody));
    const server = createServer((socket) => clock.follow(socket));
    acceptTlsToo(server, http);
    const door = new Door(server, await clock.hold("opening a server's port", () => listenOnLoopback(server)));
    server.on("connection", (socket) => void door.accept(socket, findOrNobody));
    return door;
  }

  /** The instance's service has ended, and its connections with it. */
  dropConnectionsOf(instanceId: string): void {
    for (const [socket, owner] of this.sockets) if (owner === instanceId) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.keys()) socket.destroy();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  private async accept(socket: Socket, find: () => Promise<Host>): Promise<void> {
    this.sockets.set(socket, undefined);
    socket.once("close", () => this.sockets.delete(socket));
    const host = await find();
    if (host.kind === "dead") socket.destroy();
    else if (this.sockets.has(socket)) this.sockets.set(socket, host.instanceId);
  }
}

async function serve(
  clock: Clock,
  request: IncomingMessage,
  response: ServerResponse,
  find: () => Promise<Host>,
): Promise<void> {
  // Bytes that nobody reads would be under way for ever.
  request.resume();
  if ((await find()).kind === "dead") return void request.socket.destroy();
  await clock.sleep(ROUND_TRIP_MS);
  const host = await find();
  // Whoever has died since sends nothing any more; a service that shut down in order has ended the connection itself.
  if (host.kind !== "answers" || response.destroyed) return;
  response.writeHead(host.status, {
    "content-type": host.page.contentType,
    date: new Date(clock.now()).toUTCString(),
    connection: "close",
  });
  response.end(host.page.body);
}
