import { spawn } from "node:child_process";
import { parseDocument } from "yaml";

/**
 * What cloud-init takes besides scripts and cloud-config: it is believed to work.
 * https://cloudinit.readthedocs.io/en/latest/explanation/format.html
 */
const OTHER_FORMATS =
  /^(#cloud-boothook|#include(-once)?|## template: jinja|#part-handler|Content-Type: multipart\/|MIME-Version:)/i;
const GZIP = Buffer.from([0x1f, 0x8b]);
const INTERPRETER = /^#!\s*(?:\S*\/env\s+)?(?:\S*\/)?(\S+)/;
const SHELLS: readonly string[] = ["bash", "sh"];

/**
 * Why a first boot cannot carry out user data, in a clause; undefined where nothing speaks against it. It is not run here:
 * a script that is refused by its shell, or text that cloud-init ignores, is all that can be known.
 */
export async function whyUserDataFails(bytes: Buffer): Promise<string | undefined> {
  if (bytes.length === 0 || bytes.subarray(0, GZIP.length).equals(GZIP)) return undefined;
  const text = bytes.toString("utf8");
  const [, interpreter] = INTERPRETER.exec(text) ?? [];
  if (interpreter !== undefined) return SHELLS.includes(interpreter) ? whyShellRefuses(interpreter, text) : undefined;
  if (text.startsWith("#cloud-config")) return parseDocument(text).errors[0]?.message.split(":\n", 1)[0];
  if (OTHER_FORMATS.test(text)) return undefined;
  return "cloud-init ignores what begins neither with #! nor with #cloud-config";
}

/** In the shell's own words: `-n` reads a script and runs nothing. Undefined also where there is no such shell here. */
function whyShellRefuses(shell: string, script: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = "";
    const checking = spawn(shell, ["-n"], {
      env: { PATH: process.env.PATH, LC_ALL: "C" },
      stdio: ["pipe", "ignore", "pipe"],
    });
    checking.stderr.on("data", (chunk) => {
      said += chunk;
    });
    checking.stdin.on("error", () => {}); // It has seen enough.
    checking.on("error", () => resolve(undefined));
    checking.on("close", (code) => resolve(code === 0 ? undefined : said.split("\n", 1)[0] || `${shell} refuses it`));
    checking.stdin.end(script);
  });
}
