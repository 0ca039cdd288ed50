import type { Memory } from "../../../contract/memory";
import type { Power, StartOutcome } from "../../../functions/controller/aws";
import type { World } from "../../../functions/controller/invocation";
import type { MemoryView, WriteOutcome } from "../../../functions/controller/memory-store";
import type { NameServers } from "../../../functions/controller/name-servers";
import type { ProbeResult } from "../../../functions/controller/probe";
import { dnsSays, good, NOW, refused } from "./observed";

/** A small world with its own clock: time passes only while somebody sleeps. Each field may be set or replaced by a test. */
export class FakeWorld implements World {
  time = NOW;
  primary: () => ProbeResult = () => good;
  dns: NameServers["says"] = "up";
  power: Power = { state: "stopped", reason: "" };
  /** Milliseconds from StartInstances to `running`, and to the first good answer. */
  runsAfter = 4_000;
  servesAfter = 20_000;
  startedAt: number | undefined;
  /** The memory object and the number of times it was written, which is its ETag. */
  stored: Memory | undefined;
  revision = 0;
  readonly mail: { subject: string; text: string }[] = [];
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
    askNameServers: async () => dnsSays(this.dns),
  };

  start = async (): Promise<StartOutcome> => {
    const from = this.power.state;
    if (from === "stopped") {
      this.startedAt = this.time;
      this.power = { state: "pending" };
    }
    return { kind: "accepted", from };
  };
  stop = async (): Promise<void> => {
    this.power = { state: "stopping" };
  };
  describe = async (): Promise<Power> => {
    if (this.power.state === "pending" && this.time >= this.startedAt! + this.runsAfter)
      this.power = { state: "running" };
    return this.power;
  };
  read = async (): Promise<MemoryView> =>
    this.stored === undefined
      ? { kind: "absent" }
      : { kind: "known", memory: structuredClone(this.stored), etag: String(this.revision) };
  write = async (memory: Memory, etag: string | undefined): Promise<WriteOutcome> => {
    if (etag !== (this.stored === undefined ? undefined : String(this.revision))) return { kind: "lost" };
    this.stored = JSON.parse(JSON.stringify(memory));
    this.revision += 1;
    return { kind: "won", etag: String(this.revision) };
  };
  publish = async (subject: string, text: string): Promise<void> => {
    this.mail.push({ subject, text });
  };

  readonly aws: World["aws"] = {
    standby: {
      describe: () => this.describe(),
      start: () => this.called("start", this.start()),
      stop: () => this.called("stop", this.stop()),
    },
    memory: {
      read: () => this.read(),
      write: (memory, etag) => this.called("write", this.write(memory, etag)),
    },
    alerts: { publish: (subject, text) => this.called("publish", this.publish(subject, text)) },
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
