import { Readable } from "node:stream";
import { type Episode, episodeKey } from "../../contract/episode";
import { LOCK_BUCKET_KEY } from "../../contract/lock";
import { PART, TAG } from "../../contract/tags";
import { invoke } from "../../functions/controller/invocation";
import type { AddressAnswer } from "../../operations/look/name-servers";
import type { Page } from "../../operations/look/page";
import type { AwsClients, World } from "../../operations/world";
import { deployedEnvironment } from "../functions/controller/deployed-environment";
import type { FakeObject } from "../functions/controller/fake-s3";
import { FakeWorld } from "../functions/controller/fake-world";
import { settings } from "../functions/controller/observed";
import { fakeTerminal } from "./fake-project";

const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:pilot-light-web";
const ALARM = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:pilot-light-web-primary-down";
const FUNCTION_TIMEOUT_MS = 90_000;

export const error = (name: string, message = "it said so", code?: string) =>
  Object.assign(new Error(message), { name, ...(code ? { code } : {}) });

type Input = Record<string, unknown>;
/** What AWS's commands carry, by the command's name without "Command". */
type Answers = Record<string, (input: Input) => unknown>;

/** A small AWS with the *real* controller in it, and an operator in front of it. Time passes only while somebody sleeps. */
export class OperatorWorld implements World {
  /** The controller's world, which is the operator's too. */
  readonly controller = new FakeWorld();
  /** Calls of AWS, as `region: name`. */
  readonly calls: string[] = [];
  /** What a test lets AWS answer instead, by `name`; it may throw. */
  readonly instead: Answers = {};
  readonly signals: (() => void)[] = [];
  defaultRegion: string | undefined = "us-east-1";
  colours = false;
  /** Which of the bucket's objects cannot be read, at each read. */
  unreadable: (key: string) => boolean = () => false;
  /** What somebody does while the operator sleeps. */
  meanwhile: () => void | Promise<void> = () => {};
  page: (address: string) => Page | Promise<Page> = (address) => {
    const { primary, standby } = settings;
    const isGood =
      address === primary.address
        ? this.controller.primary().kind === "serves"
        : address === standby.address && this.controller.power.state === "running";
    return isGood
      ? { kind: "answers", status: 200, ms: 12, excerpt: `the page of ${address}` }
      : { kind: "fails", why: "ECONNREFUSED" };
  };
  dns: (server: string) => AddressAnswer[] = () => {
    const says = this.controller.dns();
    if (says === "unknown") throw error("Error", "queryA ETIMEOUT www.example.com");
    return [{ address: says === "up" ? settings.primary.address : settings.standby.address, ttl: 30 }];
  };

  private readonly person: ReturnType<typeof fakeTerminal>;

  constructor(typed: Parameters<typeof fakeTerminal>[0] = "nobody") {
    this.person = fakeTerminal(typed);
  }

  get terminal(): World["terminal"] {
    return this.person.terminal;
  }
  said = () => this.person.said();
  wrong = () => this.person.wrong();
  /** What was said after the controller's answer, whose words are its own. */
  followed = () => this.said().slice(this.said().indexOf("\n") + 1);

  now = () => this.controller.time;
  sleep = async (milliseconds: number) => {
    this.controller.time += milliseconds;
    await this.meanwhile();
  };
  onInterrupt = (listener: () => void) => {
    this.signals.push(listener);
    return () => void this.signals.splice(this.signals.indexOf(listener), 1);
  };
  pressCtrlC = () => {
    for (const listener of [...this.signals]) listener();
  };

  readonly network: World["network"] = {
    askDns: async (server) => this.dns(server),
    fetchPage: async ({ address }) => this.page(address),
  };

  readonly aws = new Proxy({} as AwsClients, {
    get:
      () =>
      (region = "us-east-1") => ({
        send: async (command: { constructor: { name: string }; input: Input }) => {
          const name = command.constructor.name.replace(/Command$/, "");
          this.calls.push(`${region}: ${name}`);
          const answer = this.instead[name] ?? this.answers[name];
          if (answer === undefined) throw new Error(`Nobody answers ${name} here.`);
          return answer({ ...command.input, region });
        },
      }),
  });

  /** One invocation, as Lambda gives it 90 seconds. */
  wake = (event: unknown = { version: 2, trigger: "schedule" }) => {
    const ends = this.controller.time + FUNCTION_TIMEOUT_MS;
    const context = {
      awsRequestId: `request-${this.controller.time}`,
      getRemainingTimeInMillis: () => ends - this.controller.time,
    };
    return invoke(event, context, settings, this.controller);
  };

  /** What the function's environment says otherwise. */
  environment: Partial<typeof deployedEnvironment> = {};

  private readonly answers: Answers = {
    GetResources: ({ TagFilters, region }) => {
      const part = (TagFilters as { Key: string; Values: string[] }[]).find(({ Key }) => Key === TAG.part)?.Values[0];
      const arn = part === PART.controller ? FUNCTION : ALARM;
      const Tags = [{ Key: TAG.workload, Value: "web" }];
      return { ResourceTagMappingList: region === "us-east-1" ? [{ ResourceARN: arn, Tags }] : [] };
    },
    GetFunctionConfiguration: () => ({
      FunctionName: "pilot-light-web",
      FunctionArn: FUNCTION,
      Runtime: "nodejs22.x",
      Environment: { Variables: { ...deployedEnvironment, ...this.environment } },
    }),
    Invoke: async ({ InvocationType, Payload }) => {
      const answer = await this.wake(JSON.parse(Payload as string));
      return InvocationType === "Event" ? {} : { Payload: Buffer.from(JSON.stringify(answer ?? null)) };
    },
    DescribeInstances: async () => {
      const power = await this.controller.describe();
      const { state, type } = power as { state: string; type: string };
      return { Reservations: [{ Instances: [{ State: { Name: state }, InstanceType: type }] }] };
    },
    DescribeAlarms: () => ({
      MetricAlarms: [{ StateValue: "OK", StateTransitionedTimestamp: new Date(Date.UTC(2026, 0, 1)) }],
    }),
    GetObject: ({ Key }) => {
      if (this.unreadable(Key as string)) throw error("SlowDown");
      const { memory, lock, lease, recorded } = this.controller;
      const objects: Record<string, FakeObject<unknown>> = {
        [LOCK_BUCKET_KEY.memory]: memory as FakeObject<unknown>,
        [LOCK_BUCKET_KEY.lock]: lock as FakeObject<unknown>,
        [LOCK_BUCKET_KEY.lease]: lease as FakeObject<unknown>,
      };
      const object = objects[Key as string];
      const episode = recorded.find((each) => episodeKey(each) === Key);
      const stored = object === undefined ? episode : object.stored;
      if (stored === undefined) throw error("NoSuchKey");
      return body(stored, object?.writtenAt ?? 0);
    },
    ListObjectsV2: () => ({ Contents: this.controller.recorded.map((each: Episode) => ({ Key: episodeKey(each) })) }),
    ListHealthChecks: () => ({
      HealthChecks: [
        {
          HealthCheckConfig: {
            Type: "HTTP",
            FullyQualifiedDomainName: "www.example.com",
            ResourcePath: "/failover-lock",
          },
        },
        {
          HealthCheckConfig: {
            Type: "HTTPS",
            Inverted: true,
            FullyQualifiedDomainName: "lock.s3.us-east-1.amazonaws.com",
            ResourcePath: "/failover-lock",
          },
        },
      ],
    }),
  };
}

/** As the SDK hands over an object's body. */
export function body(value: unknown, writtenAt: number) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const stream = Object.assign(Readable.from([text]), { transformToString: async () => text });
  return { Body: stream, LastModified: new Date(writtenAt) };
}
