import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { type Packet, streamEncode } from "dns-packet";
import { LOOPBACK, listenOnLoopback } from "../loopback";
import type { Clock } from "../time/clock";
import { type Role, readQuestion, toDatagram, toFailure, toMessage } from "./messages";
import type { Ask } from "./reply";

/** UDP and TCP must have the same number; the UDP one can be taken when the TCP one was free. */
const PORT_TRIES = 10;
/** A message over TCP follows its length in two bytes (RFC 1035, section 4.2.2). */
const LENGTH_BYTES = 2;

interface DnsListenerOptions {
  readonly clock: Clock;
  readonly role: Role;
  /** Answers every question; what it rejects with becomes a server failure. */
  readonly answer: Ask;
}

/** A real DNS server, UDP and TCP on one loopback port. */
export class DnsListener {
  private readonly sockets = new Set<Socket>();
  private stopped = false;

  private constructor(
    private readonly udp: UdpSocket,
    private readonly tcp: Server,
    /** For `dig @127.0.0.1 -p PORT`. */
    readonly port: number,
    private readonly options: DnsListenerOptions,
  ) {}

  static async start(options: DnsListenerOptions): Promise<DnsListener> {
    const { udp, tcp, port } = await options.clock.hold("binding a DNS server's port", bindBoth);
    const listener = new DnsListener(udp, tcp, port, options);
    udp.on("message", async (message, from) => {
      const read = readQuestion(message);
      if (!read) return;
      const answer = toDatagram(read.query, await listener.answer(read));
      // A listener that was stopped meanwhile has no socket to answer by.
      if (!listener.stopped) udp.send(answer, from.port, from.address, () => {});
    });
    // One who has stopped listening for the answer concerns nobody else.
    udp.on("error", () => {});
    tcp.on("connection", (socket) => listener.converse(socket));
    return listener;
  }

  /** May be called again. */
  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    for (const socket of this.sockets) socket.destroy();
    await Promise.all([
      new Promise<void>((done) => this.udp.close(done)),
      new Promise<void>((done) => this.tcp.close(() => done())),
    ]);
  }

  private converse(socket: Socket): void {
    this.options.clock.follow(socket);
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    socket.on("error", () => {}); // A client that resets its connection concerns nobody else.
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= LENGTH_BYTES) {
        const end = LENGTH_BYTES + received.readUInt16BE(0);
        if (received.length < end) return;
        const read = readQuestion(received.subarray(LENGTH_BYTES, end));
        received = received.subarray(end);
        if (!read) return void socket.destroy();
        void this.answer(read).then((answer) => {
          if (!socket.destroyed) socket.write(streamEncode(answer));
        });
      }
    });
  }

  private async answer({ query, question }: NonNullable<ReturnType<typeof readQuestion>>): Promise<Packet> {
    try {
      return toMessage(query, await this.options.answer(question.name, question.type), this.options.role);
    } catch (error) {
      return toFailure(query, (error as Error).message);
    }
  }
}

async function bindBoth(): Promise<{ udp: UdpSocket; tcp: Server; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const tcp = createServer();
    const port = await listenOnLoopback(tcp);
    const udp = createSocket("udp4");
    try {
      udp.bind(port, LOOPBACK);
      await once(udp, "listening");
      return { udp, tcp, port };
    } catch (error) {
      udp.close();
      tcp.close();
      if (attempt === PORT_TRIES) throw error;
    }
  }
}
