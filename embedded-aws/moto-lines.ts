import { randomUUID } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { listenOnLoopback } from "./loopback";

/** The environment variable by which moto's process knows where to call, `PORT:WORD`. */
const LINE_VARIABLE = "EMBEDDED_AWS_FORK_LINE";

/** What `inside-moto/embedded_aws_forks.py` says: of itself when it calls, and of a fork that failed. */
type Message =
  | { readonly word: string; readonly pid: number; readonly port: number }
  | { readonly word: string; readonly error: string };

/** What moto's process is asked: to fork itself. */
export interface ForkRequest {
  /** By which the fork names itself. */
  readonly word: string;
  /** For what the fork prints. */
  readonly log: string;
  /** Where it takes its time from; null where time is this machine's. */
  readonly time: string | null;
}

/** A connection to one of moto's processes, as long as both live. */
export interface MotoLine {
  readonly pid: number;
  /** Of 127.0.0.1, where this process serves. */
  readonly port: number;
  readonly isCut: boolean;
  /** Resolves when the process has ended. */
  readonly cut: Promise<void>;
  ask(request: ForkRequest): void;
}

interface Expected {
  readonly resolve: (line: MotoLine) => void;
  readonly reject: (error: Error) => void;
}

/** Where moto's process and its forks call, on loopback. A process whose line is cut ends by itself. */
export class MotoLines {
  private readonly expected = new Map<string, Expected>();
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on("connection", (socket) => this.take(socket));
  }

  static async open(): Promise<MotoLines> {
    const server = createServer().unref();
    return new MotoLines(server, await listenOnLoopback(server));
  }

  /** Which nobody else on this machine can guess, and so nobody else can take a line. */
  newWord(): string {
    return randomUUID();
  }

  /** Of a process that is to call with this word. */
  environment(word: string): Record<string, string> {
    return { [LINE_VARIABLE]: `${this.port}:${word}` };
  }

  /** Rejects if the process that was asked says that it failed. */
  expect(word: string): Promise<MotoLine> {
    return new Promise((resolve, reject) => this.expected.set(word, { resolve, reject }));
  }

  /** Cuts every line. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private take(socket: Socket): void {
    this.sockets.add(socket.unref());
    const cut = new Promise<void>((resolve) => {
      socket.once("close", () => {
        this.sockets.delete(socket);
        resolve();
      });
    });
    socket.on("error", () => {}); // Told by its close.
    createInterface({ input: socket }).on("line", (text) => {
      const message = read(text);
      const expected = message && this.expected.get(message.word);
      if (!message || !expected) return;
      this.expected.delete(message.word);
      if ("error" in message) expected.reject(new Error(message.error));
      else
        expected.resolve({
          pid: message.pid,
          port: message.port,
          cut,
          get isCut() {
            return socket.destroyed;
          },
          ask: (request) => void socket.write(`${JSON.stringify(request)}\n`),
        });
    });
  }
}

/** Undefined for what moto's process never says. */
function read(text: string): Message | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
