import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { decode, encode, type Packet } from "dns-packet";
import {
  askNameServers,
  askOverDns,
  type DnsQuestions,
  type NameServers,
} from "../../../functions/controller/name-servers";

const PRIMARY = "192.0.2.10";
const STANDBY = "198.51.100.20";
const DOMAIN = "www.example.com";
const NXDOMAIN = 3;
const SERVFAIL = 2;
const SHORT_TIMEOUT = 100;

const servers: Socket[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(resolve))));
});

type Answer = { addresses: string[] } | { rcode: number } | "silence";

/** A name server on loopback; returns `address:port`. */
async function nameServer(answer: Answer): Promise<string> {
  const server = createSocket("udp4");
  servers.push(server);
  server.on("message", (message, from) => {
    if (answer === "silence") return;
    const { id, questions } = decode(message);
    const name = questions?.[0]?.name ?? "";
    const reply: Packet = {
      type: "response",
      id,
      questions,
      flags: "rcode" in answer ? answer.rcode : 0,
      answers: "rcode" in answer ? [] : answer.addresses.map((data) => ({ type: "A", name, ttl: 30, data })),
    };
    server.send(encode(reply), from.port, from.address);
  });
  await new Promise<void>((resolve) => server.bind(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Asks servers on loopback; their "host names" are their addresses. */
async function inquire(...answers: Answer[]): Promise<NameServers> {
  const nameServers = await Promise.all(answers.map(nameServer));
  const questions: DnsQuestions = { ...askOverDns(SHORT_TIMEOUT), addressesOf: async (host) => [host] };
  return askNameServers({ nameServers, domain: DOMAIN, primaryAddress: PRIMARY, standbyAddress: STANDBY }, questions);
}

const primary: Answer = { addresses: [PRIMARY] };
const standby: Answer = { addresses: [STANDBY] };

it.each<[NameServers["says"], string, Answer[]]>([
  ["up", "all answer the primary", [primary, primary]],
  ["up", "one answers the primary and the other is silent", [primary, "silence"]],
  ["down", "one has turned to the standby", [primary, standby]],
  ["gone", "all answer the standby", [standby, standby]],
  ["gone", "one answers the standby and the other is silent", [standby, "silence"]],
  ["unknown", "all are silent", ["silence", "silence"]],
  ["unknown", "all fail", [{ rcode: SERVFAIL }]],
  ["unknown", "there is no such record", [{ rcode: NXDOMAIN }, { addresses: [] }]],
  ["unknown", "the record leads elsewhere", [{ addresses: ["203.0.113.7"] }]],
])("says %s when %s", async (says, _when, answers) => {
  expect((await inquire(...answers)).says).toBe(says);
});

it("counts each answer", async () => {
  const { answers } = await inquire(primary, standby, { rcode: NXDOMAIN }, { addresses: [] }, { rcode: SERVFAIL });
  expect(answers).toEqual({ primary: 1, standby: 1, other: 2, silent: 1 });
});

it.each<[string, DnsQuestions["addressesOf"]]>([
  ["fails", () => Promise.reject(Object.assign(new Error("queryA ENOTFOUND"), { code: "ENOTFOUND" }))],
  ["finds nothing", async () => []],
])("counts a name server as silent when the search for its address %s", async (_how, addressesOf) => {
  const inquiry = {
    nameServers: ["ns-1.example.com"],
    domain: DOMAIN,
    primaryAddress: PRIMARY,
    standbyAddress: STANDBY,
  };
  const { says, answers } = await askNameServers(inquiry, { addressesOf, ask: async () => [PRIMARY] });
  expect(says).toBe("unknown");
  expect(answers.silent).toBe(1);
});
