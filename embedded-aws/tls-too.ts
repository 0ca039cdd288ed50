import type { Server as HttpServer } from "node:http";
import type { Server, Socket } from "node:net";
import { createSecureContext, TLSSocket } from "node:tls";
import { createSelfSignedCertificate } from "./self-signed-certificate";

/** The first byte of a TLS handshake record (RFC 8446, section 5.1). No HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16;

/**
 * Lets one port talk HTTP and HTTPS, by the first byte that a client sends: what a deployed port speaks is known only to
 * the health check that asks it. The certificate is self-signed, and Route 53's checkers do not look at it.
 */
export function acceptTlsToo(server: Server, http: HttpServer): Server {
  return server.on("connection", (socket: Socket) => {
    socket.on("error", () => {}); // A client that resets its connection concerns nobody else.
    socket.once("data", (first) => {
      socket.pause();
      socket.unshift(first);
      // TLSSocket reads what was unshifted by itself; a resumed socket would lose it.
      if (first[0] === TLS_HANDSHAKE) return void http.emit("connection", secure(socket));
      http.emit("connection", socket);
      socket.resume();
    });
  });
}

function secure(socket: Socket): TLSSocket {
  const tls = new TLSSocket(socket, { isServer: true, secureContext: secureContext() });
  tls.on("error", () => socket.destroy());
  return tls;
}

let context: ReturnType<typeof createSecureContext> | undefined;

function secureContext() {
  context ??= createSecureContext(createSelfSignedCertificate("embedded-aws"));
  return context;
}
