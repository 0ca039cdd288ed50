import type { World } from "./world";

/** What a command says while it goes on: lines for a person, or with `--json` one JSON document a line. */
export interface Narrator {
  /** @param data the same as data; `kind` says what it is */
  say(text: string, data: { readonly kind: string } & Readonly<Record<string, unknown>>): void;
}

export function narrator({ terminal }: Pick<World, "terminal">, json: boolean | undefined): Narrator {
  return {
    say: (text, data) => void terminal.output.write(`${json ? JSON.stringify(data) : text}\n`),
  };
}
