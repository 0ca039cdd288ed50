import { rm } from "node:fs/promises";
import { NodeProcess, type NodeProcessOptions, type World } from "../processes/node-process";
import type { Cancel } from "../time/clock";

/** What became of one call of a handler. */
export type Outcome =
  /** `payload` is JSON, or undefined where the handler returned nothing. */
  | { readonly kind: "result"; readonly payload: string | undefined }
  | { readonly kind: "error"; readonly error: { errorType: string; errorMessage: string; trace?: string[] } }
  | { readonly kind: "timeout"; readonly afterSeconds: number };

type Message = { kind: "result"; payload?: string } | Extract<Outcome, { kind: "error" }>;

interface Call {
  readonly done: (outcome: Outcome) => void;
  readonly onLine: (line: string) => void;
  readonly cancelTimeout: Cancel;
}

/** One process that runs a function, one event at a time, and is frozen in between. */
export class ExecutionEnvironment {
  /** When its last call ended, in AWS time. */
  idleSince: number;
  private readonly process: NodeProcess;
  private call: Call | undefined;
  private hasEnded = false;
  private isTaken = false;

  /** @param taskRoot folder of the function's code, removed when the process has ended */
  constructor(
    private readonly world: World,
    taskRoot: string,
    options: Pick<NodeProcessOptions, "name" | "environment" | "nodeOptions" | "caller">,
  ) {
    this.idleSince = world.clock.now();
    this.process = new NodeProcess(world, {
      ...options,
      script: "run-handler.js",
      folder: taskRoot,
      onMessage: (message) => this.finish(outcomeOf(message as Message)),
      onLine: (line) => this.call?.onLine(line),
      onEnd: (how) => {
        this.hasEnded = true;
        this.finish(exitedEarly(how));
        void world.clock.hold("removing a function's code", () => rm(taskRoot, { recursive: true, force: true }));
      },
    });
  }

  get isFree(): boolean {
    return this.call === undefined && !this.isTaken && !this.hasEnded;
  }

  /** For a call that is about to come. */
  take(): this {
    this.isTaken = true;
    return this;
  }

  /** Calls the handler; ends, killed, after the time-out in AWS time. */
  invoke(
    event: unknown,
    context: Record<string, unknown>,
    timeoutMs: number,
    onLine: (line: string) => void,
  ): Promise<Outcome> {
    const { clock } = this.world;
    return new Promise((resolve) => {
      if (this.hasEnded) return resolve(exitedEarly("before it was called"));
      this.isTaken = false;
      const outOfTime = () => {
        this.finish({ kind: "timeout", afterSeconds: timeoutMs / 1_000 });
        this.stop();
      };
      const cancel = clock.after(timeoutMs, outOfTime);
      // AWS time stands still while a process computes: one that computes for so long in this machine's would never end.
      const computing = setTimeout(outOfTime, timeoutMs);
      const cancelTimeout = () => {
        cancel();
        clearTimeout(computing);
      };
      this.call = { done: resolve, onLine, cancelTimeout };
      this.process.thaw();
      this.process.send({ kind: "invoke", event, context: { ...context, deadline: clock.now() + timeoutMs } });
    });
  }

  stop(): void {
    this.process.kill();
  }

  private finish(outcome: Outcome): void {
    const { call } = this;
    if (!call) return;
    this.call = undefined;
    this.idleSince = this.world.clock.now();
    call.cancelTimeout();
    this.process.freeze();
    call.done(outcome);
  }
}

const outcomeOf = (message: Message): Outcome =>
  message.kind === "result" ? { kind: "result", payload: message.payload } : message;

const exitedEarly = (how: string): Outcome => ({
  kind: "error",
  error: { errorType: "Runtime.ExitError", errorMessage: `The function's process ended without an answer: ${how}` },
});
