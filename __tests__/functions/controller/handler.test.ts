import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { deployedEnvironment } from "./deployed-environment";

const surroundings = { ...process.env };
const closing: (() => void)[] = [];
afterEach(() => {
  process.env = { ...surroundings };
  for (const close of closing.splice(0)) close();
});

type Handler = typeof import("../../../functions/controller/handler").handler;

/** The module as Lambda loads it on a cold start with this environment. */
function coldStart(environment: Record<string, string>): Handler {
  process.env = { ...surroundings, ...environment };
  let loaded: Handler | undefined;
  jest.isolateModules(() => {
    loaded = (require("../../../functions/controller/handler") as { handler: Handler }).handler;
  });
  return loaded!;
}

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

it("fails the cold start with every problem of its environment", () => {
  expect(() => coldStart({ ...deployedEnvironment, DOMAIN: "", BOOT_SECONDS: "soon" })).toThrow(
    /- DOMAIN is ""; .*\n- BOOT_SECONDS is "soon"; /,
  );
});

it("looks with real probes, asks real AWS clients, and fails at the end with what could not be read", async () => {
  const asked: string[] = [];
  const aws = await listening((request, response) => {
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    response.writeHead(403, { "Content-Type": "application/xml" });
    response.end("<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
  });
  const probed: (string | undefined)[] = [];
  const site = await listening(({ headers }, response) => {
    probed.push(headers.host);
    response.end();
  });
  const lines = jest.spyOn(process.stdout, "write").mockReturnValue(true);
  const handler = coldStart({
    ...deployedEnvironment,
    // A wildcard covers it, and no server has an asterisk in its name.
    DOMAIN: "*.example.com",
    PRIMARY_ADDRESS: "127.0.0.1",
    HEALTH_CHECK_PORT: String(site),
    NAME_SERVERS: "ns.invalid",
    AWS_ENDPOINT_URL: `http://127.0.0.1:${aws}`,
    AWS_ACCESS_KEY_ID: "example",
    AWS_SECRET_ACCESS_KEY: "example",
  });
  const context = { awsRequestId: "request-1", getRemainingTimeInMillis: () => 90_000 };
  await expect(handler({}, context)).rejects.toThrow(
    /The memory cannot be read: .*\nThe failover lock cannot be read: .*\nThe standby's instance cannot be described: /,
  );
  const written = lines.mock.calls.map(([line]) => JSON.parse(String(line)));
  lines.mockRestore();
  expect(probed).toEqual([`pilot-light.example.com:${site}`]);
  expect(asked.sort()).toEqual([
    "GET /lock/controller/lease.json",
    "GET /lock/controller/memory.json",
    "GET /lock/failover-lock",
    "POST /",
  ]);
  expect(written[0]).toMatchObject({ message: "woken", requestId: "request-1", workload: "web" });
});
