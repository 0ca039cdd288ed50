import type { Episode } from "../../../contract/episode";
import type { Lease, Lock } from "../../../contract/lock";
import type { Memory } from "../../../contract/memory";
import type { World } from "../../../functions/controller/invocation";
import type { NameServers } from "../../../functions/controller/name-servers";
import type { ProbeResult } from "../../../functions/controller/probe";
import type { Power, StartOutcome } from "../../../functions/controller/standby-instance";
import { FakeObject } from "./fake-s3";
import { dnsSays, good, NOW, refused, TYPE } from "./observed";

/** A small world with its own clock: time passes only while somebody sleeps. Each field may be set or replaced by a test. */
export class FakeWorld implements World {
  time = NOW;
  primary: () => ProbeResult = () => good;
  dns: () => NameServers["says"] = () => "up";
  power: Power = { state: "stopped", type: TYPE, reason: "" };
  /** Milliseconds from StartInstances to `running`, and to the first good answer. */
  runsAfter = 4_000;
  servesAfter = 20_000;
  startedAt: number | undefined;
  readonly memory = new FakeObject<Memory>(() => this.time);
  readonly lock = new FakeObject<Lock | undefined>(() => this.time);
  readonly lease = new FakeObject<Lease>(() => this.time);
  readonly recorded: Episode[] = [];
  readonly mail: { subject: string; text: string }[] = [];
  /** What changed something, in its order. */
  readonly calls: string[] = [];
  readonly lines: Record<string, unknown>[] = [];

  readonly sights: World["sights"] = {
    now: () => this.time,
    sleep: async (milliseconds) => {
      this.time += milliseconds;
    },
    probePrimary: async () => this.primary(),
    probeStandby: async () =>
      this.time >= (this.startedAt ?? Number.NEGATIVE_INFINITY) + this.servesAfter ? good : refused,
    askNameServers: async () => dnsSays(this.dns()),
  };

  start = async (): Promise<StartOutcome> => {
    const from = this.power.state;
    if (this.power.state === "stopped") {
      this.startedAt = this.time;
      this.power = { state: "pending", type: this.power.type };
    }
    return { kind: "accepted", from };
  };
  stop = async (): Promise<string | undefined> => {
    if (this.power.state === "running") this.power = { state: "stopped", type: this.power.type, reason: "" };
    return undefined;
  };
  setType = async (type: string): Promise<string | undefined> => {
    if (this.power.state === "stopped") this.power = { ...this.power, type };
    return undefined;
  };
  describe = async (): Promise<Power> => {
    if (this.power.state === "pending" && this.time >= this.startedAt! + this.runsAfter)
      this.power = { state: "running", type: this.power.type };
    return this.power;
  };
  publish = async (subject: string, text: string): Promise<string | undefined> => {
    this.mail.push({ subject, text });
    return undefined;
  };

  readonly aws: World["aws"] = {
    standby: {
      describe: () => this.describe(),
      start: () => this.called("start", this.start()),
      stop: () => this.called("stop", this.stop()),
      setType: (type) => this.called(`set type ${type}`, this.setType(type)),
    },
    memory: {
      read: () => this.memory.read(),
      write: (memory, etag) => this.called("remember", this.memory.write(memory, etag)),
      delete: () => this.memory.delete(),
    },
    lock: {
      read: () => this.lock.read(),
      write: (lock, etag) => this.called("commit", this.lock.write(lock, etag)),
      delete: () => this.called("unlock", this.lock.delete()),
    },
    lease: {
      read: () => this.lease.read(),
      write: (lease, etag) => this.lease.write(lease, etag),
      delete: () => this.lease.delete(),
    },
    record: async (episode) => {
      this.calls.push("record");
      this.recorded.push(structuredClone(episode));
      return undefined;
    },
    publish: (subject, text) => this.called("publish", this.publish(subject, text)),
  };

  writeLine = (line: string): void => {
    this.lines.push(JSON.parse(line));
  };

  get subjects(): string[] {
    return this.mail.map(({ subject }) => subject);
  }

  private called<T>(name: string, result: T): T {
    this.calls.push(name);
    return result;
  }
}
