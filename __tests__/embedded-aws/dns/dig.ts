import { execFile } from "node:child_process";

/** What `dig` understood of an answer. */
export interface Dug {
  /** Response code, e.g. `NOERROR`. */
  readonly status: string;
  /** `aa`, `ra`, `rd`, `tc`. */
  readonly flags: readonly string[];
  /** Each record of the answer: name, TTL, class, type, data. */
  readonly answers: readonly string[];
  readonly authorities: readonly string[];
  readonly text: string;
}

/**
 * Asks with BIND's `dig`, which shares no code with ours.
 * @throws Error that says how to install it where it is missing
 */
export function dig(port: number, ...question: string[]): Promise<Dug> {
  const args = ["@127.0.0.1", "-p", String(port), "+tries=1", "+time=5", ...question];
  return new Promise((resolve, reject) => {
    execFile("dig", args, (error, stdout) => {
      if (error?.code === "ENOENT")
        return reject(
          new Error(
            "dig is not on the PATH; it judges our DNS servers. Install it: apt-get install bind9-dnsutils (Debian, Ubuntu), brew install bind (macOS).",
          ),
        );
      if (error) return reject(new Error(`dig ${args.join(" ")} failed: ${stdout}`));
      resolve(read(stdout));
    });
  });
}

function read(text: string): Dug {
  const section = (name: string) =>
    (new RegExp(`;; ${name} SECTION:\n((?:.+\n)*)`).exec(text)?.[1] ?? "")
      .split("\n")
      .filter(Boolean)
      .map((line) => line.replace(/\s+/g, " "));
  return {
    status: /status: (\w+)/.exec(text)?.[1] ?? "",
    flags: (/;; flags: ([a-z ]*);/.exec(text)?.[1] ?? "").split(" "),
    answers: section("ANSWER"),
    authorities: section("AUTHORITY"),
    text,
  };
}
