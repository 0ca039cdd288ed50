import type { Alert } from "../../functions/controller/alert";
import type { Settings } from "../../functions/controller/environment";
import { type Message, writeMessage } from "../../functions/controller/message";

/** The deployment of which the pages speak: the smallest file's, with addresses and ids that are nobody's. */
const PAGES_SETTINGS: Settings = {
  workload: "www",
  domain: "www.example.com",
  primary: { address: "192.0.2.10", instanceId: "i-0000000000000000a" },
  standby: {
    address: "198.51.100.20",
    instanceId: "i-0000000000000000b",
    region: "us-east-1",
    instanceType: "t3.micro",
  },
  fallbackInstanceTypes: [],
  healthCheck: { protocol: "HTTP", port: 80, path: "/health" },
  nameServers: ["ns-1.example.com", "ns-2.example.net"],
  alertTopicArn: "arn:aws:sns:us-east-1:000000000000:pilot-light-www-alerts",
  lockBucket: "pilot-light-www-lock",
  failback: "manual",
  ttlSeconds: 30,
  graceSeconds: 600,
  functionName: "pilot-light-www",
  bootSeconds: 30,
  promisedRecoverySeconds: 180,
};

/** What an alert is told with, beside what it is about. */
type Samples = { [About in Alert["about"]]: readonly Omit<Extract<Alert, { about: About }>, "about" | "key">[] };

/** Each kind of message, with what gives it another subject. */
const SAMPLES: Samples = {
  "not armed": [{ waitedMs: 1_860_000, primaryAnswers: false, users: "gone", power: "running" }],
  "armed after all": [{}],
  "standby never served": [{ waitedMs: 660_000, power: "running" }],
  "standby runs unasked": [{ ranMs: 600_000 }],
  igniting: [{ witness: "both", users: "gone", started: true, primaryFailure: "no connection in time" }],
  "standby serves": [{ lastedMs: 31_000, users: "gone" }],
  "standby late": [{ lastedMs: 200_000, power: "pending" }],
  "start refused": [{ kind: "failover", code: "InsufficientInstanceCapacity", message: "EC2 says no" }],
  "standby died": [{ kind: "failover", reason: "Client.InternalError" }],
  "standby terminated": [{ kind: "failover", reason: "" }],
  "another type": [{ type: "t3a.micro", wanted: "t3.micro" }],
  committed: [{ why: "both witnesses have the primary gone, and the standby serves", users: "gone" }],
  "standby fails users": [{ failure: { kind: "fails", why: "tcp", code: "ECONNREFUSED" } }],
  "primary back, users stay": [{}],
  "lock without effect": [{}],
  "lock removed by hand": [{}],
  "stood down": [
    { kind: "failover", lastedMs: 900_000, standbyRuns: true },
    { kind: "maintenance", lastedMs: 7_200_000, standbyRuns: false },
  ],
  "failed back": [{ standbyRuns: false }],
  "no failback": [{ why: "it answered HTTP 503" }],
  "failback failed": [{ why: "it answered HTTP 503" }],
  "failover given up": [{ askedAt: 0 }],
  "failback given up": [{ askedAt: 0 }],
  "maintenance over": [{ power: "running" }],
  "down in maintenance": [{ until: 0, users: "down" }],
  "drill over": [{ servedAfterMs: 41_000 }, {}],
  "action failed": [
    { what: "commit", why: "SlowDown: slow down" },
    { what: "unlock", why: "AccessDenied: no" },
    { what: "stop", why: "UnauthorizedOperation: no" },
    { what: "change of type", why: "InvalidInstanceType: no" },
  ],
};

const write = (about: Alert["about"], sample: object): Message =>
  writeMessage({ about, key: "k", ...sample } as Alert, PAGES_SETTINGS);

/** A message of each kind, as the controller writes it. */
export const everyMessage: readonly Message[] = Object.entries(SAMPLES).flatMap(([about, samples]) =>
  samples.map((sample) => write(about as Alert["about"], sample)),
);

/** Of one kind, as it arrives by e-mail. */
export function letter(about: Alert["about"]): string {
  const { subject, text } = write(about, SAMPLES[about][0]!);
  return `Subject: ${subject}\n\n${text}`;
}
