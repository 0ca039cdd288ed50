import { createSocket, type Socket as UdpSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { GetHostedZoneCommand } from "@aws-sdk/client-route-53";
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, streamDecode, streamEncode } from "dns-packet";
import type { AddressTable } from "./address-table";
import type { AwsClients } from "./aws-clients";
import type { HealthChecks } from "./health-checks";
import { readPublicZones } from "./hosted-zones";
import { LOOPBACK, listenOnLoopback } from "./loopback";
import { answerFrom } from "./zone-answers";

/** dns-packet's types lack it: the low four bits of a message's flags (RFC 1035, section 4.1.1). */
const RCODE = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;
/** UDP and TCP must have the same number; the UDP one can be taken when the TCP one was free. */
const PORT_TRIES = 10;

/** RFC 2544's range for benchmarks: no deployed address and no documentation's example is in it. */
const nameServerAddress = (index: number) => `198.18.53.${index + 1}`;

/**
 * A real DNS server, UDP and TCP on one loopback port, that stands for Route 53's name servers: it answers
 * authoritatively from the deployed public hosted zones, read anew for every question.
 */
export class NameServer {
  private constructor(
    private readonly udp: UdpSocket,
    private readonly tcp: Server,
    private readonly sockets: Set<Socket>,
    /** The loopback port, for `dig @127.0.0.1 -p PORT`. */
    readonly port: number,
    private readonly options: NameServerOptions,
  ) {}

  static async start(options: NameServerOptions): Promise<NameServer> {
    const { udp, tcp, port } = await bindBoth();
    const nameServer = new NameServer(udp, tcp, new Set(), port, options);
    udp.on("message", async (message, from) => {
      const answer = await nameServer.answer(() => decode(message));
      if (answer) udp.send(encode(answer), from.port, from.address, () => {});
    });
    tcp.on("connection", (socket) => nameServer.converse(socket));
    return nameServer;
  }

  /** Gives every name server of every deployed public zone its address in the table. Run it after a zone was made. */
  async refresh(): Promise<void> {
    const hosts = new Set<string>();
    for (const { zone } of await readPublicZones(this.options.deployed)) {
      const { DelegationSet } = await this.options.deployed.route53().send(new GetHostedZoneCommand({ Id: zone.Id }));
      for (const host of DelegationSet?.NameServers ?? []) hosts.add(host);
    }
    [...hosts].sort().forEach((host, index) => {
      this.options.table.addNameServer(host, nameServerAddress(index), this.port);
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await Promise.all([
      new Promise<void>((done) => this.udp.close(done)),
      new Promise<void>((done) => this.tcp.close(() => done())),
    ]);
  }

  private converse(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    socket.on("error", () => {}); // A client that resets its connection concerns nobody else.
    let received = Buffer.alloc(0);
    socket.on("data", async (chunk) => {
      received = Buffer.concat([received, chunk]);
      // Each message follows its length in two bytes (RFC 1035, section 4.2.2).
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const message = received.subarray(0, 2 + received.readUInt16BE(0));
        received = received.subarray(message.length);
        const answer = await this.answer(() => streamDecode(message));
        if (answer && !socket.destroyed) socket.write(streamEncode(answer));
      }
    });
  }

  /** Undefined for what is not a question: a server does not answer garbage. */
  private async answer(read: () => Packet): Promise<Packet | undefined> {
    let query: Packet;
    try {
      query = read();
    } catch {
      return undefined;
    }
    const question = query.questions?.[0];
    if (query.type !== "query" || !question) return undefined;
    const isHealthy = async (id: string) => (await this.options.healthChecks.evaluate(id)).healthy;
    try {
      const { rcode, answers, authorities } = await answerFrom(
        await readPublicZones(this.options.deployed),
        question,
        isHealthy,
      );
      const flags = (rcode === "REFUSED" ? 0 : AUTHORITATIVE_ANSWER) | RCODE[rcode];
      return { id: query.id, type: "response", flags, questions: [question], answers, authorities };
    } catch {
      return { id: query.id, type: "response", flags: RCODE.SERVFAIL, questions: [question] };
    }
  }
}

interface NameServerOptions {
  readonly deployed: AwsClients;
  readonly healthChecks: HealthChecks;
  readonly table: AddressTable;
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
      tcp.close();
      if (attempt === PORT_TRIES) throw error;
    }
  }
}
