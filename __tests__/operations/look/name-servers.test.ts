import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { type Answer, decode, encode } from "dns-packet";
import { askDns, checkResolver } from "../../../operations/look/name-servers";

const servers: Socket[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A DNS server on loopback that gives these answers, or none where there is no such record. */
async function serve(answers: Answer[], rcode = 0): Promise<string> {
  const server = createSocket("udp4");
  servers.push(server);
  server.on("message", (message, { port, address }) => {
    const { id, questions } = decode(message);
    server.send(
      encode({ type: "response", id: id!, flags: 0x8000 | rcode, questions: questions!, answers }),
      port,
      address,
    );
  });
  server.bind(0, "127.0.0.1");
  await once(server, "listening");
  return `127.0.0.1:${server.address().port}`;
}

test("addresses come with how long they may be kept", async () => {
  const name = "www.example.com";
  const at = await serve([{ type: "A", name, data: "192.0.2.10", ttl: 30 }]);
  expect(await askDns(at, name, 2_000)).toEqual([{ address: "192.0.2.10", ttl: 30 }]);
});

test("no such record is an answer, and a server's failure is none", async () => {
  expect(await askDns(await serve([], 3), "www.example.com", 2_000)).toEqual([]);
  await expect(askDns(await serve([], 2), "www.example.com", 2_000)).rejects.toMatchObject({ code: "ESERVFAIL" });
});

test("a resolver is a host, with a port or without", () => {
  for (const fine of ["127.0.0.1", "127.0.0.1:5353", "dns.example.com:53"]) expect(checkResolver(fine)).toBe(fine);
  for (const wrong of ["", "a:b", "127.0.0.1:", "1.1.1.1:70000", "a b"])
    expect(() => checkResolver(wrong)).toThrow("it must be HOST or HOST:PORT");
});
