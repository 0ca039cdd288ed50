import type { Answer } from "../../contract/command";
import { hostNameOf } from "../../contract/host-name";
import { connectAws } from "./aws";
import { readEnvironment } from "./environment";
import { type InvocationContext, invoke, type World } from "./invocation";
import { askNameServers, askOverDns } from "./name-servers";
import { probe } from "./probe";

// Once per module: a wrong environment fails the cold start, and warm invocations reuse connections.
const settings = readEnvironment(process.env);
const { nameServers, primary, standby, healthCheck } = settings;
const domain = hostNameOf(settings.domain);
const now = () => Date.now();
const dns = askOverDns();
const inquiry = { nameServers, domain, primaryAddress: primary.address, standbyAddress: standby.address };

const world: World = {
  sights: {
    now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    probePrimary: () => probe({ ...healthCheck, domain, address: primary.address }, now),
    probeStandby: () => probe({ ...healthCheck, domain, address: standby.address }, now),
    askNameServers: () => askNameServers(inquiry, dns),
  },
  aws: connectAws(settings),
  writeLine: (line) => void process.stdout.write(line),
};

/** Lambda's entry point. A request is recorded and answered; whatever else the event says, it means "look now". */
export async function handler(event: unknown, context: InvocationContext): Promise<Answer | undefined> {
  return invoke(event, context, settings, world);
}
