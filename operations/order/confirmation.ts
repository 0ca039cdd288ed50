import { createInterface } from "node:readline/promises";
import { EXIT, Failure } from "../failure";
import type { Terminal } from "../project";

/**
 * Has the workload's name typed, unless `--yes` stands for it.
 * @param consequences what happens then, in words
 * @throws Failure where somebody types something else, or nobody can be asked
 */
export async function confirm(
  terminal: Terminal,
  { workload, consequences, yes }: { workload: string; consequences: string; yes: boolean | undefined },
): Promise<void> {
  if (yes) return;
  if (!terminal.input.isTTY)
    throw new Failure(
      EXIT.usage,
      "Nobody can be asked here: this is no terminal. In a script, name the workload and say that you mean it: --yes.",
    );
  // Questions go where messages go, so that --json stays JSON.
  terminal.errors.write(`${consequences}\n`);
  const typed = await typedLine(terminal.input, terminal.errors, `Type ${workload} to go on: `);
  if (typed !== workload) throw new Failure(EXIT.refused, `"${typed}" is not "${workload}". Nothing was done.`);
}

/** What somebody types when they are asked, without spaces around it; empty where they close the input. */
export async function typedLine(
  input: Terminal["input"],
  output: Terminal["output"],
  question: string,
): Promise<string> {
  const lines = createInterface({ input, output });
  try {
    // Ctrl-D and Ctrl-C close the input, and the question would wait for ever.
    const closed = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
    return (await Promise.race([lines.question(question), closed])).trim();
  } finally {
    lines.close();
  }
}
