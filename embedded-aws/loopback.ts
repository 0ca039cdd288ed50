import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";

/** The one address that the embedded AWS binds: never `localhost`, which may mean ::1. */
export const LOOPBACK = "127.0.0.1";

/** Listens on a free loopback port, or on the one given. Resolves with the port. */
export async function listenOnLoopback(server: Server, port = 0): Promise<number> {
  server.listen(port, LOOPBACK);
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** A loopback port that nothing listens on now. Another process may take it before its user does: be ready to try again. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  server.close();
  await once(server, "close");
  return port;
}
