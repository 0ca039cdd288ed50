import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { type DecodedPacket, decode, encode, type Packet, streamDecode, streamEncode } from "dns-packet";

const question = (name: string, type: "A" | "AAAA" | "SOA"): Packet => ({
  type: "query",
  id: 4_711,
  questions: [{ name, type }],
});

/** Asks a name server on a loopback port over UDP. */
export async function askOverUdp(port: number, name: string, type: "A" | "AAAA" | "SOA"): Promise<DecodedPacket> {
  const socket = createSocket("udp4");
  socket.send(encode(question(name, type)), port, "127.0.0.1");
  const [message] = await once(socket, "message");
  socket.close();
  return decode(message);
}

/** The same over TCP, with the question in two pieces. */
export async function askOverTcp(port: number, name: string, type: "A" | "AAAA" | "SOA"): Promise<DecodedPacket> {
  const socket = connect(port, "127.0.0.1").setNoDelay();
  const message = streamEncode(question(name, type));
  socket.write(message.subarray(0, 5));
  await new Promise((done) => setTimeout(done, 20));
  socket.write(message.subarray(5));
  const [answer] = await once(socket, "data");
  socket.destroy();
  return streamDecode(answer) as DecodedPacket; // Its type is declared too wide.
}
