import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { Caller, Network } from "../network";
import type { Cancel, Clock, Participant } from "../time/clock";
import type { RemoteEnd } from "../time/local-connections";
import { TIME_FILE_VARIABLE } from "../time/time-of-day";

/** Where a process on the embedded AWS finds its time and its network. */
export interface World {
  readonly clock: Clock;
  /** File that holds AWS time; absent where the clock is this machine's. */
  readonly timeFile: string | undefined;
  readonly network: Network;
  readonly names: {
    /** Address of a zone's name server, by its host name in lower case. */
    addressOfNameServer(host: string): string | undefined;
    /** Addresses of all name servers, for who asks no particular one. */
    nameServers(): string[];
  };
  /** The project's `embedded-aws/inside-process`. */
  readonly insideProcess: string;
}

export interface NodeProcessOptions {
  readonly name: string;
  /** In `insideProcess`. */
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly folder: string;
  /** Whole environment: nothing of this machine's is added. */
  readonly environment: Readonly<Record<string, string>>;
  readonly nodeOptions: readonly string[];
  readonly caller: Caller;
  readonly onMessage: (message: { readonly kind: string }) => void;
  readonly onLine: (line: string) => void;
  /** @param how `SIGKILL`, or `exit code 1` */
  readonly onEnd: (how: string) => void;
}

/** What an idle process says of itself. */
interface Idle {
  readonly kind: "idle";
  readonly received: number;
  readonly printed: number;
  readonly nextTimerAt?: number;
  readonly ends: readonly RemoteEnd[];
}

type Question = { readonly id: number } & (
  | { readonly kind: "route"; readonly address: string; readonly port: number }
  | { readonly kind: "name server"; readonly host: string }
  | { readonly kind: "name servers" }
);

/** However this process ends, those that it started end with it. */
const running = new Set<NodeProcess>();
process.on("exit", () => {
  for (const child of running) child.kill();
});

/** @throws Error if the folder is not the one that holds what runs inside processes */
export function requireInsideProcess(folder: string): void {
  if (!existsSync(join(folder, "preload.js")))
    throw new Error(`${folder} holds no preload.js. Run this from the project's folder.`);
}

/** A Node process that lives in AWS time and on AWS's network, without knowing it. */
export class NodeProcess implements Participant {
  readonly name: string;
  private readonly child: ChildProcess;
  private readonly leave: Cancel;
  private idle: Idle | undefined;
  private sent = 0;
  private printed = 0;
  private isFrozen = false;
  private hasEnded = false;
  private lookAgain = () => {};

  constructor(
    private readonly world: World,
    private readonly options: NodeProcessOptions,
  ) {
    const { name, script, folder, environment, nodeOptions, onLine, onEnd } = options;
    const given = options.arguments ?? [];
    this.name = name;
    this.child = fork(join(world.insideProcess, script), given, {
      cwd: folder,
      env: { ...environment, ...(world.timeFile === undefined ? {} : { [TIME_FILE_VARIABLE]: world.timeFile }) },
      execArgv: [...nodeOptions, "--require", join(world.insideProcess, "preload.js")],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    running.add(this);
    this.child.on("message", (message: { kind: string }) => this.hear(message));
    for (const stream of [this.child.stdout!, this.child.stderr!]) this.read(stream, onLine);
    const end = (how: string) => {
      if (this.hasEnded) return;
      this.hasEnded = true;
      running.delete(this);
      this.leave();
      onEnd(how);
    };
    this.child.once("error", (error) => end(error.message));
    this.child.once("close", (code, signal) => end(signal ?? `exit code ${code}`));
    this.leave = world.clock.join(this);
  }

  isQuiet(): boolean {
    return this.idle !== undefined && this.idle.received === this.sent && this.idle.printed === this.printed;
  }

  ends(): readonly RemoteEnd[] {
    return this.idle?.ends ?? [];
  }

  nextTimerAt(): number | undefined {
    return this.isFrozen ? undefined : this.idle?.nextTimerAt;
  }

  wake(): void {
    this.send({ kind: "wake" });
  }

  onChange(lookAgain: () => void): void {
    this.lookAgain = lookAgain;
  }

  send(message: object): void {
    this.sent += 1;
    this.child.send(message, () => {}); // A child that died says so by its end.
  }

  /** No timer of the process fires until it is thawed, as Lambda freezes a process between two events. */
  freeze(): void {
    this.isFrozen = true;
    this.lookAgain();
  }

  thaw(): void {
    this.isFrozen = false;
  }

  kill(signal: "SIGKILL" | "SIGINT" = "SIGKILL"): void {
    this.child.kill(signal);
  }

  private hear(message: { kind: string }): void {
    if (message.kind === "idle") {
      this.idle = message as Idle;
      this.lookAgain();
    } else if (message.kind === "route" || message.kind.startsWith("name server")) {
      const question = message as Question;
      void this.world.clock
        .hold(`a question of ${this.name}`, () => this.answer(question))
        .then((answer) => this.send({ kind: "answer", id: question.id, ...answer }));
    } else this.options.onMessage(message);
  }

  private async answer(question: Question): Promise<object> {
    const { network, names } = this.world;
    switch (question.kind) {
      case "route":
        return { route: await network.route(question.address, question.port, this.options.caller) };
      case "name server":
        return { address: names.addressOfNameServer(question.host) };
      case "name servers":
        return { addresses: names.nameServers() };
    }
  }

  private read(stream: Readable, onLine: (line: string) => void): void {
    stream.on("data", (chunk: Buffer) => {
      this.printed += chunk.length;
      this.lookAgain();
    });
    createInterface({ input: stream }).on("line", onLine);
  }
}
