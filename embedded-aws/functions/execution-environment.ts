import { rm } from "node:fs/promises";
import { NodeProcess, type NodeProcessOptions, type World } from "../processes/node-process";
import type { Cancel } from "../time/clock";

/** What became of one call of a handler. */
export type Outcome =
  /** `payload` is JSON, or undefined where the handler returned nothing. */
  | { readonly kind: "result"; readonly payload?: string | undefined }
  | { readonly kind: "error"; readonly error: { errorType: string; errorMessage: string; trace?: string[] } }
  | { readonly kind: "timeout"; readonly afterSeconds: number };

/** Lambda's name for a process that ended without an answer. */
export const EXIT_ERROR = "Runtime.ExitError";

const BYTES_A_MB = 1024 * 1024;

type Message = { readonly memoryBytes: number } & Extract<Outcome, { kind: "result" | "error" }>;

interface Call {
  readonly requestId: string;
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
  private mostBytes: number | undefined;

  /**
   * @param taskRoot folder of the function's code, removed when the process has ended
   * @param options.memoryMb with more than this at the end of a call it is killed
   */
  constructor(
    private readonly world: World,
    taskRoot: string,
    private readonly options: Pick<NodeProcessOptions, "name" | "environment" | "caller"> & { memoryMb: number },
  ) {
    this.idleSince = world.clock.now();
    this.process = new NodeProcess(world, {
      ...options,
      script: "run-handler.js",
      folder: taskRoot,
      // What is gathered and not yet given back may be as large as the memory; the rest is measured after each call.
      nodeOptions: [`--max-old-space-size=${options.memoryMb}`],
      onMessage: (message) => this.hear(message as unknown as Message),
      onLine: (line) => this.call?.onLine(line),
      onEnd: (how) => {
        this.hasEnded = true;
        this.finish(exited(how, this.call?.requestId));
        void world.clock.hold("removing a function's code", () => rm(taskRoot, { recursive: true, force: true }));
      },
    });
  }

  /** The most that its process had at the end of any call; undefined before the first. */
  get memoryUsedMb(): number | undefined {
    return this.mostBytes === undefined ? undefined : Math.ceil(this.mostBytes / BYTES_A_MB);
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
    context: Readonly<Record<string, unknown>> & { readonly awsRequestId: string },
    timeoutMs: number,
    onLine: (line: string) => void,
  ): Promise<Outcome> {
    const { clock } = this.world;
    return new Promise((resolve) => {
      const requestId = context.awsRequestId;
      if (this.hasEnded) return resolve(exited("SIGKILL", requestId));
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
      this.call = { requestId, done: resolve, onLine, cancelTimeout };
      this.process.thaw();
      this.process.send({ kind: "invoke", event, context: { ...context, deadline: clock.now() + timeoutMs } });
    });
  }

  /** From now on it takes no call, though its process may need a moment to be gone. */
  stop(): void {
    this.hasEnded = true;
    this.process.kill();
  }

  /** Lambda kills a function that needs more than its memory: here at the end of the call that did. */
  private hear({ memoryBytes, ...outcome }: Message): void {
    this.mostBytes = Math.max(memoryBytes, this.mostBytes ?? 0);
    if (memoryBytes <= this.options.memoryMb * BYTES_A_MB) {
      this.finish(outcome);
      return;
    }
    // Nobody waits in AWS time until the process is gone: it has nothing more to say, and time would jump to its time-out.
    this.finish(exited("SIGKILL", this.call?.requestId));
    this.stop();
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

/**
 * In the words of Lambda's runtime. https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html
 * @param how as `NodeProcess` tells it: `SIGKILL`, `exit code 1`
 */
function exited(how: string, requestId = ""): Outcome {
  const SIGNALS: Readonly<Record<string, string>> = { SIGKILL: "killed", SIGABRT: "aborted", SIGTERM: "terminated" };
  const status = /^exit code (\d+)$/.exec(how)?.[1];
  const why = status === undefined ? `signal: ${SIGNALS[how] ?? how}` : `exit status ${status}`;
  const ended = status === "0" ? "Runtime exited without providing a reason" : `Runtime exited with error: ${why}`;
  return { kind: "error", error: { errorType: EXIT_ERROR, errorMessage: `RequestId: ${requestId} Error: ${ended}` } };
}
